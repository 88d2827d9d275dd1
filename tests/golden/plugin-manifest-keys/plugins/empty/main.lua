return {page = function(page) end}
