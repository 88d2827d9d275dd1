/*
 * Where the document is kept. A shelf is a place in localStorage. From disk, where each file may
 * have its own, pages use that of store.html in a frame; until it answers, if ever, their own.
 */
var lectern = lectern || {};

(function () {
	"use strict";

	var PATIENCE = 2000; // milliseconds until the frame is given up; it may still come late
	var docs = lectern.document;

	/*
	 * A shelf does {op: "put", text}, which merges, or {op: "set", text}, and answers what is kept:
	 * {text, problem, aside}. Problems: "blocked"; "full"; "newer", of a later version, which stays;
	 * "damaged", which now lies under the key aside. pushed(answer) tells of other tabs' changes.
	 */
	function openShelf(name, course, pushed) {
		var key = "lectern:1:" + name;
		var nothing = docs.write(docs.empty(course));

		function load() {
			var text = localStorage.getItem(key), found = docs.read(text || nothing, course);
			var aside = key + ":aside:" + Date.now();

			if (found.problem === "version")
				return {text: nothing, problem: "newer"};
			if (!found.problem)
				return {text: text || nothing};
			localStorage.setItem(aside, text);
			localStorage.removeItem(key);
			return {text: nothing, problem: "damaged", aside: aside};
		}

		function keep(text) {
			if (text === nothing)
				return localStorage.removeItem(key);
			if (text.length <= docs.LIMIT)
				localStorage.setItem(key, text);
			/* Some browsers take what they do not keep. */
			if (localStorage.getItem(key) !== text)
				throw new RangeError();
		}

		function act(call) {
			var answer = {text: nothing, problem: "blocked"}, old;

			try {
				answer = load();
				if (answer.problem === "newer")
					return answer;
				old = answer.text;
				answer.text = call.op === "set" ? call.text : docs.write(docs.merge(
					docs.read(old, course).document, docs.read(call.text, course).document));
				if (answer.text !== old)
					keep(answer.text);
			} catch (error) {
				answer.problem = old ? "full" : "blocked";
			}
			return answer;
		}

		window.addEventListener("storage", function (event) {
			if (event.key === key || event.key === null)
				pushed(act({op: "put", text: nothing}));
		});
		return act;
	}

	/*
	 * The store of a page: the document as it is known now; place: "browser", "frame" or "page",
	 * null until settled, which is promised; problem and aside as above. changed() after any change.
	 */
	function openStore(course, base, changed) {
		var nothing = docs.write(docs.empty(course));
		var store = {document: docs.empty(course), place: null, problem: null, aside: null};
		var send, settle, unanswered = 0;

		store.settled = new Promise(function (settled) {
			settle = settled;
		});

		function isKept() {
			return !store.problem || store.problem === "damaged";
		}

		function take(answer) {
			var found = docs.read(answer.text, course).document;

			if (answer.problem || !isKept())
				store.problem = answer.problem;
			store.aside = answer.aside || store.aside;
			/* What is not kept lives on here; an answer does not know of what was sent after it. */
			if (!isKept())
				found = docs.merge(store.document, found);
			if (!unanswered)
				store.document = found;
			changed();
		}

		function put(document) {
			store.document = docs.merge(store.document, document);
			/* After a failure all is offered again: there may be room by now. */
			send({op: "put", text: docs.write(store.problem ? store.document : document)});
			changed();
		}

		function set(document) {
			store.document = document;
			send({op: "set", text: docs.write(document)});
			changed();
		}

		/* A page that was out of sight may have missed something. */
		function refresh() {
			put(docs.empty(course));
		}

		function useShelf(name, place) {
			/* What a page noted as it was left may come late, and then belongs to the frame. */
			var shelf = openShelf(name, course, function (answer) {
				if (store.place === place)
					take(answer);
				else if (answer.text !== nothing)
					put(docs.read(answer.text, course).document);
			});

			send = function (call) {
				take(shelf(call));
			};
			refresh();
			return shelf;
		}

		function openFrame(shelf) {
			var frame = document.createElement("iframe");

			function ask(call) {
				/* Pages from disk have no origin that could be named. */
				frame.contentWindow.postMessage({lectern: 1, course: course, call: call}, "*");
			}
			function use(answer) {
				store.place = "frame";
				/* Also on the page's own, until it is answered: a reader may leave at once. */
				send = function (call) {
					unanswered++;
					shelf(call);
					ask(call);
				};
				put(docs.read(answer.text, course).document);
				put(store.document);
				settle();
			}
			window.addEventListener("message", function (event) {
				var said = event.data;

				if (event.source !== frame.contentWindow || !said || said.lectern !== 1 || said.course !== course)
					return;
				if (store.place === "frame") {
					unanswered -= said.asked ? 1 : 0;
					if (!unanswered)
						shelf({op: "set", text: nothing});
					take(said.answer);
				} else if (said.asked && said.answer.problem !== "blocked") {
					use(said.answer);
				}
			});
			frame.addEventListener("load", function () {
				ask({op: "put", text: docs.write(store.document)});
			});
			frame.hidden = true;
			frame.src = base + "store.html";
			document.body.appendChild(frame);
		}

		function start() {
			if (location.protocol !== "file:") {
				store.place = "browser";
				useShelf(course, "browser");
				settle();
				return;
			}
			openFrame(useShelf(course + ":own", "page"));
			setTimeout(function () {
				store.place = store.place || "page";
				settle();
				changed();
			}, PATIENCE);
		}

		return Object.assign(store, {isKept: isKept, put: put, set: set, refresh: refresh, start: start});
	}

	lectern.openShelf = openShelf;
	lectern.openStore = openStore;
})();
