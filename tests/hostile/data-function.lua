return {page = function(page) page:set("x", page.set) end}
