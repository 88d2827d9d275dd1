local try = {}

-- What filters return.
function try.returns_number() return 3 end
function try.returns_table() return {a = 1} end
function try.returns_list_of_table(node) return {node, {}} end
function try.returns_page(node, page) return page end
function try.returns_item(node) return make_node("item") end
function try.returns_ancestor(node) return node.parent end
function try.returns_text_for_block(node) return {"a text"} end
function try.returns_broken_text(node) return {"\xff"} end

-- Fields.
function try.no_field(node) return node.url end
function try.nearest_field(node) node.lebel = 1 end
function try.number_as_field(node) return node[1] end
function try.level_high(node) node.level = 7 end
function try.level_text(node) node.level = "2" end
function try.level_fraction(node) node.level = 1.5 end
function try.id(node) node.id = "Not An Id" end
function try.kind(node) node.kind = "paragraph" end
function try.parent(node) node.parent = node.first end
function try.text_number(node) node.first.text = 4 end
function try.text_nul(node) node.first.text = "a\0b" end
function try.url(node) make_node("link", {url = "javascript:alert(1)"}) end
function try.url_control(node) make_node("link", {url = "a\nb"}) end
function try.check(node) make_node("item", {check = "maybe"}) end
function try.tight(node) make_node("list", {tight = "yes"}) end
function try.name(node) make_node("callout", {name = "box"}) end
function try.header(node) make_node("cell", {header = true}) end

-- The tree.
function try.wrong_child(node) node:append(make_node("paragraph")) end
function try.text_in_block(node) node.parent:append("a text") end
function try.itself(node) local quote = make_node("quote") quote:append(quote) end
function try.circle(node)
	local quote = make_node("quote", {}, {make_node("quote")})
	quote.first:append(quote)
end
function try.link_in_link(node)
	local link = make_node("link", {url = "a.md"}, {make_node("strong", nil, {"x"})})
	link.first:append(make_node("emphasis", {}, {make_node("link", {url = "b.md"})}))
end
function try.deep(node)
	local quote = make_node("quote")
	for _ = 1, 200 do quote = make_node("quote", {}, {quote}) end
end
function try.remove_document(node) node.parent:remove() end
function try.beside_nothing(node) make_node("text"):insert_after("x") end
function try.with_dot(node) node.append("x") end
function try.append_table(node) node:append({}) end

-- Making.
function try.make_unknown() make_node("headin") end
function try.make_document() make_node("document") end
function try.make_without_kind() make_node() end
function try.make_fields() make_node("text", "x") end
function try.make_list_of_fields() make_node("text", {"x"}) end
function try.make_children() make_node("paragraph", {}, {a = 1}) end
function try.make_child() make_node("paragraph", {}, {1}) end
function try.find_unknown(node) node:find("pragraph") end

-- Handles are not lists, data or numbers.
function try.length(node) return #node end
function try.joined(node) return node .. "" end
function try.iterated(node) for _ in ipairs(node) do end end

-- The page.
function try.page_field(node, page) return page.title end
function try.front_matter(node, page) return page.front_matter.colour end
function try.site_weeks(node, page) return page.site.weeks end
function try.page_set(node, page) page:set("a", 1) end
function try.report_target(node, page) page:report("error", 3, "nothing") end
function try.report(node, page) page:report("error", node, "no exercise below 'this'", "add one") end
function try.report_page(node, page) page:report("warning", page, "a page without colour") end

return {
	filter = {
		heading = function(node, page)
			local name = page.params.try
			return try[name](node, page)
		end,
	},
}
