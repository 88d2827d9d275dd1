/*
 * Filters of the resource library. A classic script for that page; without it the list is whole
 * and the filters are not there.
 */
(function () {
	"use strict";

	var filters = document.querySelector(".filters");
	var found = document.querySelector(".found");
	var entries = Array.prototype.slice.call(document.querySelectorAll(".library > li"));

	function value(name) {
		return filters.querySelector("[name=" + name + "]").value;
	}

	function fits(entry, words) {
		var text = entry.textContent.toLowerCase();

		return (!value("week") || entry.dataset.weeks.split(" ").indexOf(value("week")) >= 0) &&
			(!value("kind") || entry.dataset.kind === value("kind")) &&
			(!value("cost") || entry.dataset.cost === value("cost")) &&
			words.every(function (word) {
				return text.indexOf(word) >= 0;
			});
	}

	function apply() {
		var words = value("words").toLowerCase().split(/\s+/);
		var shown = entries.filter(function (entry) {
			entry.hidden = !fits(entry, words);
			return !entry.hidden;
		});

		found.textContent = (shown.length ? found.dataset.found : found.dataset.none).replace("{found}", shown.length).replace("{total}", entries.length);
	}

	Array.prototype.forEach.call(filters.querySelectorAll("input, select"), function (control) {
		control.disabled = false;
	});
	filters.addEventListener("input", apply);
	/* A browser that comes back to the page may have kept what was chosen. */
	window.addEventListener("pageshow", apply);
	apply();
})();
