// A served site stays in the browser: all of it, one version at a time, and gone when it is to go.
// Every file of the test's course says its version, so that a mix would show.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { lectern } from "../paths.mjs";
import { browsers, isLeft, types, withBrowser } from "./browser.mjs";
import { done, ok, same } from "../tap.mjs";

const work = mkdtempSync(join(tmpdir(), "lectern-offline-"));

/** Builds a course whose pages, style and script carry the version; returns where it is. */
function build(id, version, { settings = "", big = 0, args = [] } = {}) {
	const site = join(work, `${id}-${version}`);
	const write = (path, text) => {
		mkdirSync(join(site, path, ".."), { recursive: true });
		writeFileSync(join(site, path), text);
	};
	write("content/site.yaml", `title: Course ${id}\nid: ${id}\n${settings}`);
	write("content/index.md", `---\ntitle: Home\n---\nVersion=${version}= [One](weeks/01-one.md), [two](pages/two.md)\n`);
	write("content/weeks/01-one.md", `---\nweek: 1\ntitle: One\n---\nVersion=${version}=\n\n## Tasks\n\n- [ ] Do it (1 h)\n`);
	write("content/pages/two.md", `---\ntitle: Two\n---\nVersion=${version}=\n`);
	write("content/assets/same.txt", "the same in all versions\n");
	write("themes/default/assets/marker.js", `document.documentElement.dataset.script = "${version}";\n`);
	write("themes/default/assets/marker.css", `:root { --marker: "${version}" }\n`);
	write("themes/default/layouts/partials/slot-head.html", '<link rel="stylesheet" href="{{ asset("marker.css") }}">\n'
		+ '<script src="{{ asset("marker.js") }}"></script>\n');
	if (big) {
		write("content/assets/big.bin", "");
		truncateSync(join(site, "content/assets/big.bin"), big);
	}
	execFileSync(lectern, ["build", site, "--quiet", ...args], { stdio: "inherit" });
	return join(site, "public");
}

/** A server on loopback whose folders can be exchanged, whose files can fail, and that can be stopped. */
class Server {
	folders = {}; // prefix → folder
	stand = {};   // path below the prefix → status to answer with, or bytes to answer instead
	log = [];
	#server = createServer((request, response) => this.#answer(request, response));

