return {page = function(page)
	local function again(s) return (s:gsub(".", again)) end
	again("x")
end}
