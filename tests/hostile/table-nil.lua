return {page = function(page)
	local t = {}
	t[nil] = 1
end}
