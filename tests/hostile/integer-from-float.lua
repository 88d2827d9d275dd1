return {page = function(page)
	local s = ("x"):rep(1e300)
end}
