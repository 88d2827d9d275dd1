return {page = function(page) page:report("error", nil, "x") end}
