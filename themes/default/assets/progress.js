/*
 * Boxes that show what is stored and store what is ticked, and the dialog about it. Other scripts
 * use lectern.progress, and hear of changes by the event "lectern:progress" on the document.
 */
var lectern = lectern || {};

(function () {
	"use strict";

	var docs = lectern.document, link = lectern.link;
	var course = document.documentElement.dataset.site;
	var base = new URL(".", document.currentScript.src).href; // the folder of this script
	var store = lectern.openStore(course, base, showAll);
	var view = docs.empty(course); // what is stored, under the ids of today
	var showing = false; // boxes change because we do it
	var words = document.getElementById("Kept").dataset;
	var parts = {}; // of the dialog, by their names in data-kept
	var undo, add; // what these two buttons do

	function each(selector, action) {
		Array.prototype.forEach.call(document.querySelectorAll(selector), action);
	}

	/* Words in braces, filled in. */
	function fill(text, values) {
		return text.replace(/\{(\w+)\}/g, function (whole, name) {
			return name in values ? values[name] : whole;
		});
	}

	function here() {
		return location.href.split("#")[0];
	}

	/* Old id → id of today, of the boxes on this page, and of all items once their list is there. */
	function findAliases() {
		var aliases = Object.assign({}, window.lecternChecklists && lecternChecklists.aliases);

		each("[data-was]", function (box) {
			box.dataset.was.split(" ").forEach(function (id) {
				aliases[id] = box.dataset.item || box.dataset.rate;
			});
		});
		return aliases;
	}

	/* The entry of an id, such as {s: "done", t: …}, or undefined; the part "last" is an entry or null. */
	function get(part, id) {
		return part === "last" ? view.last : view[part][id];
	}

	function set(part, id, value) {
		store.put(docs.change(course, part, id, value, get(part, id), Date.now()));
	}

	/* What the author ticked stands until the reader says something. */
	function showBoxes() {
		each("input[data-item]", function (box) {
			var entry = get("items", box.dataset.item);
			var checked = entry ? entry.s === "done" : box.defaultChecked;

			if (box.checked === checked)
				return;
			box.checked = checked;
			showing = true;
			box.dispatchEvent(new Event("change", {bubbles: true}));
			showing = false;
		});
	}

	function takeTick(event) {
		if (!showing && event.target.matches("input[data-item]"))
			set("items", event.target.dataset.item, event.target.checked ? "done" : "none");
	}

	/* Where each page has a storage of its own, links between them carry the document. */
	function loadLink(event) {
		var anchor = event.target.closest("a[href]");
		var to = anchor ? anchor.href.split("#") : [""];
		var place = (to[1] || "").replace(/^lp=[^&]*(&to=)?/, "");

		if (store.place !== "page" || !store.isKept() || to[0] === here() || !/\.html$/.test(to[0]))
			return;
		if (to[0].indexOf(new URL("..", base).href) === 0)
			anchor.href = to[0] + "#lp=" + link.packNow(docs.write(store.document)) + (place && "&to=" + place);
	}

	/* The list of all items is large: it comes when it is of use. */
	function open() {
		var script = document.createElement("script");

		if (!parts.dialog.open)
			parts.dialog.showModal();
		if (!window.lecternChecklists) {
			script.src = words.items;
			script.onload = showAll;
			document.head.appendChild(script);
		}
	}

	/* Whether the course has such an item; without the list every one is believed. */
	function isKnown(id) {
		return !window.lecternChecklists || lecternChecklists.pages.some(function (page) {
			return page.required.concat(page.stretch).indexOf(id) >= 0;
		});
	}

	/* Says what was done, and offers to take it back. */
	function say(text, undoing) {
		undo = undoing;
		parts.report.textContent = text;
		parts.undo.hidden = !undoing;
		parts.offer.hidden = parts.share.hidden = true;
	}

	function refuse(found) {
		say(words.refused + " " + fill(words[found.problem], {course: found.detail}));
	}

	function describe(theirs) {
		var counts = docs.report(view, docs.translate(theirs, findAliases()), isKnown, Date.now());

		return fill(words.report + (counts.unknown ? " " + words.unknown : "")
			+ (counts.future ? " " + words.future : ""), counts);
	}

	function mergeIn(theirs) {
		var before = store.document, text = words.added + " " + describe(theirs);

		store.put(theirs);
		say(text, function () {
			store.set(docs.revert(store.document, before, docs.merge(before, theirs)));
		});
		parts.undo.focus();
	}

	/* Text from outside: take() gets its document, or it is refused as a whole. */
	function readText(text, take) {
		var found = docs.read(text, course, true);

		if (found.problem)
			refuse(found);
		else
			take(found.document);
	}

	async function takeFile(file) {
		if (file && file.size > docs.LIMIT)
			refuse({problem: "large"});
		else if (file)
			readText(await file.text().catch(String), mergeIn);
	}

	function giveFile() {
		var anchor = document.createElement("a"), now = new Date();

		now.setMinutes(now.getMinutes() - now.getTimezoneOffset());
		anchor.href = URL.createObjectURL(new Blob([docs.write(store.document, 1) + "\n"]));
		anchor.download = "progress-" + course + "-" + now.toISOString().slice(0, 10) + ".json";
		anchor.click();
		setTimeout(URL.revokeObjectURL, 6e4, anchor.href);
	}

	/* The address of this page for others; from disk, the one that the site has on the web. */
	function publicAddress() {
		var canonical = document.querySelector("link[rel=canonical]");

		return location.protocol !== "file:" ? here() : canonical && canonical.href;
	}

	async function giveLink() {
		var address = publicAddress() + "#progress=" + await link.pack(docs.write(store.document));

		say("");
		parts.inside.textContent = fill(words.inside, {entries: count().entries, length: address.length});
		parts.address.value = address;
		parts.share.hidden = false;
		parts.address.select();
	}

	function clear() {
		var before = store.document;

		store.set(docs.empty(course));
		say(words.cleared, function () {
			store.put(before);
		});
		parts.undo.focus();
	}

	/* "#lp=…" is from our own pages on disk, "#progress=…" from somebody; "&to=…" is where the link led. */
	async function takeLink() {
		var found = /^#(lp|progress)=([\w-]+)(?:&to=(.*))?$/.exec(location.hash), text;

		if (!found)
			return;
		history.replaceState(history.state, "", here());
		if (found[3] && document.readyState !== "complete")
			await new Promise(function (loaded) {
				/* Firefox goes to the first address once more at the end of loading. */
				window.addEventListener("load", setTimeout.bind(window, loaded));
			});
		if (found[3])
			location.replace(here() + "#" + found[3]);
		text = await link.unpack(found[2], docs.LIMIT);
		if (found[1] === "lp" && location.protocol === "file:")
			return readText(text, store.put);
		await store.settled;
		open();
		/* Nothing is done with somebody's progress until the reader has seen what it is. */
		readText(text, function (theirs) {
			say(words.offered + " " + describe(theirs));
			parts.offer.hidden = false;
			parts.add.focus();
			add = mergeIn.bind(null, theirs);
		});
	}

	function count() {
		var result = {done: 0, entries: 0, last: ""};

		docs.eachEntry(view, function (entry, part) {
			result.entries++;
			result.done += part === "items" && entry.s === "done" ? 1 : 0;
			result.last = entry.t > result.last ? entry.t : result.last;
		});
		return result;
	}

	/* What is out of the ordinary stands at the edge of the page too. */
	function showDialog() {
		var counts = count(), problem = words[store.problem];
		var text = !store.isKept() ? words.memory : store.place === "page" ? words.page : words.here;

		if (problem)
			text = fill(problem, {key: store.aside}) + (store.isKept() ? "" : " " + text);
		if (parts.place.textContent !== text) {
			parts.place.textContent = parts.notice.textContent = text;
			parts.bar.hidden = text === words.here;
		}
		counts.last = new Date(counts.last).toLocaleString(document.documentElement.lang,
			{dateStyle: "medium", timeStyle: "short"});
		parts.summary.textContent = fill(counts.entries ? words.summary : words.nothing, counts);
	}

	function showAll() {
		view = docs.translate(store.document, findAliases());
		showBoxes();
		showDialog();
		document.dispatchEvent(new Event("lectern:progress"));
	}

	/* What the buttons do, by their names in data-kept. */
	var actions = {
		open: open,
		export: giveFile,
		import: function () {
			open();
			parts.file.click();
		},
		link: giveLink,
		clear: clear,
		undo: function () {
			undo();
			say(words.undone);
			parts.close.focus();
		},
		add: function () {
			add();
		},
		close: function () {
			parts.dialog.close();
		},
		hide: function () {
			parts.bar.hidden = true;
		}
	};

	function startDialog() {
		each("[data-kept]", function (part) {
			parts[part.dataset.kept] = part;
		});
		document.addEventListener("click", function (event) {
			var action = actions[event.target.dataset.kept];

			if (action)
				action();
		});
		parts.file.addEventListener("change", function () {
			takeFile(parts.file.files[0]);
			parts.file.value = "";
		});
		parts.dialog.addEventListener("close", function () {
			parts.offer.hidden = parts.share.hidden = true;
		});
		parts.dialog.addEventListener("dragover", function (event) {
			event.preventDefault();
		});
		parts.dialog.addEventListener("drop", function (event) {
			event.preventDefault();
			takeFile(event.dataTransfer.files[0]);
		});
		parts.link.hidden = !publicAddress();
		store.settled.then(function () {
			each("button[data-kept][hidden]:not(dialog *)", function (button) {
				button.hidden = false;
			});
		});
	}

	lectern.progress = {get: get, set: set, each: each, fill: fill, settled: store.settled};
	startDialog();
	document.addEventListener("change", takeTick);
	["click", "auxclick", "contextmenu"].forEach(function (type) {
		document.addEventListener(type, loadLink, true);
	});
	document.addEventListener("visibilitychange", function () {
		if (!document.hidden)
			store.refresh();
	});
	/* Browsers bring back boxes as they were, and pages that have slept. */
	window.addEventListener("pageshow", store.refresh);
	window.addEventListener("hashchange", takeLink);
	store.start();
	takeLink();
})();
