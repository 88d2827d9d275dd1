/*
 * Walks the questions of this page: think, reveal what the page holds, say how it went. A classic
 * script behind those of progress, which remember; without it the questions are a list.
 */
(function () {
	"use strict";

	const GAP = 5; // questions until one that went badly is asked once more
	const {DAY, dueTime, nextStep, plan, sort, stateOf} = lectern.schedule;
	const drill = document.querySelector(".drill");
	const parts = {}; // of the drill, by their names in data-drill
	const went = {}; // answers of this sitting: {good, again}
	let words, questions;
	let queue = []; // of this sitting; the first is being asked
	let ahead = false; // it also asks what rests
	let folds = []; // what is not revealed yet: {label, nodes, last}

	function fill(text, values) {
		return text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole);
	}

	/* The card does not move while all of it can be seen. */
	function focus(part) {
		part.focus({preventScroll: true});
		drill.scrollIntoView({block: "nearest"});
	}

	function entryOf(id) {
		return lectern.progress.get("practice", id);
	}

	/* Of a week, of all up to minus the number, or of all weeks. */
	function chosen() {
		const week = +parts.weeks.value;

		return questions.filter((question) => !week || question.week === week || question.week <= -week);
	}

	/* "tomorrow", "in 3 days", in the language of the page. */
	function away(time) {
		const days = Math.max(0, Math.round((time - Date.now()) / DAY));

		return new Intl.RelativeTimeFormat(document.documentElement.lang, {numeric: "auto"}).format(days, "day");
	}

	function showStart() {
		const {due, fresh, resting} = sort(chosen(), entryOf, Date.now());
		const first = Math.min(...resting.map((question) => dueTime(entryOf(question.id))));
		const open = due.length + fresh.length;

		parts.counts.textContent = fill(open ? words.counts : words.nothing,
			{due: due.length, fresh: fresh.length, resting: resting.length, when: open ? "" : away(first)});
		parts.go.textContent = open ? words.start : words.ahead;
	}

	/* Copies for the card; an id stays with what it was given to. */
	function copy(nodes) {
		const box = document.createElement("div");

		box.append(...[...nodes].map((node) => node.cloneNode(true)));
		box.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
		return box.childNodes;
	}

	/* What stands below a question, in the order in which it is revealed; answers are the last. */
	function readFolds(item) {
		const all = [...item.querySelectorAll("details > .prose > *")];
		const isAnswer = (node) => node.matches(".callout-answer, .callout-instructor");

		return [
			{label: words.hint, nodes: all.filter((node) => !isAnswer(node))},
			{label: words.answer, nodes: all.filter(isAnswer), last: true}
		].filter((fold) => fold.nodes.length);
	}

	/* How it went can be said when there is no answer left to look at. */
	function showButtons() {
		const [next] = folds;

		parts.reveal.hidden = !next;
		parts.label.textContent = next ? next.label : "";
		parts.again.hidden = parts.good.hidden = folds.some((fold) => fold.last);
	}

	function showQuestion({item, heading}) {
		folds = readFolds(item);
		parts.week.href = heading.querySelector("a").href;
		parts.week.textContent = [...heading.children].map((part) => part.textContent).join(" · ");
		parts.question.replaceChildren(...copy((item.querySelector("summary") || item).childNodes));
		parts.shown.replaceChildren();
		parts.shown.hidden = true;
		showButtons();
		focus(parts.question);
	}

	/* Another tab, or what was stored, may have answered since the plan was made. */
	function isOpen(question) {
		return ahead || stateOf(entryOf(question.id), Date.now()) !== "resting";
	}

	function ask(said) {
		queue = queue.filter(isOpen);
		if (!queue.length)
			return stop();
		parts.status.textContent = said + fill(words.left, {left: queue.length});
		showQuestion(queue[0]);
	}

	function show(asking) {
		parts.start.hidden = asking;
		parts.ask.hidden = !asking;
		drill.classList.toggle("asking", asking);
	}

	function go() {
		queue = plan(chosen(), entryOf, Date.now(), parts.shuffle.checked && Math.random);
		ahead = false;
		ahead = !queue.some(isOpen);
		went.good = went.again = 0;
		show(true);
		ask("");
	}

	function stop() {
		queue = [];
		show(false);
		showStart();
		parts.status.textContent = fill(words.end, went);
		focus(parts.go);
	}

	function reveal() {
		parts.shown.append(...copy(folds.shift().nodes));
		parts.shown.hidden = false;
		showButtons();
		parts.shown.focus({preventScroll: true});
	}

	function answer(how) {
		const question = queue.shift(), old = entryOf(question.id);

		lectern.progress.set("practice", question.id, nextStep(old, how === "good", Date.now()));
		went[how]++;
		if (how === "again")
			queue.splice(GAP, 0, question);
		ask(fill(words[how], {when: away(dueTime(entryOf(question.id)))}) + " ");
	}

	const actions = {go, stop, reveal, again: answer, good: answer};

	/* By key, or where digits want Shift, by place. */
	const keys = {1: "again", 2: "good", Digit1: "again", Digit2: "good", Escape: "stop", " ": "reveal"};

	/* Keys work while the focus is in the card, so they are in nobody's way; Space is that of a control first. */
	function takeKey(event) {
		const button = parts[keys[event.key] || keys[event.code]];
		const other = event.repeat || event.ctrlKey || event.metaKey || event.altKey;

		if (!queue.length || !button || button.hidden || other || event.key === " " && event.target.closest("a, button"))
			return;
		event.preventDefault();
		button.click();
	}

	/* The link from a week leads to its questions: they are chosen. */
	function takeLink() {
		const found = /^#Questions-(\d+)$/.exec(location.hash);

		if (!found || queue.length)
			return;
		parts.weeks.value = found[1];
		showStart();
		focus(parts.go);
	}

	function start() {
		drill.querySelectorAll("[data-drill]").forEach((part) => {
			parts[part.dataset.drill] = part;
			part.disabled = false;
		});
		words = Object.assign({start: parts.go.textContent}, drill.dataset);
		questions = [...document.querySelectorAll(".questions [data-item]")].map((item) => ({
			item, id: item.dataset.item, week: +item.parentNode.dataset.week,
			heading: item.closest("section").querySelector("h2")
		}));
		drill.addEventListener("click", (event) => {
			const button = event.target.closest("button");

			if (button)
				actions[button.dataset.drill](button.dataset.drill);
		});
		drill.addEventListener("keydown", takeKey);
		parts.weeks.addEventListener("change", showStart);
		document.addEventListener("lectern:progress", showStart);
		window.addEventListener("hashchange", takeLink);
		/* A browser that comes back may have kept what was chosen; one that arrives goes to the list first. */
		window.addEventListener("pageshow", () => {
			showStart();
			setTimeout(takeLink);
		});
	}

	if (drill)
		start();
})();
