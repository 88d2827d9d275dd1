/*
 * What the pages can do beyond HTML and CSS. A classic script, loaded in the head: its first
 * part runs before anything is painted, the rest when the document is there. Everything it
 * does is an addition; the pages are complete without it.
 */
(function () {
	"use strict";

	var root = document.documentElement;
	var key = (root.dataset.site || "lectern") + ":scheme";
	var schemes = ["auto", "light", "dark"];

	/* Storage may be missing, full or forbidden; then a choice lasts as long as the page. */
	function recall() {
		try {
			return localStorage.getItem(key);
		} catch (error) {
			return null;
		}
	}

	function remember(scheme) {
		try {
			if (scheme === "auto")
				localStorage.removeItem(key);
			else
				localStorage.setItem(key, scheme);
		} catch (error) {
			/* nothing to be done */
		}
	}

	function show(scheme) {
		root.dataset.scheme = schemes.indexOf(scheme) < 0 ? "auto" : scheme;
	}

	root.classList.add("js");
	show(recall());

	function each(selector, action) {
		Array.prototype.forEach.call(document.querySelectorAll(selector), action);
	}

	/* The three-state switch: auto, light, dark. */
	function startScheme() {
		var button = document.querySelector(".scheme");

		if (!button)
			return;
		function label() {
			button.querySelector(".scheme-state").textContent = button.dataset[root.dataset.scheme];
		}
		label();
		button.addEventListener("click", function () {
			show(schemes[(schemes.indexOf(root.dataset.scheme) + 1) % schemes.length]);
			remember(root.dataset.scheme);
			label();
		});
		window.addEventListener("storage", function (event) {
			if (event.key === key) {
				show(event.newValue);
				label();
			}
		});
	}

	/*
	 * Folds are panels behind a button on narrow screens and stand open on wide ones. CSS shows
	 * them there by itself, so that nothing moves; opening them as well lets the keyboard and
	 * screen readers in, and serves browsers without ::details-content.
	 */
	function startFolds() {
		var wide = window.matchMedia("(min-width: 76em)");

		function fit() {
			each(".fold", function (fold) {
				fold.open = wide.matches;
			});
		}
		function closeOthers(kept) {
			if (!wide.matches)
				each(".fold[open]", function (fold) {
					if (fold !== kept)
						fold.open = false;
				});
		}
		fit();
		wide.addEventListener("change", fit);
		document.addEventListener("keydown", function (event) {
			var fold = !wide.matches && document.querySelector(".fold[open]");

			if (event.key === "Escape" && fold) {
				fold.open = false;
				fold.querySelector("summary").focus();
			}
		});
		/* A panel closes when something else is pressed, or a link in it. */
		document.addEventListener("click", function (event) {
			closeOthers(event.target.closest("a") ? null : event.target.closest(".fold"));
		});
	}

	/* Marks the section that is being read in the contents. */
	function startContents() {
		var links = {}, headings = [], current = null, waiting = false;

		each(".contents a", function (link) {
			var heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));

			if (heading) {
				links[heading.id] = link;
				headings.push(heading);
			}
		});
		if (!headings.length)
			return;
		function mark() {
			var line = window.innerHeight / 3, found = null;

			waiting = false;
			headings.forEach(function (heading) {
				if (heading.getBoundingClientRect().top < line)
					found = heading;
			});
			if (window.innerHeight + window.scrollY >= root.scrollHeight - 2)
				found = headings[headings.length - 1];
			if (found === current)
				return;
			if (current)
				links[current.id].removeAttribute("aria-current");
			if (found)
				links[found.id].setAttribute("aria-current", "true");
			current = found;
		}
		window.addEventListener("scroll", function () {
			if (!waiting)
				waiting = requestAnimationFrame(mark);
		}, {passive: true});
		mark();
	}

	/* The path shows where you are without moving the page. */
	function startPath() {
		var rail = document.querySelector(".path"), here = rail && rail.querySelector("[aria-current]");

		if (here && rail.scrollHeight > rail.clientHeight)
			rail.scrollTop = here.offsetTop - rail.clientHeight / 3;
	}

	/* Paper has no folds: those in the text open for printing, and close again. */
	function startPrint() {
		var opened = [];

		window.addEventListener("beforeprint", function () {
			each("main details:not([open])", function (fold) {
				fold.open = true;
				opened.push(fold);
			});
		});
		window.addEventListener("afterprint", function () {
			opened.splice(0).forEach(function (fold) {
				fold.open = false;
			});
		});
	}

	document.addEventListener("DOMContentLoaded", function () {
		startScheme();
		startFolds();
		startContents();
		startPath();
		startPrint();
	});
})();
