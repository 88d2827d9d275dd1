return {page = function(page)
	local s = ("x"):rep(100000):match(("x?"):rep(100000))
end}
