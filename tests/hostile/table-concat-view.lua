return {page = function(page)
	local s = table.concat({page})
end}
