return {page = function(page)
	local set = "[" .. ("a-b"):rep(1000000) .. "]*"
	while true do (("z"):rep(1000)):find(set) end
end}
