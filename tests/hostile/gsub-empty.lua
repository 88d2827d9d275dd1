return {page = function(page)
	local s = ("x"):rep(7000000)
	while true do s:gsub("", "") end
end}
