return {
	check = function(site, report)
		for _, page in ipairs(site:all_pages()) do
			if not page.summary then
				report('warning', page, "page '" .. page.id .. "' has no summary")
			end
			for _, section in ipairs(page.sections) do
				for _, item in ipairs(section.items) do
					if item.done then report('error', item, 'a course starts with open boxes', "write '[ ]'") end
				end
			end
		end
		report('warning', site, 'that was all')
	end,
}
