return {page = function(page)
	error(("x"):rep(8000000))
end}
