-- Walking up a chain of a hundred thousand is paid for.
return {filter = {paragraph = function(node)
	local deepest = make_node("emphasis")
	node:append(deepest)
	while true do
		local next = make_node("emphasis")
		deepest:append(next)
		deepest = next
	end
end}}
