return {page = function(page)
	local n = #(1)
end}
