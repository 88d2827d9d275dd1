return {page = function(page)
	local s = utf8.char(0x80000000)
end}
