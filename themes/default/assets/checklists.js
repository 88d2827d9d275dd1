/*
 * Boxes that can be ticked, and what of a page is done. A classic script for pages that hold such
 * boxes; without it they are there to be read. A box counts when it has the id of an item and
 * stands in a section whose boxes count: the section says as what, "required" or "stretch".
 * Every change goes through one event, and every number comes from the boxes as they are.
 */
(function () {
	"use strict";

	var words = document.currentScript.dataset.doneOf;

	function each(selector, action) {
		Array.prototype.forEach.call(document.querySelectorAll(selector), action);
	}

	/* All boxes that count: {input, id, section, kind}. */
	function readBoxes() {
		var boxes = [];

		each("[data-checks] input[data-item]", function (input) {
			var section = input.closest("[data-checks]");

			boxes.push({input: input, id: input.dataset.item, section: section, kind: section.dataset.checks});
		});
		return boxes;
	}

	function count(boxes) {
		return {
			total: boxes.length,
			done: boxes.filter(function (box) {
				return box.input.checked;
			}).length
		};
	}

	/* A tally in a section counts the section, one with a kind of its own the page. */
	function showTally(output, boxes) {
		var place = output.closest("[data-checks]");
		var counted = count(boxes.filter(function (box) {
			return place === output ? box.kind === output.dataset.checks : box.section === place;
		}));
		var text = words.replace("{done}", counted.done).replace("{total}", counted.total);

		/* What is set again is read out again. */
		if (output.textContent !== text)
			output.textContent = text;
	}

	/* The ring of the page, and its stops on the path. */
	function showRings(progress, boxes) {
		var counted = count(boxes.filter(function (box) {
			return box.kind === "required";
		}));
		var share = counted.total ? counted.done / counted.total : 1;
		var dial = progress.querySelector(".dial-done");

		if (dial)
			dial.setAttribute("stroke-dasharray", Math.floor(100 * share) + " 100");
		each(".ring[data-week]", function (ring) {
			if (ring.dataset.week === progress.dataset.page)
				ring.style.setProperty("--done", share);
		});
	}

	function show(boxes) {
		each("output.tally", function (output) {
			showTally(output, boxes);
		});
		each(".progress", function (progress) {
			showRings(progress, boxes);
		});
	}

	function start() {
		var boxes = readBoxes();

		boxes.forEach(function (box) {
			box.input.disabled = false;
		});
		document.addEventListener("change", function (event) {
			if (event.target.matches("[data-checks] input[data-item]"))
				show(boxes);
		});
		/* A browser that comes back to a page may tick what was ticked. */
		window.addEventListener("pageshow", function () {
			show(boxes);
		});
		show(boxes);
	}

	start();
})();
