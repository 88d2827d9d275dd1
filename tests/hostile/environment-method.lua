return {page = function(page)
	("").coroutine.wrap()
end}
