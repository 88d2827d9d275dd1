/*
 * What finds, in the box that search-box.js opens: it loads the library (vendor/) and the index
 * (search/, written by Lectern), asks, and shows what was found.
 */
(function () {
	"use strict";

	var script = document.currentScript;
	var search = window.lecternSearch = {texts: {}};
	var perKind = 6, most = 200, around = 160;
	var engine = null;

	/*
	 * Words as generator/emit/words.c cuts them: what the index holds and what is asked for must
	 * be cut the same way. First the text as it is compared (utf8_fold in generator/base/utf8.c).
	 */
	var dropped = /[\u00ad\u0300-\u036f\u0640\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]/g;
	var between = "\\0-*,-/:-@[-`{-\\x9f\\p{Z}\\p{P}";
	var pair = "\\u1100-\\u11ff\\u3005-\\u3007\\u3041-\\u30ff\\u3105-\\u318e\\u31a0-\\u31bf\\u31f0-\\u31ff" +
		"\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97c\\uac00-\\ud7fb\\uf900-\\ufaff\\u{20000}-\\u{323af}";
	var gap = new RegExp("[" + between + "]+", "u");
	var paired = new RegExp("^[" + pair + "]", "u");
	var runs = new RegExp("[" + pair + "]+|[^" + pair + "]+", "gu");
	var edge = new RegExp("[+" + between + pair + "]", "u");

	function fold(text) {
		return text.normalize("NFKD").replace(dropped, "").toLowerCase()
			.replace(/\u03c2/g, "\u03c3").replace(/\u0131/g, "i").replace(/\u00df/g, "ss").normalize("NFC");
	}

	/* The words of a text; of a query no last character of a run alone, unless it is all of it. */
	function words(text, asked) {
		var found = [];

		fold(text).split(gap).forEach(function (piece) {
			(piece.match(runs) || []).forEach(function (run) {
				var characters = Array.from(paired.test(run) ? run : run.replace(/^\++/, ""));

				if (!paired.test(run))
					return characters.length && found.push(characters.slice(0, 40).join(""));
				characters.forEach(function (character, i) {
					if (i + 1 < characters.length || i === 0 || asked !== true)
						found.push(character + (characters[i + 1] || ""));
				});
			});
		});
		return found;
	}

	function askedWords(text) {
		return words(text, true).slice(0, 16);
	}

	/* What the library is told; tests/search builds an index with the same. */
	search.words = words;
	search.options = {
		fields: ["title", "text", "page"],
		tokenize: function (text) {
			return words(text);
		},
		processTerm: function (word) {
			return word;
		},
		searchOptions: {
			tokenize: askedWords,
			combineWith: "AND",
			boost: {title: 3, page: .5},
			prefix: function (word) {
				return word.length > 1 || paired.test(word);
			}
		}
	};

	/* Loading */

	var loading = {};

	/* Once, or again after a failure. */
	function loadScript(address) {
		if (!loading[address])
			loading[address] = new Promise(function (resolve, reject) {
				var part = document.createElement("script");

				part.onload = resolve;
				part.onerror = function () {
					loading[address] = null;
					part.remove();
					reject(new Error(address));
				};
				part.src = address;
				script.after(part);
			});
		return loading[address];
	}

	/* What Lectern wrote; the texts' addresses change with what they say, as the index knows. */
	function loadData(name) {
		return loadScript(new URL("search/" + name, script.src).href);
	}

	/*
	 * "15 4.3 1": the records 15, 19 and 20, and how often: {15: 1, 19: 3, 20: 1}. Each has one
	 * more word in that field.
	 */
	function expandPostings(text, field, lengths) {
		var counts = {}, record = 0;

		text.split(" ").forEach(function (posting) {
			var dot = posting.indexOf(".");

			record += parseInt(posting, 10);
			counts[record] = dot < 0 ? 1 : Number(posting.slice(dot + 1));
			lengths[record][field]++;
		});
		return counts;
	}

	function expandWord(text, lengths) {
		var parts = text.split(";"), fields = {};

		for (var i = 1; i < parts.length; i++)
			if (parts[i])
				fields[i - 1] = expandPostings(parts[i], i - 1, lengths);
		return [parts[0], fields];
	}

	/* The index as MiniSearch 7.2.0 serializes it; what Lectern writes says the same shorter. */
	search.expand = function () {
		var ids = {}, lengths = {}, count = search.kinds.length;

		for (var id = 0; id < count; id++) {
			ids[id] = id;
			lengths[id] = [0, 0, 0];
		}
		var index = search.index ? search.index.split("|").map(function (text) {
			return expandWord(text, lengths);
		}) : [];
		var sums = Object.values(lengths).reduce(function (sums, fields) {
			return sums.map(function (sum, field) {
				return sum + fields[field];
			});
		}, [0, 0, 0]);

		return {
			documentCount: count, nextId: count, documentIds: ids,
			fieldIds: {title: 0, text: 1, page: 2}, fieldLength: lengths,
			averageFieldLength: sums.map(function (sum) {
				return sum / count;
			}),
			storedFields: {}, dirtCount: 0,
			index: index,
			serializationVersion: 2
		};
	};

	/* Everything that the first query needs; again after a failure. */
	search.start = function () {
		return Promise.all([loadScript(script.dataset.library), loadData("index.js")]).then(function () {
			if (engine)
				return;
			engine = window.MiniSearch.loadJS(search.expand(), search.options);
			search.index = null;
		});
	};

	/* The last row whose column says a record that is not behind this one. */
	function rowOf(table, column, record) {
		var low = 0, high = table.length - 1;

		while (low < high) {
			var middle = (low + high + 1) >> 1;

			if (table[middle][column] <= record)
				low = middle;
			else
				high = middle - 1;
		}
		return low;
	}

	/* The texts of these hits; what cannot be had is left out. */
	function loadTexts(hits) {
		return Promise.all(hits.map(function (hit) {
			var group = rowOf(search.groups, 1, hit.id), row = search.groups[group], stamp = row[0];
			/* Texts of a course that was merged stayed with it. */
			var file = row[2] || "text-" + (group + 1);

			hit.page = search.pages[rowOf(search.pages, 4, hit.id)];
			return loadData(file + ".js?" + stamp).catch(function () {}).then(function () {
				var texts = search.texts[stamp] || [];

				hit.record = texts[hit.id - row[1]];
			});
		}));
	}

	/* Finding */

	function swaps(word) {
		var all = [];

		for (var i = 1; i < word.length; i++)
			all.push(word.slice(0, i - 1) + word[i] + word[i - 1] + word.slice(i + 1));
		return all;
	}

	/* A word with one letter wrong, missing, too much, or two in the wrong order. */
	function mistyped(word) {
		var long = word.length > 3 && !paired.test(word);

		return {
			combineWith: "OR",
			tokenize: function (text) {
				return [text];
			},
			fuzzy: long ? 1 : false,
			queries: [word].concat(long ? swaps(word).map(function (swap) {
				return {queries: [swap], fuzzy: false, prefix: false};
			}) : [])
		};
	}

	/* The week that is asked for by its number. */
	function weekOf(text) {
		var name = words(dialog ? dialog.dataset.week.replace("{number}", " ") : "");
		var asked = words(text), number = asked.pop();

		if (!/^\d+$/.test(number) || asked.length && asked.join() !== name.join())
			return [];
		return search.pages.filter(function (page) {
			return page[2] === Number(number);
		}).map(function (page) {
			return {id: page[4], terms: [number], score: Infinity};
		});
	}

	/* All that has every word; else with a letter mistaken; else with some of the words. */
	search.find = function (text) {
		var asked = askedWords(text), hits = engine.search(text), weeks = weekOf(text);

		if (!hits.length && asked.length)
			hits = engine.search({combineWith: "AND", queries: asked.map(mistyped)});
		if (!hits.length && asked.length > 1)
			hits = engine.search({combineWith: "OR", queries: asked.map(mistyped)});
		return weeks.concat(hits.filter(function (hit) {
			return !weeks.length || hit.id !== weeks[0].id;
		}));
	};

	function says(hit, phrase) {
		return hit.record && (fold(hit.record[0]).indexOf(phrase) >= 0 || fold(hit.record[1]).indexOf(phrase) >= 0);
	}

	function phraseOf(text) {
		return fold(text.trim().replace(/\s+/g, " "));
	}

	/* Of all hits those that say the phrase, a few texts at a time. */
	function onlyExact(hits, phrase, isWanted, found) {
		var some = hits.slice(0, 50);

		if (!some.length || found.length >= most || !isWanted())
			return Promise.resolve(found);
		return loadTexts(some).then(function () {
			return onlyExact(hits.slice(50), phrase, isWanted, found.concat(some.filter(function (hit) {
				hit.terms = [];
				return says(hit, phrase);
			})));
		});
	}

	/* The best of each kind. */
	function best(hits) {
		var counts = {};

		return hits.filter(function (hit) {
			hit.kind = search.kinds[hit.id];
			counts[hit.kind] = (counts[hit.kind] || 0) + 1;
			return counts[hit.kind] <= perKind;
		});
	}

	/* Everything to be shown of a query: {shown, count, more, phrase}. */
	search.ask = function (query, isWanted) {
		var quoted = /^\s*["\u201c-\u201f\u00ab\u300c](.*?)["\u201c-\u201f\u00bb\u300d]?\s*$/.exec(query);
		var text = quoted ? quoted[1] : query, phrase = phraseOf(text), hits = search.find(text);

		if (quoted)
			return onlyExact(hits, phrase, isWanted, []).then(function (found) {
				return {shown: best(found), count: found.length, more: found.length >= most, phrase: phrase};
			});
		var shown = best(hits);

		return loadTexts(shown).then(function () {
			var exact = askedWords(text).length > 1 ? shown.filter(function (hit) {
				return hit.score === Infinity || says(hit, phrase);
			}) : [];

			return {
				shown: exact.concat(shown.filter(function (hit) {
					return exact.indexOf(hit) < 0;
				})),
				count: hits.length,
				phrase: exact.length ? phrase : ""
			};
		});
	};

	/* Showing */

	/* The text as it is compared, and for every place in it the place in the text. */
	function foldedMap(text) {
		var folded = "", places = [], at = 0;

		Array.from(text).forEach(function (character) {
			var piece = character < "\x80" ? character.toLowerCase() : fold(character);

			folded += piece;
			for (var i = 0; i < piece.length; i++)
				places.push(at);
			at += character.length;
		});
		places.push(at);
		return {folded: folded, places: places};
	}

	/* Pieces [from, to) of the text where one of the words, or the phrase, stands. */
	function findMarks(text, terms, phrase) {
		var map = foldedMap(text), marked = [], marks = [];

		function mark(term, anywhere) {
			for (var at = map.folded.indexOf(term); at >= 0; at = map.folded.indexOf(term, at + 1))
				if (anywhere || at === 0 || edge.test(map.folded[at - 1]))
					for (var i = at; i < at + term.length; i++)
						marked[i] = true;
		}
		terms.forEach(function (term) {
			mark(term, paired.test(term));
		});
		if (phrase)
			mark(phrase, true);
		/* Two marks with a space or a hyphen between them are one. */
		for (var i = 0; i < map.folded.length; i++)
			if (marked[i]) {
				var last = marks[marks.length - 1];

				if (last && map.places[i] - last[1] < 2)
					last[1] = map.places[i + 1];
				else
					marks.push([map.places[i], map.places[i + 1]]);
			}
		return marks;
	}

	/* Where to begin, so that most of the marks are seen. */
	function windowOf(text, marks) {
		var start = 0, seen = 0;

		marks.forEach(function (mark, i) {
			var inside = marks.slice(i).filter(function (other) {
				return other[1] - mark[0] < around;
			});
			var letters = inside.reduce(function (sum, other) {
				return sum + other[1] - other[0];
			}, 0);

			if (letters > seen) {
				seen = letters;
				start = mark[0];
			}
		});
		start = start < around / 2 ? 0 : text.indexOf(" ", start - around / 4) + 1;
		return start;
	}

	function element(name, parent, className) {
		var made = parent.appendChild(document.createElement(name));

		if (className)
			made.className = className;
		return made;
	}

	/* The part of the text from `start`, with its marks. */
	function addMarked(parent, text, marks, start, length) {
		var at = start, end = start + length < text.length ? text.lastIndexOf(" ", start + length) : text.length;

		if (end <= start)
			end = Math.min(text.length, start + length);
		if (start)
			parent.append("\u2026\u00a0");
		marks.forEach(function (mark) {
			if (mark[0] < at || mark[1] > end)
				return;
			parent.append(text.slice(at, mark[0]));
			element("mark", parent).textContent = text.slice(mark[0], mark[1]);
			at = mark[1];
		});
		parent.append(text.slice(at, end) + (end < text.length ? "\u00a0\u2026" : ""));
	}

	function addHit(list, hit, phrase) {
		var page = hit.page, record = hit.record || [page[1], "", ""], about, where;
		var link = element("a", element("li", list), page[3] ? "stretch-" + ((page[3] - 1) % 4 + 1) : "");
		var address = page[0].split("/").map(encodeURIComponent).join("/");
		var marks = findMarks(record[1], hit.terms, phrase);

		link.href = new URL("../" + address + (record[2] ? "#" + encodeURIComponent(record[2]) : ""), script.src);
		addMarked(element("span", link), record[0], findMarks(record[0], hit.terms, phrase), 0, 2 * around);
		if (page[2])
			element("span", link, "hours").textContent = dialog.dataset.week.replace("{number}", page[2]);
		about = element("span", link, "facts-line");
		/* Its course, where there are more than one, and its page, unless that is what was found. */
		where = [page[5], record[0] !== page[1] && page[1]].filter(Boolean).join(" \u00b7 ");
		if (where) {
			element("cite", about).textContent = where;
			about.append(" ");
		}
		addMarked(about, record[1], marks, windowOf(record[1], marks), around);
	}

	function showHits(answer) {
		var lists = {}, results = dialog.querySelector(".hits");

		results.textContent = "";
		answer.shown.forEach(function (hit) {
			if (!lists[hit.kind]) {
				element("h3", results, "kicker").textContent = dialog.dataset[hit.kind];
				lists[hit.kind] = element("ul", results);
			}
			addHit(lists[hit.kind], hit, answer.phrase);
		});
	}

	/* The dialog */

	var dialog = null, input = null, asked = 0;

	function say(which, values) {
		var text = dialog.dataset[which];

		Object.keys(values || {}).forEach(function (name) {
			text = text.split("{" + name + "}").join(values[name]);
		});
		dialog.querySelector("[role=status]").textContent = text;
	}

	function sayCount(answer) {
		var shown = answer.shown.length, count = answer.count;

		if (!count)
			say("none", {query: input.value.trim()});
		else if (answer.more || shown < count)
			say("some", {shown: shown, count: count + (answer.more ? "+" : "")});
		else
			say(count === 1 ? "one" : "all", {count: count});
	}

	/* Until the answer is there; tests wait for it, too. */
	function setBusy(busy) {
		dialog.querySelector(".hits").setAttribute("aria-busy", busy);
	}

	function ask() {
		var number = ++asked;

		function isWanted() {
			return number === asked;
		}
		setBusy(input.value.trim() !== "");
		if (!input.value.trim()) {
			showHits({shown: []});
			say("hint");
			return;
		}
		if (!engine)
			say("loading");
		search.start().then(function () {
			return isWanted() ? search.ask(input.value, isWanted) : null;
		}).then(function (answer) {
			if (!answer || !isWanted())
				return;
			showHits(answer);
			sayCount(answer);
			setBusy(false);
		}).catch(function () {
			if (isWanted()) {
				showHits({shown: []});
				say("failed");
				setBusy(false);
			}
		});
	}

	/* Back from a result brings its query back: it stays with the entry of the history. */
	function keep(query) {
		history.replaceState(query ? Object.assign({}, history.state, {search: query}) : null, "");
	}

	/* Where nothing had the focus before, it would stay in the closed box for a moment. */
	function hide() {
		dialog.close();
		if (dialog.contains(document.activeElement))
			document.activeElement.blur();
	}

	function close() {
		if (history.state && history.state.search)
			keep("");
		hide();
	}

	/* Up and down among the box and the links. */
	function move(step) {
		var stops = [input].concat(Array.from(dialog.querySelectorAll(".hits a")));
		var next = stops[stops.indexOf(document.activeElement) + step];

		if (next)
			next.focus();
	}

	function onKey(event) {
		var steps = {ArrowDown: 1, ArrowUp: -1}, first = dialog.querySelector(".hits a");

		if (event.isComposing)
			return;
		if (event.key === "Escape") {
			close();
		} else if (steps[event.key]) {
			move(steps[event.key]);
		} else if (event.key === "Enter" && event.target === input) {
			if (first)
				first.click();
		} else {
			/* Whoever goes on typing on a result means the query. */
			if (event.target.closest(".hits") && event.key.length === 1 && event.key !== " " &&
			    !event.ctrlKey && !event.metaKey && !event.altKey)
				input.focus();
			return;
		}
		event.preventDefault();
	}

	function isOutside(event) {
		var box = dialog.getBoundingClientRect();

		return event.target === dialog && (event.clientX < box.left || event.clientX > box.right);
	}

	function onClick(event) {
		var link = event.target.closest(".hits a");

		if (isOutside(event) || event.target.closest(".search-close")) {
			close();
		} else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
			keep(input.value);
			hide();
		}
	}

	/* The box was opened, with what it was asked for before, or has been typed since. */
	search.begin = function () {
		if (!dialog) {
			dialog = document.querySelector(".search");
			input = dialog.querySelector("input");
			input.addEventListener("input", ask);
			dialog.addEventListener("keydown", onKey);
			dialog.addEventListener("click", onClick);
		}
		ask();
		search.start().catch(function () {});
	};
})();
