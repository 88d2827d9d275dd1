local n = 0
while true do n = n + 1 end

return {page = function(page) end}
