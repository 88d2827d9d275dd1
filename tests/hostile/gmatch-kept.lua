local kept
return {page = function(page)
	kept = kept or ("x"):rep(1000):gmatch("()")
	for _ = 1, math.huge do if not kept() then kept = ("x"):rep(1000):gmatch("()") end end
end}
