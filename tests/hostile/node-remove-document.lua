return {filter = {text = function(node)
	local top = node
	while top.parent do top = top.parent end
	top:remove()
end}}
