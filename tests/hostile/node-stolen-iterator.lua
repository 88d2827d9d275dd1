return {filter = {text = function(node)
	local next_of = ipairs(node.parent:children())
	next_of(node, 1).x = 1
end}}
