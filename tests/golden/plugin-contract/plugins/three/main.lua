return {helpers = {good = function() end, bad = 3}}
