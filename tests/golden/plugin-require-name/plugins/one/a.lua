return {page = require("bb").page}
