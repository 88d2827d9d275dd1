return {page = function(page)
	for _ in utf8.codes("a\xff\xfe") do end
end}
