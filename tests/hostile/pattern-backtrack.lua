return {page = function() string.find(("a"):rep(3000), (".-"):rep(6) .. "b") end}
