-- Task table: a CSV file (RFC 4180) with one row a task, for spreadsheets and planners.

local path

local function cell(value)
	local text = tostring(value == nil and "" or value)
	-- A spreadsheet would take these for a formula.
	if text:find("^[=+@-]") then text = "'" .. text end
	if text:find('[",\r\n]') then text = '"' .. text:gsub('"', '""') .. '"' end
	return text
end

local function row(...)
	local cells = {}
	for i = 1, select("#", ...) do cells[i] = cell((select(i, ...))) end
	return table.concat(cells, ",") .. "\r\n"
end

local M = {}

function M.configure(site, options)
	path = options.path
end

function M.assemble(site)
	local rows = {row("week", "id", "task", "hours")}
	for _, page in ipairs(site:all_pages()) do
		local tasks = page.week and page.roles.tasks
		for _, item in ipairs(tasks and tasks.items or {}) do
			rows[#rows + 1] = row(page.week.number, item.key, item.text, item.hours)
		end
	end
	site:output(path, table.concat(rows))
end

return M
