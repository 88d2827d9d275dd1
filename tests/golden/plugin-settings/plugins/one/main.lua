return {configure = function(site)
	for _, week in ipairs(site.weeks) do end
end}
