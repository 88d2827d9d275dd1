return {page = function(page)
	local t, s = {x = ("x"):rep(1000)}, ("x"):rep(1000)
	while true do s = s:gsub("x", t) end
end}
