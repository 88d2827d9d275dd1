return {page = function() string.rep = nil end}
