local function f() return f() end
return {page = function() f() end}
