return {assemble = function(site) site:set("word", "a word") end}
