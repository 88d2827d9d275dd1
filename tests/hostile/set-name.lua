return {page = function(page)
	page:set("a.b", 1)
end}
