return {page = function(page)
	local s = ("("):rep(300000):match(("("):rep(300000))
end}