	#answer(request, response) {
		const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
		const prefix = Object.keys(this.folders).find((key) => path.startsWith(key));
		let name = path.slice(prefix?.length) || "index.html";
		if (!extname(name)) name += ".html"; // as GitHub Pages does
		const headers = { "content-type": types[extname(name)] ?? "application/octet-stream",
			// A cache that would keep all of it, and a policy as strict as a server may have.
			"cache-control": "max-age=3600", "content-security-policy": "default-src 'self'; connect-src 'self'" };
		this.log.push({ path, method: request.method, range: request.headers.range });
		if (!prefix) return response.writeHead(404).end("not found");
		const instead = this.stand[name];
		if (typeof instead === "number") return response.writeHead(instead).end("failed");
		try {
			const bytes = instead ?? readFileSync(join(this.folders[prefix], name));
			response.writeHead(200, headers).end(bytes);
		} catch {
			response.writeHead(404, { ...headers, "content-type": "text/html" }).end("not found");
		}
	}

	async start() {
		await new Promise((listening) => this.#server.listen(this.port ?? 0, "127.0.0.1", listening));
		this.port = this.#server.address().port;
		this.base = `http://127.0.0.1:${this.port}`;
	}

	async stop() {
		const closed = new Promise((close) => this.#server.close(close));
		this.#server.closeAllConnections();
		await closed;
	}
}

/* Not by frames, of which a tab in the background has none. */
const until = (page, condition) => page.waitForFunction(condition, { polling: 50 });
const cacheNames = (page) => page.evaluate(() => caches.keys());

/** The versions that page, style and script of an open page say. */
const versions = (page) => page.evaluate(() => [
	document.querySelector("main").textContent.match(/Version=(\w*)=/)?.[1],
	getComputedStyle(document.documentElement).getPropertyValue("--marker").trim().replaceAll('"', ""),
	document.documentElement.dataset.script,
]);

/* Until the course at the address has its own worker; one further up may have answered so far. */
async function installed(page, url) {
	await page.goto(url, { waitUntil: "load" });
	await page.waitForFunction(async (scope) => {
		const registration = await navigator.serviceWorker.getRegistration();
		return registration?.scope === scope && registration.active?.state === "activated";
	}, { polling: 50 }, url);
}

/** Asks for a newer version; how its worker ends: "installed", "redundant", or "none". */
const update = (page) => page.evaluate(async () => {
	const registration = await navigator.serviceWorker.getRegistration();
	const found = new Promise((resolve) => registration.addEventListener("updatefound", () => resolve(registration.installing)));
	try {
		await registration.update();
	} catch {
		return "redundant";
	}
	const worker = registration.installing ?? registration.waiting ?? await Promise.race([found, null]);
	if (!worker) return "none";
	const end = (resolve) => /installed|redundant|activated/.test(worker.state) && resolve(worker.state);
	return new Promise((resolve) => {
		worker.addEventListener("statechange", () => end(resolve));
		end(resolve);
	});
});

const pages = ["", "index.html", "weeks/01-one.html", "pages/two.html", "weeks/01-one"];

async function everyPageIs(page, base, version, name) {
	const seen = {};
	for (const path of pages) {
		await page.goto(base + path, { waitUntil: "load" });
		seen[path] = await versions(page);
	}
	same(seen, Object.fromEntries(pages.map((path) => [path, [version, version, version]])), name);
}

/** The version that the search of an open page finds in the text of a page. */
async function searched(page, base) {
	await page.goto(`${base}index.html`, { waitUntil: "load" });
	await page.keyboard.press("/");
	await page.keyboard.type("version");
	await until(page, () => document.querySelector(".hits").getAttribute("aria-busy") === "false");
	const texts = await page.evaluate(() => [...document.querySelectorAll(".hits a")].map((hit) => hit.textContent));
	await page.keyboard.press("Escape");
	return [...new Set(texts.map((text) => text.match(/Version=(\w*)=/)?.[1]))].join();
}

const noticeText = (page) => page.evaluate(() => document.querySelector(".notice")?.textContent ?? null);

async function story(name, browser, server) {
	const [a, b] = [`${server.base}/a/b/`, `${server.base}/a/`];
	const page = await browser.newPage();
	const problems = [];
	page.on("pageerror", (error) => isLeft(error) || problems.push(error.message));

	// The inner course of two that share an origin, and even a path.
	server.folders = { "/a/b/": one.first, "/a/": other };
	await installed(page, b);
	const others = await cacheNames(page);
	await installed(page, a);
	const kept = await page.evaluate(async () => {
		const name = (await caches.keys()).find((key) => key.includes(":inner:"));
		return (await (await caches.open(name)).keys()).map((request) => request.url).sort();
	});
	const wanted = JSON.parse(readFileSync(join(one.first, ".build.json"), "utf8")).files
		.map((file) => a + file.path).filter((url) => !url.endsWith("/sw.js")).sort();
	same(kept, wanted, `${name}: the first visit keeps all ${wanted.length} files`);

	await server.stop();
	await everyPageIs(page, a, "1", `${name}: with the server stopped every page opens, with style and script`);
	same(await searched(page, a), "1", `${name}: and the search finds what they say`);
	await page.goto(`${a}weeks/nothing.html`, { waitUntil: "load" });
	same([page.url(), await page.evaluate(() => document.querySelector(".masthead") !== null)], [`${a}404.html`, true],
		`${name}: an unknown page leads to the 404 page`);
	ok(await page.evaluate(() => fetch("assets/same.txt").then((r) => r.text())) === "the same in all versions\n",
		`${name}: other files are there too`);

	// A newer version is offered, and changes nothing until it is wanted.
	server.folders["/a/b/"] = one.second;
	await server.start();
	await page.goto(`${a}index.html`, { waitUntil: "load" });
	const tab = await browser.newPage();
	await tab.goto(`${a}weeks/01-one.html`, { waitUntil: "load" });
	for (const each of [page, tab]) await until(each, () => document.querySelector(".notice"));
	ok((await noticeText(tab)).startsWith("A newer version of this course is ready"), `${name}: a notice in every tab`);
	await everyPageIs(page, a, "1", `${name}: until it is pressed everything stays`);
	server.log.length = 0;
	await until(page, () => document.querySelector(".notice button"));
	await page.evaluate(() => { document.documentElement.dataset.old = "old"; });
	await tab.evaluate(() => { document.documentElement.dataset.old = "old"; });
	await page.bringToFront();
	await (await page.$(".notice button")).click();
	for (const each of [page, tab])
		await until(each, () => !document.documentElement.dataset.old && document.readyState === "complete");
	same([await versions(page), await versions(tab)], [["2", "2", "2"], ["2", "2", "2"]], `${name}: pressed, all tabs are new`);
	await tab.close();
	await everyPageIs(page, a, "2", `${name}: pressed, everything is new`);
	same(await searched(page, a), "2", `${name}: so is what the search finds`);
	ok((await cacheNames(page)).filter((key) => key.includes(":inner:")).length === 1, `${name}: the old version is gone`);
	ok(others.every((key) => key.includes(":outer:")) && others.length === 1, `${name}: each course has a cache of its own`, others);
	ok((await cacheNames(page)).includes(others[0]), `${name}: the other course's cache is left alone`);

	// What is half there is no version, whether it fails or comes from an older copy.
	server.folders["/a/b/"] = one.third;
	for (const [what, stand] of [["fails", 500], ["is an older one", readFileSync(join(one.second, "pages/two.html"))]]) {
		server.stand = { "pages/two.html": stand };
		await page.goto(a, { waitUntil: "load" });
		ok(await update(page) === "redundant", `${name}: a version of which a file ${what} is refused`);
		await everyPageIs(page, a, "2", `${name}: where a file ${what} the old version stays whole`);
	}
	ok(await noticeText(page) === null, `${name}: and nothing is offered`);
	server.stand = {};
	server.log.length = 0;
	ok(["installed", "none"].includes(await update(page)), `${name}: the whole of it is taken`);
	await until(page, async () => (await navigator.serviceWorker.getRegistration()).waiting);
	ok(!server.log.some((entry) => entry.path.endsWith("same.txt")), `${name}: files that are the same are not fetched again`, server.log);

	// What is not for the worker goes to the server.
	server.log.length = 0;
	await page.goto(a, { waitUntil: "load" });
	await page.evaluate(() => fetch("assets/same.txt", { headers: { range: "bytes=0-2" }, cache: "no-store" }).then((r) => r.text()));
	await page.evaluate(() => fetch("assets/same.txt", { method: "POST", body: "x" }).then((r) => r.text()));
	const through = server.log.filter((entry) => entry.path.endsWith("same.txt"));
	ok(through.some((entry) => entry.range) && through.some((entry) => entry.method === "POST"),
		`${name}: ranges and other methods are passed on`, server.log);

	// Taken out, it cleans up after itself and nobody else.
	server.folders["/a/b/"] = one.without;
	await page.goto(a, { waitUntil: "load" });
	await until(page, async () => !(await caches.keys()).some((key) => key.includes(":inner:")));
	await until(page, async () => (await navigator.serviceWorker.getRegistration())?.scope.endsWith("/a/"));
	await page.goto("about:blank");
	await everyPageIs(page, a, "4", `${name}: \`offline: false\` gives the pages back to the server`);
	same(await cacheNames(page), others, `${name}: and leaves the other course's cache`);
	await server.stop();
	await page.goto(b, { waitUntil: "load" });
	same(await versions(page), ["o", "o", "o"], `${name}: the other course still opens without a server`);
	await server.start();
	ok(problems.length === 0, `${name}: no script fails under a strict policy`, problems);
	await page.close();
}

/* Of a large site the shell is kept, and pages as they are read; what is newer is not mixed in. */
async function large(name, browser, server) {
	const c = `${server.base}/c/`;
	const page = await browser.newPage();
	server.folders = { "/c/": big.first };
	await installed(page, c);
	ok(!await page.evaluate(() => caches.match("pages/two.html")), `${name}: of a large site not every page is kept`);
	await page.goto(`${c}weeks/01-one.html`, { waitUntil: "load" });
	server.folders = { "/c/": big.second };
	server.stand = { "sw.js": readFileSync(join(big.first, "sw.js")) };
	await page.goto(`${c}pages/two.html`, { waitUntil: "load" });
	same(await versions(page), ["2", "2", "2"], `${name}: a page that is newer comes with its own style and script`);
	await server.stop();
	await page.goto(`${c}weeks/01-one.html`, { waitUntil: "load" });
	same(await versions(page), ["1", "1", "1"], `${name}: a page that was read is kept`);
	await server.start();
	server.stand = {};
	await page.close();
}

/* From a disk: the folder of a build, and the archive, unpacked. */
async function disk(name, browser, folder, what) {
	const page = await browser.newPage();
	const asked = [], problems = [];
	page.on("request", (request) => asked.push(request.url()));
	page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
	page.on("pageerror", (error) => isLeft(error) || problems.push(error.message));
	await page.goto(`${pathToFileURL(folder)}/index.html`, { waitUntil: "load" });
	const registrations = await page.evaluate(() =>
		navigator.serviceWorker?.getRegistrations().then((all) => all.length, () => 0) ?? 0);
	same([await versions(page), registrations, asked.filter((url) => !/^(file|data):/.test(url)), problems],
		[["1", "1", "1"], 0, [], []], `${name}: ${what} opens from a disk, registers nothing, asks for nothing`);
	await page.close();
}

try {
	const server = new Server();
	var one = { first: build("inner", "1"), second: build("inner", "2"), third: build("inner", "3"),
		without: build("inner", "4", { settings: "offline: false\n" }) };
	var big = { first: build("big", "1", { big: 31 << 20 }), second: build("big", "2", { big: 31 << 20 }) };
	var other = build("outer", "o");
	execFileSync(lectern, ["export", "zip", join(work, "inner-1"), "--quiet", "--output", join(work, "inner.zip")]);
	execFileSync("unzip", ["-q", join(work, "inner.zip"), "-d", work]);
	await server.start();
	for (const name of Object.keys(browsers))
		await withBrowser(name, async (browser) => {
			await story(name, browser, server);
			await large(name, browser, server);
			await disk(name, browser, one.first, "a build");
			await disk(name, browser, join(work, "inner"), "the archive");
		});
	await server.stop();
} finally {
	rmSync(work, { recursive: true, force: true });
}
done();
