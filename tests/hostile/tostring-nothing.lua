return {page = function(page)
	tostring()
end}
