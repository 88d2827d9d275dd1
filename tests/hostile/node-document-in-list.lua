return {filter = {paragraph = function(node) return {node, node.parent} end}}
