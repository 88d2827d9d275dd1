local a = require("a")

return {page = a.page}
