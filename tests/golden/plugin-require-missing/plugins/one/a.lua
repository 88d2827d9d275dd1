return {page = require("../one/b").page}
