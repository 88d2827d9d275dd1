local set
return {page = function(page)
	set = set or page.set
	set(7, "x", 1)
end}
