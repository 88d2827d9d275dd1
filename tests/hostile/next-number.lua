return {page = function(page)
	next(7)
end}
