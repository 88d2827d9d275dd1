local words = require("words")
function words.unknown()
	return url.parse("x")
end
words.unknown()
return words
