return {page = function(page)
	assert(false, {})
end}
