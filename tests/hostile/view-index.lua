return {page = function(page) local x = page[{}] end}
