return {page = function(page)
	for _, name in ipairs({"i" .. "o", "o" .. "s"}) do _ENV[name].exit() end
end}
