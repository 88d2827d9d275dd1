return {page = function(page)
	for i = 1, math.huge do page:set("x", ("x"):rep(1000000)) end
end}
