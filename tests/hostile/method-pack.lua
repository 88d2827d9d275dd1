return {page = function(page)
	local s = ("I16"):rep(1000000):pack(1)
end}
