return {page = function() debug.sethook() end}
