local check_health = require("cases_health")
local check_memory = require("cases_memory")

local function show(value)
	if type(value) ~= "table" then return type(value) == "string" and ("%q"):format(value) or tostring(value) end
	local names, parts = {}, {}
	for name in pairs(value) do names[#names + 1] = name end
	table.sort(names, function(one, other) return tostring(one) < tostring(other) end)
	for _, name in ipairs(names) do parts[#parts + 1] = tostring(name) .. "=" .. show(value[name]) end
	return "{" .. table.concat(parts, ", ") .. "}"
end

return {
	assemble = function(site)
		local lines = {}
		local function same(got, want, name)
			local good = show(got) == show(want)
			lines[#lines + 1] = (good and "ok " or "not ok ") .. name
			if not good then
				site:report("error", site, ("%s: %s, and not %s"):format(name, show(got), show(want)))
			end
		end
		check_health(same)
		check_memory(same)
		site:output("recall.txt", table.concat(lines, "\n") .. "\n")
	end,
}
