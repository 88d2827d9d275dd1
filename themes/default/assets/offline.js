/* Keeps a served site; a newer version waits until the reader wants it. */
(function () {
	"use strict";

	var script = document.currentScript;
	var workers = location.protocol.startsWith("http") && navigator.serviceWorker;

	function offer(worker) {
		var notice = document.querySelector(".notice") || document.createElement("p");
		var button = document.createElement("button");

		notice.className = "notice";
		notice.setAttribute("role", "status");
		document.body.append(notice);
		notice.replaceChildren(script.dataset.ready + " ", button);
		button.className = "button";
		button.type = "button";
		button.textContent = script.dataset.update;
		button.onclick = function () {
			worker.postMessage("update");
		};
	}

	function watch(registration) {
		function follow() {
			var worker = registration.installing || registration.waiting;

			function look() {
				if (worker.state === "installed")
					offer(worker);
				if (worker.state === "activated")
					location.reload();
			}
			if (worker && registration.active) {
				worker.addEventListener("statechange", look);
				look();
			}
		}
		registration.addEventListener("updatefound", follow);
		follow();
	}

	if (workers)
		window.addEventListener("load", function () {
			var root = new URL("../", script.src), link = document.createElement("link");

			/* From a disk Chromium complains of it. */
			link.rel = "manifest";
			link.href = root + "manifest.webmanifest";
			document.head.append(link);
			workers.register(root + "sw.js", {scope: root.pathname, updateViaCache: "none"})
				.then(watch, function () {});
		});
})();
