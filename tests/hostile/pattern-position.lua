return {page = function(page)
	while true do ("x"):rep(5000000):gsub("()", "%1") end
end}
