return {page = function(page)
	local t = {}
	for i = 1, 1000000 do t[i] = i end
	while #t > 0 do table.remove(t, 1) end
end}
