return {page = function(page) local t = {} t.t = t page:set("x", t) end}
