return {page = function(page)
	table.sort(page.sections)
end}
