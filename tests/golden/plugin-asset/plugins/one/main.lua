return {
	page = function(page)
		if page.kind == "week" then
			page:use_asset("quiz.js")
			page:use_asset("quiz.css")
			page:use_asset("parts/sums.css")
			page:use_asset("quiz.js")
			page:use_asset("theme.js")
		end
	end,
}
