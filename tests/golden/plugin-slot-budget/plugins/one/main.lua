return {slots = {facts = function() for i = 1, 2e6 do end end}}
