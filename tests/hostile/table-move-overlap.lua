return {page = function(page)
	local t = {}
	for i = 1, 900000 do t[i] = i end
	while true do table.move(t, 1, 900000, 2) end
end}
