return {page = function() string.rep("x", 1 << 40) end}
