return {filter = {paragraph = function(node)
	local children = {}
	for i = 1, 1000000 do children[i] = "x" end
	return make_node("paragraph", {}, children)
end}}
