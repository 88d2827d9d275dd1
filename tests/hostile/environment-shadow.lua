return {page = function(page)
	local _ENV = {}
	return string.rep("x", 2)
end}
