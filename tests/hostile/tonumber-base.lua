return {page = function(page)
	local n = tonumber("10", 99)
end}
