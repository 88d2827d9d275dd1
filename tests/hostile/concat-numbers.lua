return {page = function(page)
	local s = ""
	for i = 1, math.huge do s = s .. i end
end}
