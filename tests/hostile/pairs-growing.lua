return {page = function(page)
	local t = {1}
	while true do
		for key in pairs(t) do t[#t + 1] = key end
	end
end}
