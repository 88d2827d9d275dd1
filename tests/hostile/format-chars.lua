return {page = function(page)
	local s = ("%c"):rep(4000000):format(table.unpack({}, 1, 4000000))
end}
