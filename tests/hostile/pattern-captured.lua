return {page = function(page)
	while true do (("ab"):rep(50000)):find("(.-)%1%1%1%1c") end
end}
