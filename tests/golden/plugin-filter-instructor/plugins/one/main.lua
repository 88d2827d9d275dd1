return {filter = {quote = function(node)
	return make_node("callout", {name = "answer"}, node:children())
end}}
