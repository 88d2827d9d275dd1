return {page = require("a").page}
