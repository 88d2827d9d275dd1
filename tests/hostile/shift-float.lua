return {page = function(page)
	local x = 1.5 << 2
end}
