return {page = function(page) local f = ipairs(page.sections) f(nil, 1) end}
