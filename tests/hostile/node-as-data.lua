return {filter = {text = function(node, page) return string.rep(node, 3) end}}
