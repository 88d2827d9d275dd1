return {page = function(page)
	local s = ("%.99999f"):format(1)
end}
