return {page = function(page)
	error(page)
end}
