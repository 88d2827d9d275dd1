return {page = function(page)
	for i = "a", "b" do end
end}
