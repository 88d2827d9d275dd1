return {page = function(page)
	local s = ("x"):rep(1000, ("y"):rep(1000000))
end}
