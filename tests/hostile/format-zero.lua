return {page = function(page)
	local s = ("%10s"):format("a\0b")
end}
