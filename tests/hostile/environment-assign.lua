return {page = function(page)
	_ENV = {}
	string.rep("x", 2)
end}
