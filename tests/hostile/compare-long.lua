return {page = function(page)
	local a, b = ("x"):rep(8000000) .. "a", ("x"):rep(8000000) .. "b"
	while true do local less = a < b end
end}
