return {page = function() load("while true do end")() end}
