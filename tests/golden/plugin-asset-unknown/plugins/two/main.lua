return {page = function(page) if page.week then page:use_asset("quiz.png") end end}
