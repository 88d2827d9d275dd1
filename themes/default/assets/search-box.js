/*
 * Opens the box of the search: by its button, "/" or Ctrl+K, and again on the way back from a
 * result. What finds (search.js) and how it looks (search.css) are loaded when it opens first, as
 * elements, for a page from disk may fetch nothing. Without this script there is no button.
 */
(function () {
	"use strict";

	var script = document.currentScript;
	var dialog, input, found = null, look = null;

	/* Right behind this script, so that styles of the site's owner still come last. */
	function load(part) {
		return new Promise(function (resolve, reject) {
			part.onload = resolve;
			part.onerror = function () {
				part.remove();
				reject(new Error(part.src || part.href));
			};
			script.after(part);
		});
	}

	function loadSearch() {
		var part = document.createElement("script");

		part.dataset.library = script.dataset.library;
		part.src = script.dataset.search;
		return load(part);
	}

	function loadLook() {
		return load(Object.assign(document.createElement("link"), {rel: "stylesheet", href: script.dataset.style}));
	}

	function fail() {
		found = null;
		dialog.querySelector("[role=status]").textContent = dialog.dataset.failed;
	}

	/* There at once for whoever goes on typing, and seen when it looks like something. */
	function open(query) {
		if (dialog.open)
			return;
		dialog.style.opacity = 0;
		look = look || loadLook();
		look.catch(function () {
			look = null;
		}).then(function () {
			dialog.style.opacity = "";
		});
		dialog.showModal();
		if (query)
			input.value = query;
		input.select();
		found = found || loadSearch();
		found.then(function () {
			window.lecternSearch.begin();
		}, fail);
	}

	/* Back from a result brings its query back: it stays with the entry of the history. */
	function restore() {
		if (history.state && history.state.search)
			open(history.state.search);
	}

	function isTyping(target) {
		return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
	}

	function onShortcut(event) {
		var letter = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
		var slash = dialog.dataset.slash && event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey &&
			!isTyping(event.target);

		if (event.defaultPrevented || document.querySelector("dialog[open]") || !letter && !slash)
			return;
		event.preventDefault();
		open();
	}

	document.addEventListener("DOMContentLoaded", function () {
		var button = document.querySelector(".find");

		dialog = document.querySelector(".search");
		if (!dialog || !button)
			return;
		input = dialog.querySelector("input");
		button.addEventListener("click", function () {
			open();
		});
		document.addEventListener("keydown", onShortcut);
		window.addEventListener("pageshow", restore);
		window.addEventListener("popstate", restore);
	});
})();
