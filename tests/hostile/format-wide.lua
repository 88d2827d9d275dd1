return {page = function() string.format("%99999d", 1) end}
