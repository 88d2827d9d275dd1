return {page = function(page)
	table.sort(_ENV)
	error(tostring(_ENV.load))
end}
