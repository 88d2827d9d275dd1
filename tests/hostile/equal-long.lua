return {page = function(page)
	local a, b = ("x"):rep(8000000) .. "a", ("x"):rep(8000000) .. "a"
	while true do local same = a == b end
end}
