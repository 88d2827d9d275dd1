return {page = function(page)
	page.report(page, "error", page.sections, "x")
end}
