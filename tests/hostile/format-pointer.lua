return {page = function(page)
	local s = ("%p"):format(page)
end}
