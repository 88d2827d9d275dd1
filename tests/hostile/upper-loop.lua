return {page = function(page)
	local s = ("x"):rep(8000000)
	while true do s = s:upper():lower():reverse() end
end}
