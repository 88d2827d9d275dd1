/* The overview: how often each answer was given, hours that may be hidden, and paper. */
(function () {
	"use strict";

	var progress = lectern.progress, each = progress.each;
	var setting = "course/hours", toggle = document.querySelector("button[data-hours]");

	/* "2 not yet · 4 alone" */
	function showSum(place) {
		var sums = Object.create(null);

		place.querySelectorAll("option, [data-rating]").forEach(function (choice) {
			var word = (choice.label || choice.parentNode.textContent).trim();

			sums[word] = (sums[word] || 0) + (choice.selected || choice.checked ? 1 : 0);
		});
		place.querySelector("[data-sum]").textContent = Object.keys(sums).filter(function (word) {
			return sums[word];
		}).map(function (word) {
			return sums[word] + " " + word;
		}).join(" · ");
	}

	function areHidden() {
		var entry = progress.get("settings", setting);

		return Boolean(entry) && entry.v === "hide";
	}

	function show() {
		each("[data-sums]", showSum);
		each("[data-as=hours]", function (hours) {
			hours.hidden = areHidden();
		});
		if (toggle)
			toggle.textContent = areHidden() ? toggle.dataset.show : toggle.dataset.hours;
	}

	document.addEventListener("click", function (event) {
		if (event.target === toggle)
			progress.set("settings", setting, areHidden() ? "show" : "hide");
		if ("print" in event.target.dataset)
			window.print();
	});
	each("button[hidden]:is([data-hours], [data-print])", function (button) {
		button.hidden = false;
	});
	document.addEventListener("lectern:progress", show);
	show();
})();
