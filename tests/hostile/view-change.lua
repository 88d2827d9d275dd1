return {page = function(page) page.title = "mine" end}
