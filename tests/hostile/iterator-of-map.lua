return {page = function(page)
	local f = pairs(page)
	while true do f() end
end}
