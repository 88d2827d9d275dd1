return {page = function() return "\u{7FFFFFFFF}" end}
