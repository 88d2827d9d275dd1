return {filter = {paragraph = function(node)
	node:append(("x"):rep(4000000))
	while true do node:plain() end
end}}
