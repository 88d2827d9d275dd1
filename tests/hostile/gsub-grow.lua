return {page = function() local s = "xxxxxxxxxx" while true do s = s:gsub("x", "xx") end end}
