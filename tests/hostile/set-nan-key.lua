return {page = function(page)
	page:set("x", {[1.5] = 1})
end}
