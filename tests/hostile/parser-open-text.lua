return {page = function() return [==[ never closed ]=] end}
