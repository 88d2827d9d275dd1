return {page = function(page)
	local s = string.char(table.unpack({}, 1, 1000000))
end}
