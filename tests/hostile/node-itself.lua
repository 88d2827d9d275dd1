return {filter = {paragraph = function(node)
	local emphasis = make_node("emphasis")
	node:append(emphasis)
	emphasis:append(emphasis)
end}}
