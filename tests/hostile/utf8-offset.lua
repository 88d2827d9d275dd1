return {page = function(page)
	local n = utf8.offset("é", 1, 2)
end}
