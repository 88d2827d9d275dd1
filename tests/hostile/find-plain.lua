return {page = function(page)
	local s, needle = ("a"):rep(4000000), ("a"):rep(2000000) .. "b"
	while true do s:find(needle, 1, true) end
end}
