return {filter = {text = function(node) node.text = "\xed\xa0\x80" end}}
