return {page = function(page)
	local t = {}
	for i = 1, 1000000 do t["k" .. i] = i end
	page:set("x", t)
end}
