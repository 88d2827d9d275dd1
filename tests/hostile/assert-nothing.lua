return {page = function(page)
	assert()
end}
