return {page = function(page)
	local x = select(-1000000, 1)
end}
