return {page = function(page)
	local s = ("x"):gsub("x", page)
end}
