return {
	page = function(page)
		if page.kind == 'week' then
			while true do end
		end
	end,
}
