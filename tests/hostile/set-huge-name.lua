return {page = function(page)
	page:set(("x"):rep(8000000), 1)
end}
