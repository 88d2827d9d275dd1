local x = require "os"
return {page = function() end}
