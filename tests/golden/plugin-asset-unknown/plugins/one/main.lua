return {page = function(page) if page.week then page:use_asset("quizz.css") end end}
