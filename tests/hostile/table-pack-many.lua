return {page = function(page)
	local t = {}
	while true do t = table.pack(t, t, table.unpack(t)) end
end}
