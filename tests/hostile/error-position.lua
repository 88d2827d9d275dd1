return {page = function(page)
	error("content/index.md:1: not mine")
end}
