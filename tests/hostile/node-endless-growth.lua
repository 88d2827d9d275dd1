return {filter = {paragraph = function(node)
	while node do node = node:insert_after(make_node("paragraph", {}, {"again"})) end
end}}
