return {page = function(page)
	local f = string.rep
	f.x = 1
end}
