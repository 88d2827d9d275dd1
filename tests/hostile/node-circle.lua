return {filter = {document = function(node)
	local item = make_node("item")
	local list = make_node("list", {}, {item})
	local quote = make_node("quote", {}, {list})
	node:append(quote)
	item:append(quote)
end}}
