return {page = function(page) while true do page:report("warning", page, ("x"):rep(100000)) end end}
