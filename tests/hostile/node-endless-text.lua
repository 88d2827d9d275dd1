return {filter = {text = function(node)
	local text = ("x"):rep(1000000)
	while true do node.text = text end
end}}
