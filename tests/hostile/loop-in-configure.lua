return {page = function() end, configure = function() repeat until false end}
