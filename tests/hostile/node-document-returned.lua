return {filter = {document = function() return {} end}}
