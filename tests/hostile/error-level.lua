return {page = function(page)
	error("away", 1000000)
end}
