return {page = function() error({}) end}
