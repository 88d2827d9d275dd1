local kept
return {page = function(page)
	if kept then kept() end
	kept = pairs(page)
end}
