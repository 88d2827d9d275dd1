return {page = function(page)
	local s = ("xy"):rep(math.maxinteger // 2 + 1, "z")
end}
