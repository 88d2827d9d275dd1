return {page = function(page) page:set("name", "café") end}
