local M = {filter = {}}
local shift

function M.configure(site, options)
	assert(site.title == "A Course" and site.params.missing == nil and site.url == nil)
	assert(site.params.nested.a[2].b == "two" and site.params.nested.c == nil)
	shift = site.params.shift
end

-- Assign.
function M.filter.heading(node, page)
	if node.level == 1 then node.level = node.level + shift end
	assert(page.kind == "home" or page.front_matter.week >= 1 and page.front_matter.hours == nil)
	assert(page.kind == "home" or page.front_matter.project.title == "A Thing")
end

-- Replace by markup.
function M.filter.code(node)
	local key = node.text:match("^kbd:(.*)$")
	if key then return make_node("html", {text = html("<kbd class=\"key\">" .. key .. "</kbd>")}) end
end

-- Splice: the node and what is made.
function M.filter.item(node, page)
	if node.check == "done" and page.params.exercise then
		local text = make_node("paragraph", nil, {"Do it again (1-2 h): ", make_node("link", {url = "01-loops.md#tasks"}, {"above"})})
		return {node, make_node("item", {check = "open", id = "again"}, {text}), make_node("item", nil, {make_node("paragraph", {}, {"No id, no box (1 h)"})})}
	end
end

-- Delete.
M.filter.rule = function() return {} end

-- Wrap: the node moves into what is made, and that comes where it stood.
function M.filter.quote(node)
	return make_node("callout", {name = "tip"}, {node})
end

-- Take apart: the children come in the place of the node.
function M.filter.strike(node)
	return node:children()
end

-- Walk, from the whole page.
function M.filter.document(node, page)
	local links = {}
	for _, link in ipairs(node:find("link")) do
		links[#links + 1] = link.url .. "=" .. link:plain() .. "=" .. link.title
	end
	if page.kind ~= "week" then return end
	assert(node.first.parent == node and node.first == node:children()[1] and node.parent == nil)
	assert(type(node) == "node" and tostring(node) == "the document")
	for _, reference in ipairs(node:find("footnote_reference")) do
		assert(reference.number and reference.label)
		if reference.label == "a" then reference:remove() end
	end
	local block = node:find("code_block")[1]
	assert(block.info == "python" and block.text == "print(1)\n")
end

function M.filter.code_block(node)
	node.info = node.info:match("^%S+")
	node:insert_before(make_node("paragraph", {}, {make_node("strong", {}, {"Run:"}), make_node("soft_break"), "as it stands"}))
	node:insert_after(make_node("html_block", {text = "<div>a text of a plugin is content</div>"}))
end

function M.filter.table(node)
	local row = make_node("row", {header = true}, {make_node("cell", {align = "center"}, {"x"}), make_node("cell")})
	node:append(row)
	assert(node.first.header and node.first.first.header and node.first.last.align == "right")
end

function M.filter.list(node)
	if not node.ordered then
		node.ordered, node.start, node.tight = true, 3, true
	end
end

function M.page(page)
	assert(page.params.colour == nil or page.params.colour == "blue")
	page:set("title", page.front_matter.title)
end

function M.assemble(site)
	for _, page in ipairs(site:all_pages()) do
		site:set(page.kind, page.front_matter.params and page.params.colour or "none")
	end
end

return M
