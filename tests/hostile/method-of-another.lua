return {page = function(page) page.set({}, "x", 1) end}
