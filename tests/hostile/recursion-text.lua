return {page = function(page)
	local function f(s) return f(s .. "x") .. "y" end
	f("")
end}
