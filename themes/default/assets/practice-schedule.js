/*
 * When questions come back, and in which order they are asked. Pure functions; the guide tells
 * the rules (progress.md). An entry is {g, t}: how many good answers in a row, and when the last.
 */
var lectern = lectern || {};

(function () {
	"use strict";

	var DAY = 864e5; // milliseconds
	/* Days of rest by step. The first is shorter: who comes a little earlier tomorrow is in time. */
	var REST = [0, 0.8, 3, 7, 14, 30];

	/* When the question comes back, in milliseconds. */
	function dueTime(entry) {
		return Date.parse(entry.t) + REST[entry.g] * DAY;
	}

	/* "fresh" without an entry, "due" or "resting". What is dated a day ahead is due: that clock was wrong. */
	function stateOf(entry, now) {
		if (!entry)
			return "fresh";
		return dueTime(entry) <= now || Date.parse(entry.t) > now + DAY ? "due" : "resting";
	}

	/* The step after an answer. A good one leads up only when the question was due. */
	function nextStep(entry, good, now) {
		var step = entry ? entry.g : 0;

		if (!good)
			return 0;
		return stateOf(entry, now) === "resting" ? step : Math.min(step + 1, REST.length - 1);
	}

	/* Of two groups the one with the larger part of it left, of equal ones the first. */
	function fuller(a, b) {
		return b.left.length / b.size > a.left.length / a.size ? b : a;
	}

	/* Questions {week, …} with each week spread over the whole, and the same way every time. */
	function mix(questions) {
		var groups = [], byWeek = {}, result = [], last, others;

		questions.forEach(function (question) {
			var group = byWeek[question.week];

			if (!group)
				groups.push(group = byWeek[question.week] = {left: [], size: 0});
			group.size = group.left.push(question);
		});
		while (result.length < questions.length) {
			others = groups.filter(isLeft);
			last = others.find(isHalf) || (others.length ? others.reduce(fuller) : last);
			result.push(last.left.shift());
		}
		return result;

		/* Never two of a week in a row, if it can be; so a week of half of what is left must come now. */
		function isLeft(group) {
			return group !== last && group.left.length;
		}
		function isHalf(group) {
			return group.left.length >= (questions.length - result.length) / 2;
		}
	}

	/* In any order; random() as Math.random. */
	function shuffle(questions, random) {
		return questions.map(function (question) {
			return {question: question, place: random()};
		}).sort(function (a, b) {
			return a.place - b.place;
		}).map(function (drawn) {
			return drawn.question;
		});
	}

	/* {due, fresh, resting}: the questions by state, where get(id) gives an entry. */
	function sort(questions, get, now) {
		var result = {due: [], fresh: [], resting: []};

		questions.forEach(function (question) {
			result[stateOf(get(question.id), now)].push(question);
		});
		return result;
	}

	/* What is asked in one sitting: due ones, then fresh ones; all, if there are neither. */
	function plan(questions, get, now, random) {
		var sorted = sort(questions, get, now);

		function arrange(some) {
			return random ? shuffle(some, random) : mix(some);
		}
		if (sorted.resting.length === questions.length)
			return arrange(questions);
		return arrange(sorted.due).concat(arrange(sorted.fresh));
	}

	lectern.schedule = {
		DAY: DAY, dueTime: dueTime, stateOf: stateOf, nextStep: nextStep, sort: sort, plan: plan
	};
})();
