return {slots = {footer = function(page) return " <" .. page.title .. ">" end}}
