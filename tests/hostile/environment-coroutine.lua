return {page = function() while true do coroutine.wrap(function() end)() end end}
