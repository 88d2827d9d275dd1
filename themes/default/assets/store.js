/*
 * In the hidden frame: one storage for all pages of a folder that is opened from disk. Answers
 * {lectern: 1, course, call} with {lectern: 1, course, asked: true, answer}, and says the same
 * without "asked" when another tab changed the document. On a web server nobody is answered.
 */
(function () {
	"use strict";

	var shelves = Object.create(null);

	function say(course, asked, answer) {
		window.parent.postMessage({lectern: 1, course: course, asked: asked, answer: answer}, "*");
	}

	if (location.protocol !== "file:" || window.parent === window)
		return;
	window.addEventListener("message", function (event) {
		var said = event.data, course = said && said.course;

		if (event.source !== window.parent || !said || said.lectern !== 1 || typeof course !== "string" || !said.call)
			return;
		shelves[course] = shelves[course] || lectern.openShelf(course, course, say.bind(null, course, false));
		say(course, true, shelves[course](said.call));
	});
})();
