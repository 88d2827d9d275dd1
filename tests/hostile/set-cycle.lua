return {page = function(page)
	local a, b = {}, {}
	a.b, b.a = b, a
	page:set("x", a)
end}
