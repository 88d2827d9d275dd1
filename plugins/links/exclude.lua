-- Which addresses the site leaves out.

local M = {}

local function is_over(entry, today)
	local last, now = entry["until"] and time.days(entry["until"]), time.days(today)
	return last ~= nil and now > last
end

-- Of `links.exclude`, whose entries are patterns or tables with one.
function M.new(list, today)
	local rules = {}
	for i, entry in ipairs(list) do
		local rule = type(entry) == "string" and {match = entry} or entry
		rules[i] = {match = rule.match, reason = rule.reason, over = is_over(rule, today),
			last = rule["until"], uses = 0}
	end
	return rules
end

-- The number of the rule that leaves the address out, or nil.
function M.find(rules, address)
	for i, rule in ipairs(rules) do
		if url.matches(rule.match, address) then
			rule.uses = rule.uses + 1
			if not rule.over then return i end
		end
	end
	return nil
end

return M
