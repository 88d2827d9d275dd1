return {page = function() for i = 1, math.huge do string.rep("", 1 << 62) end end}
