return {page = function(page)
	local digits = ("9"):rep(4000000)
	while true do tonumber(digits, 10) end
end}
