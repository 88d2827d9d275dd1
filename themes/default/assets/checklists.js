/*
 * How much is done of a section, a page, a stretch, the course, and where to go on. A classic
 * script for pages that say so; without it their boxes are there to be read. An element says by
 * data-of what it counts: ids of pages, "week-01+stretch" for what is not asked for there, what
 * the ids of a section begin with, "week-01/tasks/", or "*", all weeks; and by data-as in which
 * of the script's words. Without, it is a ring: its share is in --done, its state in data-state.
 */
(function () {
	"use strict";

	var script = document.currentScript, words = script.dataset;
	var progress = lectern.progress, each = progress.each, fill = progress.fill;
	var pages = (window.lecternChecklists || {pages: []}).pages;
	var button = document.querySelector("[data-next]"), first = button && [button.href, button.textContent];
	var line = document.querySelector("[data-next-item]"), firstLine = line && line.textContent;

	function isDone(page, id) {
		var entry = progress.get("items", id);

		return entry ? entry.s === "done" : page.done.indexOf(id) >= 0;
	}

	/* Of hours there are four sums: left, from and to; done, from and to. */
	function newCount() {
		return {done: 0, total: 0, hours: [0, 0, 0, 0]};
	}

	function add(count, more) {
		count.done += more.done;
		count.total += more.total;
		more.hours.forEach(function (hours, n) {
			count.hours[n] += hours;
		});
	}

	/* An item takes some hours, [from, to] or a figure, which may be wrong by a margin. */
	function countItem(done, hours) {
		var count = newCount(), margin = words.margin / 100 || 0;

		count.total = 1;
		count.done = done ? 1 : 0;
		count.hours.splice(2 * count.done, 2, hours[0] || hours * (1 - margin), hours[1] || hours * (1 + margin));
		return count;
	}

	/* Counts by what data-of says. */
	function countAll() {
		var counts = Object.create(null);

		pages.forEach(function (page) {
			["required", "stretch"].forEach(function (kind) {
				page[kind].forEach(function (id, n) {
					var asked = kind === "required";
					var count = countItem(isDone(page, id), asked && page.hours[n] || 0);
					var section = id.slice(0, id.lastIndexOf("/") + 1);

					[section, page.id + (asked ? "" : "+stretch"), asked && page.week ? "*" : ""].forEach(function (of) {
						add(counts[of] = counts[of] || newCount(), count);
					});
				});
			});
		});
		return counts;
	}

	function range(from, to) {
		from = Math.round(from);
		to = Math.round(to);
		return from < to ? from + "–" + to : to;
	}

	/* Beside the text rings alone say how far a week or a stretch is; here it is put into words. */
	function describe(place) {
		var said = document.createElement("span"), state = document.createElement("span");

		state.dataset.of = Array.from(place.querySelectorAll(".ring"), function (ring) {
			return ring.dataset.of;
		}).join(" ");
		state.dataset.as = place.localName === "summary" ? "ticked" : "state";
		said.className = "visually-hidden";
		said.append(", ", state);
		place.append(said);
	}

	/* What the elements that count show. */
	function showCounts(counts) {
		each("[data-of]", function (element) {
			var as = element.dataset.as, count = newCount(), state, text;

			element.dataset.of.split(" ").forEach(function (of) {
				add(count, counts[of] || newCount());
			});
			state = !count.done ? "open" : count.done < count.total ? "begun" : "done";
			if (!count.total)
				return;
			if (!as) {
				element.style.setProperty("--done", count.done / count.total);
				element.dataset.state = state;
				return;
			}
			text = fill(words[as === "ticked" && !count.done ? "toTick" : as], {
				done: count.done, total: count.total, state: words[state],
				left: range(count.hours[0], count.hours[1]), past: range(count.hours[2], count.hours[3])
			});
			/* What is set again is read out again. */
			if (element.textContent !== text)
				element.textContent = text;
		});
	}

	/* {page, id} of the first open item from the week that was read last on; at the end what is before it. */
	function findNext() {
		var last = progress.get("last"), found = null;
		var at = pages.findIndex(function (page) {
			return last && page.week && page.id === last.p;
		});

		pages.slice(at).concat(pages.slice(0, at)).forEach(function (page) {
			found = found || at >= 0 && page.week && page.required.filter(function (id) {
				return !isDone(page, id);
			}).map(function (id) {
				return {page: page, id: id};
			})[0];
		});
		return found;
	}

	/* The list of what items are called is large: it comes when it is of use. */
	function loadItems() {
		var list = document.createElement("script");

		window.lecternItems = {};
		list.src = words.items;
		list.onload = showNext;
		document.head.appendChild(list);
	}

	/* The button that starts the course goes on with it. */
	function showNext() {
		var next = findNext(), item = next && (window.lecternItems || {})[next.id];

		button.href = next ? new URL("../" + next.page.output, script.src) : first[0];
		button.textContent = next ? fill(button.dataset.next, {number: next.page.week}) : first[1];
		line.textContent = next ? "\u00a0" : firstLine;
		if (item) {
			button.hash = item[0];
			line.textContent = fill(line.dataset.nextItem, {item: item[1]});
		} else if (next && !window.lecternItems) {
			loadItems();
		}
	}

	function show() {
		showCounts(countAll());
		if (button)
			showNext();
	}

	function visit() {
		var last = progress.get("last");

		if (words.page && !(last && last.p === words.page))
			progress.set("last", "", words.page);
	}

	each("[data-checks] input[data-item]", function (input) {
		input.disabled = false;
	});
	each(".line summary, .line .stop a", describe);
	document.addEventListener("lectern:progress", show);
	progress.settled.then(visit);
	show();
})();
