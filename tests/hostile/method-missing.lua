return {page = function(page)
	local s = ("x").dump(function() end)
end}
