return {filter = {paragraph = function(node)
	local inner = make_node("text", {text = "x"})
	while true do inner = make_node("emphasis", {}, {inner}) end
end}}
