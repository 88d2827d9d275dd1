return {page = function(page)
	local t = {}
	for i = 1, 1000 do t[i] = "x" end
	local s = table.concat(t, ("x"):rep(1000000))
end}
