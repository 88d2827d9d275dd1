return {page = function() print(table.unpack({}, 1, 1e7)) end}
