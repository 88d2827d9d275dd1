return {page = function(page)
	local t = {}
	for _ = 1, 100000 do t = {t} end
	page:set("x", t)
end}
