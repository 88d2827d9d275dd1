return {page = function(page)
	error("\27[2J\n::error::hidden\0")
end}
