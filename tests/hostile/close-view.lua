return {page = function(page)
	local x <close> = page
end}
