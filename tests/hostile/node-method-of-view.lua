return {filter = {text = function(node, page) node.append(page, "x") end}}
