/*
 * Published at the site's root, behind a line that sets SITE: id, version, files with their XXH32.
 * One version is one cache of just its files. A page and all it loads come from it, or from the network.
 */
(() => {
	"use strict";

	const scope = self.registration.scope;
	const ours = `lectern:${SITE.id}:${new URL(scope).pathname}:`;
	const name = ours + SITE.version;
	const sums = new Map(Object.entries({...SITE.now, ...SITE.later}));
	const strangers = new Set(); // clients whose page came from the network

	function xxh32(bytes) {
		const P1 = 0x9E3779B1, P2 = 0x85EBCA77, P3 = 0xC2B2AE3D;
		const data = new DataView(bytes), length = data.byteLength;
		const turn = (x, by) => x << by | x >>> 32 - by;
		const word = () => data.getUint32((at += 4) - 4, true);
		let at = 0, hash = 0x165667B1, lanes = [P1 + P2, P2, 0, -P1];

		while (length - at > 15)
			lanes = lanes.map((lane) => Math.imul(turn(lane + Math.imul(word(), P2), 13), P1));
		if (at)
			hash = turn(lanes[0], 1) + turn(lanes[1], 7) + turn(lanes[2], 12) + turn(lanes[3], 18);
		hash += length;
		while (length - at > 3)
			hash = Math.imul(turn(hash + Math.imul(word(), P3), 17), 0x27D4EB2F);
		while (at < length)
			hash = Math.imul(turn(hash + Math.imul(data.getUint8(at++), 0x165667B1), 11), P1);
		hash = Math.imul(hash ^ hash >>> 15, P2);
		hash = Math.imul(hash ^ hash >>> 13, P3);
		return ((hash ^ hash >>> 16) >>> 0).toString(16).padStart(8, "0");
	}

	const address = (path) => scope + path.split("/").map(encodeURIComponent).join("/");

	/* The file, if it is that, without redirects, which no page may have. */
	async function proven(path, response) {
		const bytes = await response?.arrayBuffer(), headers = new Headers(response?.headers);

		/* Or browsers keep it beyond its version. */
		headers.set("cache-control", "no-cache");
		return bytes && xxh32(bytes) === sums.get(path) && new Response(bytes, {headers});
	}

	async function find(path) {
		const url = address(path), cache = await caches.open(name);
		let found = await cache.match(url);

		if (found)
			return found;
		found = await proven(path, await caches.match(url)) || await proven(path, await fetch(url, {cache: "reload"}));
		if (!found)
			throw new Error(path);
		await cache.put(url, found.clone());
		return found;
	}

	/* What a broken attempt kept serves the next. */
	async function install() {
		const waiting = Object.keys(SITE.now || {});

		async function work() {
			while (waiting.length)
				await find(waiting.pop()).catch((error) => {
					waiting.length = 0;
					throw error;
				});
		}
		await Promise.all([work(), work(), work()]);
	}

	async function activate() {
		for (const other of await caches.keys())
			if (other.startsWith(ours) && other !== name)
				await caches.delete(other);
		if (!SITE.version)
			await self.registration.unregister();
	}

	/* Servers give more than one name to a file. */
	function pathOf(url) {
		const path = decodeURIComponent(url.slice(scope.length).split(/[?#]/)[0]);

		return [path, path + ".html", path + "index.html"].find((path) => sums.has(path));
	}

	const fresh = (request) => fetch(request, {cache: "no-cache"});

	async function answerPage(event, path) {
		try {
			return await find(path);
		} catch {
			try {
				const response = await fresh(event.request);

				strangers.add(event.resultingClientId);
				return response;
			} catch (error) {
				if (path || !sums.has("404.html"))
					throw error;
				return Response.redirect(address("404.html"));
			}
		}
	}

	self.addEventListener("install", (event) => {
		if (!SITE.version)
			self.skipWaiting();
		event.waitUntil(install());
	});
	self.addEventListener("activate", (event) => event.waitUntil(activate()));
	self.addEventListener("message", (event) => event.data === "update" && self.skipWaiting());
	self.addEventListener("fetch", (event) => {
		const request = event.request;

		if (request.method !== "GET" || request.headers.has("range") || !request.url.startsWith(scope))
			return;
		const path = pathOf(request.url);
		if (request.mode === "navigate")
			event.respondWith(answerPage(event, path));
		else if (path)
			event.respondWith(strangers.has(event.clientId) ? fresh(request) : find(path));
	});
})();
