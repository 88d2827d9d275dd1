return {page = function(page)
	local x = ("x"):rep(100000)
	while true do local s = ("%q"):format(x) end
end}
