return {page = function(page)
	local x = math.max()
end}
