return {assemble = function(site) site:output('data/all.txt', 'a') end}
