/* What readers say of themselves: how sure they are of an outcome, how far a project is. */
(function () {
	"use strict";

	var progress = lectern.progress, each = progress.each;
	var scale = document.getElementById("Rate");

	/* Below an item that can be rated goes a copy of the scale, named after the item. */
	function addScale(item) {
		var copy = scale.content.cloneNode(true), legend = copy.querySelector("legend");

		legend.textContent = progress.fill(legend.textContent, {item: item.textContent.trim()});
		copy.querySelectorAll("input").forEach(function (input) {
			input.name = "Rate/" + item.dataset.rate;
			input.dataset.rating = item.dataset.rate;
		});
		item.appendChild(copy);
	}

	function show() {
		each("[data-rating]", function (input) {
			var entry = progress.get("ratings", input.dataset.rating);

			input.checked = Boolean(entry) && entry.r === Number(input.value);
		});
		each("[data-project]", function (select) {
			var entry = progress.get("projects", select.dataset.project);

			select.value = entry ? entry.s : "planned";
			select.disabled = false;
		});
	}

	each("[data-rate]", addScale);
	document.addEventListener("change", function (event) {
		var said = event.target;

		if (said.dataset.rating)
			progress.set("ratings", said.dataset.rating, Number(said.value));
		if (said.dataset.project)
			progress.set("projects", said.dataset.project, said.value);
	});
	document.addEventListener("lectern:progress", show);
	show();
})();
