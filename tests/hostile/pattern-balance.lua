return {page = function() for i = 1, 1000000 do string.find(("("):rep(200000), "%b()") end end}
