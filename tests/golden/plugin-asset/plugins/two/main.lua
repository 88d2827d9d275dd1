return {page = function(page) if page.kind == "week" then page:use_asset("quiz.css") end end}
