return {assemble = function() end}
