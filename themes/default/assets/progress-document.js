/*
 * What a learner did in a course, as a document: read with suspicion, merged, compared. Pure
 * functions. The guide tells the format (progress.md). Of two entries the newer stays; a change is
 * dated after what it changes, so that a clock which once ran ahead cannot win over it.
 */
var lectern = lectern || {};

(function () {
	"use strict";

	var LIMIT = 1 << 20; // characters of a document
	var TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;
	var NAME = /^[\p{L}\p{M}\p{N}._/-]{1,1000}$/u;

	/* What an entry of each part says, as which member. */
	var parts = {
		items: {member: "s", values: ["done", "none"]},
		ratings: {member: "r", values: [1, 2, 3, 4]},
		practice: {member: "g", values: [0, 1, 2, 3, 4, 5]},
		projects: {member: "s", values: ["planned", "doing", "done"]},
		settings: {member: "v", values: ["show", "hide"]}
	};

	function need(good, problem, detail) {
		if (!good)
			throw {problem: problem || "shape", detail: detail};
	}

	function isMap(value) {
		return typeof value === "object" && value !== null && !Array.isArray(value);
	}

	function empty(course) {
		var result = {course: course, last: null};

		Object.keys(parts).forEach(function (part) {
			result[part] = Object.create(null);
		});
		return result;
	}

	/* action(entry, part, id, member) */
	function eachEntry(document, action) {
		Object.keys(parts).forEach(function (part) {
			Object.keys(document[part]).forEach(function (id) {
				action(document[part][id], part, id, parts[part].member);
			});
		});
	}

	/* With the time in the one form that compares as text; from 3000 on no room would be left. */
	function readEntry(entry, member, foreign) {
		var time = isMap(entry) && TIME.test(entry.t) ? Date.parse(entry.t) : NaN, result = {};

		need(!isNaN(time) && !(foreign && entry.t > "3"));
		result[member] = entry[member];
		result.t = new Date(time).toISOString();
		need(typeof entry.t === "string" && entry.t.slice(0, 19) === result.t.slice(0, 19)); // no February 30
		return result;
	}

	function check(raw, course, foreign) {
		var result = empty(course);

		need(isMap(raw) && typeof raw.course === "string" && typeof raw.v === "number" && raw.v >= 1, "json");
		need(raw.v === 1, "version");
		need(raw.course === course, "course", raw.course.slice(0, 80));
		Object.keys(parts).forEach(function (part) {
			var entries = raw[part] === undefined ? {} : raw[part];

			need(isMap(entries));
			/* An item's id has a '/', so "__proto__" and "constructor" are none. */
			Object.keys(entries).forEach(function (id) {
				var entry = readEntry(entries[id], parts[part].member, foreign);

				need(NAME.test(id) && id.indexOf("/") > 0);
				need(parts[part].values.indexOf(entry[parts[part].member]) >= 0);
				result[part][id] = entry;
			});
		});
		if (raw.last !== undefined) {
			result.last = readEntry(raw.last, "p", foreign);
			need(typeof result.last.p === "string" && NAME.test(result.last.p));
		}
		return result;
	}

	/*
	 * {document}, or {problem, detail}: "large", "json" (no document at all), "version" (a later
	 * one), "course" (the detail says which) or "shape". What is foreign is trusted less.
	 */
	function read(text, course, foreign) {
		try {
			need(text.length <= LIMIT, "large");
			return {document: check(JSON.parse(text), course, foreign)};
		} catch (error) {
			return {problem: error.problem || "json", detail: error.detail};
		}
	}

	/* The same document is the same text, in whatever order it came about. */
	function write(document, space) {
		var result = {v: 1, course: document.course};

		Object.keys(parts).forEach(function (part) {
			var ids = Object.keys(document[part]).sort();

			if (ids.length || part === "items")
				result[part] = Object.create(null);
			ids.forEach(function (id) {
				result[part][id] = document[part][id];
			});
		});
		result.last = document.last || undefined;
		return JSON.stringify(result, null, space);
	}

	/* Of equal times the lesser value stays: done before none, again before good. */
	function newest(member, a, b) {
		if (!a || !b || a.t !== b.t)
			return !b || a && a.t > b.t ? a : b;
		return a[member] <= b[member] ? a : b;
	}

	function isSame(member, a, b) {
		return a === b || a && b && a.t === b.t && a[member] === b[member];
	}

	/* Merges the document into the result, under the ids that rename() gives. */
	function add(result, document, rename) {
		eachEntry(document, function (entry, part, id, member) {
			var name = rename ? rename(id) : id;

			result[part][name] = newest(member, result[part][name], entry);
		});
		result.last = newest("p", result.last, document.last);
		return result;
	}

	/* A new document, as all below are. */
	function merge(a, b) {
		return add(add(empty(a.course), a), b);
	}

	/* Under the ids of today; aliases lead from old ids to new ones. */
	function translate(document, aliases) {
		return add(empty(document.course), document, function (id) {
			for (var steps = 0; steps < 100 && typeof aliases[id] === "string"; steps++)
				id = aliases[id];
			return id;
		});
	}

	/* What merging theirs does, in numbers. A day ahead is a wrong clock. */
	function report(mine, theirs, isKnown, now) {
		var result = {fresh: 0, newer: 0, same: 0, older: 0, unknown: 0, future: 0};

		eachEntry(theirs, function (entry, part, id, member) {
			var old = mine[part][id];

			if (isSame(member, old, entry))
				result.same++;
			else
				result[!old ? "fresh" : newest(member, old, entry) === old ? "older" : "newer"]++;
			result.unknown += part === "items" && !isKnown(id) ? 1 : 0;
			result.future += Date.parse(entry.t) > now + 864e5 ? 1 : 0;
		});
		return result;
	}

	/* What was before, and what was changed since after. */
	function revert(current, before, after) {
		var since = empty(current.course);

		eachEntry(current, function (entry, part, id, member) {
			if (!isSame(member, entry, after[part][id]))
				since[part][id] = entry;
		});
		return merge(before, since);
	}

	/*
	 * A document of one entry, dated now, in milliseconds, or after the old one, if there is one.
	 * The part "last" has but one entry, and no ids.
	 */
	function change(course, part, id, value, old, now) {
		var result = empty(course), entry = {};

		entry[part === "last" ? "p" : parts[part].member] = value;
		entry.t = new Date(old ? Math.max(now, Date.parse(old.t) + 1) : now).toISOString();
		if (part === "last")
			result.last = entry;
		else
			result[part][id] = entry;
		return result;
	}

	lectern.document = {
		LIMIT: LIMIT, empty: empty, read: read, write: write, merge: merge, translate: translate,
		report: report, revert: revert, change: change, eachEntry: eachEntry
	};
})();
