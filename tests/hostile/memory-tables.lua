return {page = function() local t = {} while true do t = {t, t, t} t[4] = ("x"):rep(1000) .. #t end end}
