return {page = function() while true do end end}
