return {page = function(page)
	local s = ("x"):rep(math.maxinteger)
end}
