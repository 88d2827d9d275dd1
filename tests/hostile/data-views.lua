return {page = function(page)
	local t = {}
	for i = 1, 100000 do t[i] = page end
	page:set("x", t)
end}
