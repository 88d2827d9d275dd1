return {filter = {paragraph = function(node)
	for i = 1, 1000 do node:append("x") end
	while true do node.parent:find() end
end}}
