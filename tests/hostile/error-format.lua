return {page = function(page)
	error("%s%n%s%n" .. ("%s"):rep(1000))
end}
