return {page = function(page)
	local t = {}
	for i = 1, 1000000 do t[i] = i end
	while true do local n = #t end
end}
