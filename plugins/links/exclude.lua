-- Which addresses the site leaves out, and which it has looked at itself.

local M = {}

local function is_over(entry, today)
	local last, now = entry["until"] and time.days(entry["until"]), time.days(today)
	return last ~= nil and now > last
end

-- Of `links.exclude`, whose entries are patterns or tables with one.
function M.new(list, today)
	local rules = {}
	for i, entry in ipairs(list) do
		local rule = type(entry) == "table" and entry or {match = entry}
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

-- Of `links.health.pins`: by key, what somebody saw who looked.
function M.pins(list, today)
	local pins = {}
	for _, pin in ipairs(list) do
		local key = url.key(pin.url)
		if key then
			pins[key] = {status = pin.status or "ok", reason = pin.reason, url = pin.url,
				last = pin["until"], over = is_over(pin, today)}
		end
	end
	return pins
end

return M
