return {filter = {text = function(node) node.__index = nil end}}
