return {page = function(page)
	local s = ("é"):rep(4000000)
	while true do utf8.offset(s, 4000000) end
end}
