local b = require("b")
return {page = b.page}
