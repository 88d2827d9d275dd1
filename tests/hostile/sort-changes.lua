return {page = function(page)
	local t = {}
	for i = 1, 100000 do t[i] = i end
	table.sort(t, function(a, b)
		for i = 1, 100000 do t[i] = nil end
		return a < b
	end)
	while true do t[#t + 1] = t end
end}
