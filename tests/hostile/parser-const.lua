return {page = function(page)
	local limit <const> = 1
	limit = 2
end}
