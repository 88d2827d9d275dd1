local M = {}

function M.check(site, report, ask)
	for _, page in ipairs(site:all_pages()) do
		for i, link in ipairs(page.links) do
			report{rule = i == 2 and "moved" or "broken", target = link, text = "'" .. link.url .. "' is gone",
				cure = "look for another", fix = "https://new.example/", facts = {status = "broken", code = 404},
				notes = {"first told on 2026-11-06"}}
		end
	end
	report{rule = "quiet", target = site, text = "never shown"}
	report{rule = "steady", target = site, text = table.concat({"steady", tostring(ask.online), tostring(ask.strict), tostring(ask.cache), ask.only, tostring(ask.refresh)}, " ")}
	report{rule = "broken", target = site, text = "milder", level = "note"}
	report{text = "2 links were looked at", facts = {looked = {"at", 2}}}
end

return M
