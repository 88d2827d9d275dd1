return {page = function(page)
	for i = 1, 2, 0 do end
end}
