return {
	configure = function(site)
		assert(site.language == "en")
	end,
	page = function(page)
		assert(page.params.anything == nil and page.front_matter.slug == nil)
		page:set("node", make_node("text"))
	end,
}
