return {page = function(page)
	local s = utf8.codepoint(("é"):rep(4000000), 1, -1)
end}
