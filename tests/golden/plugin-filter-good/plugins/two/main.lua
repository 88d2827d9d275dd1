-- The next plugin sees what the one before made; html("…") in content stays content.
return {filter = {
	callout = function(node)
		node:append(make_node("paragraph", {}, {"Seen by two: " .. node.name}))
	end,
	html = function(node)
		if node.text:find("key") then node:insert_after("!") end
	end,
}}
