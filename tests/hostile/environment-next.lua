return {page = function(page)
	local name, value = next(string)
	value.x = 1
end}
