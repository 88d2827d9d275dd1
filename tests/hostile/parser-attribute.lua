return {page = function(page)
	local x <weak> = {}
end}
