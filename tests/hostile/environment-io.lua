return {page = function() io.open("/etc/passwd") end}
