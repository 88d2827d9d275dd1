return {page = function(page)
	local x = ("x"):rep(4000000)
	local s = ("%s"):rep(200):format(x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x)
end}
