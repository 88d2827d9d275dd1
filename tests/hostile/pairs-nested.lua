return {page = function(page)
	local t = {}
	for i = 1, 10000 do t[i] = i end
	local function walk() for _ in pairs(t) do walk() end end
	walk()
end}
