local kept, made

return {filter = {
	paragraph = function(node)
		kept = kept or node
		made = made or make_node("text", {text = "x"})
	end,
	link = function(node)
		if kept then return kept end
	end,
	emphasis = function(node)
		if made then node:append(made) end
	end,
}}
