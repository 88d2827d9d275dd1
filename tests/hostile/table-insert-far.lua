return {page = function(page)
	table.insert({}, 1 << 40, 1)
end}
