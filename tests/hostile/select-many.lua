return {page = function(page)
	local function count(...) return select("#", ...) + count(1, ...) end
	count()
end}
