return {filter = {paragraph = function(node)
	local quote = make_node("quote")
	for _ = 1, 100000 do quote = make_node("quote", {}, {quote}) end
	return quote
end}}
