return {page = function(page)
	local t = {}
	for i = 1, 100000 do t[i] = i end
	while true do next(t, "unknown") end
end}
