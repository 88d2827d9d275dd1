return {page = function(page) local f = pairs(page.sections) f(7, -9) end}
