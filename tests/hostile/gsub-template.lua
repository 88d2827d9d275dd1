return {page = function(page)
	local s = ("x"):rep(1000):gsub(".*", ("%0"):rep(100000))
end}
