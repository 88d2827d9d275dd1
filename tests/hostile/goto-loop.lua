return {page = function(page)
	::again::
	goto again
end}
