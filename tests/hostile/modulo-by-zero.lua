return {page = function(page)
	local x = 1 % 0
end}
