return {page = function(page)
	local t = {}
	t[0 / 0] = 1
end}
