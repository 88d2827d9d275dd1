return {filter = {
	heading = function(node)
		node.level = node.level + node.depth
	end,
}}
