return {page = function(page)
	local x <close> = {}
end}
