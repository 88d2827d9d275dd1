return {page = function(page)
	local s = "x"
	for _ = 1, 100 do s = s:rep(1000) end
end}
