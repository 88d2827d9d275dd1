return {page = function(page)
	local function f(...) for _, x in pairs({...}) do f(x, ...) end end
	f({}, {})
end}
