return {page = function(page)
	local t = {}
	for i = 1, 30 do t = {t, t} end
	page:set("x", t)
end}
