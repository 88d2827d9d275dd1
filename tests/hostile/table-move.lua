return {page = function() table.move({}, 1, 1 << 40, 2) end}
