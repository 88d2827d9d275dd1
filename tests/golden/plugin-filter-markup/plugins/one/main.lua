return {filter = {
	heading = function(node)
		local text = "<video controls></video>"
		local block = make_node("html_block", {text = node:plain() == "Markup" and html(text) or text})
		-- What is read of markup is a text, and text is not markup.
		return {node, block, make_node("html_block", {text = block.text})}
	end,
	html = function(node)
		if node.text == "<b>" then node.text = html("<b class=\"loud\">") end
	end,
}}
