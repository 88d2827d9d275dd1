return {page = function() _ENV.page = 1 end}
