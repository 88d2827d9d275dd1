return {page = function(page)
	goto nowhere
end}
