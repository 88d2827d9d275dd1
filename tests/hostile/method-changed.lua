return {page = function(page)
	page.set = function() end
end}
