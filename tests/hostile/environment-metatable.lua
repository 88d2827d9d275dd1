return {page = function() getmetatable("").__index = nil end}
