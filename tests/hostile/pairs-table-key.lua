return {page = function(page)
	for key in pairs({[{}] = 1}) do end
end}
