local M = {}

function M.page(page)
	for _, section in ipairs(page.sections) do
		for _, item in ipairs(section.items) do
			if item.id == 'tasks-read' then
				page:report('error', item, "'read' is no task", 'say what to read')
			end
		end
		if section.role == 'stretch' then
			page:report('warning', section, 'stretch goals are long')
		end
	end
	if page.kind == 'home' then
		page:report('warning', page, 'the home page is short')
	end
end

function M.check(site, report)
	report('warning', site, 'never runs, for a page has an error')
end

return M
