return {page = function(page)
	table.insert(string, print)
end}
