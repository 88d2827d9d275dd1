return {page = function() return select("#", table.unpack({}, 1, 1e7)) end}
