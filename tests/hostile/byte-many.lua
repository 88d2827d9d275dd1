return {page = function(page)
	local t = {(("x"):rep(4000000)):byte(1, -1)}
end}
