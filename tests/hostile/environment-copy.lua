return {page = function(page)
	local _ENV = {pairs = pairs}
	while true do for _ in pairs(_ENV) do end end
end}
