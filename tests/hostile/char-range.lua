return {page = function(page)
	local s = string.char(256)
end}
