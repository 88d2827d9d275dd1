// What is ticked stays: on every page, in every tab, after a restart, on a server and from disk,
// with the storage that a browser gives or refuses. It leaves as a file or link and comes back whole.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../paths.mjs";
import { done, ok, same } from "../tap.mjs";
import { browsers, downloaded, isLeft, withBrowser, withServer, withSite } from "./browser.mjs";

const site = join(root, "tests/browser/fixtures/progress");
const key = "lectern:1:progress-test";
const read = "week-01/tasks/read", open = "week-01/tasks/open", write = "week-01/tasks/write";
const week1 = "weeks/01-week.html", week2 = "weeks/02-week.html", home = "index.html";
// Stricter than that of the pages. (Firefox fetches what rel=next names by default-src.)
const policy = "default-src 'self'; connect-src 'none'; object-src 'none'; base-uri 'none'";
const box = (id) => `[data-item="${id}"]`;
const part = (name) => `[data-kept="${name}"]`;

/** Opens a page; what it does wrong goes into problems. */
async function visit(browser, url, { before, problems = [] } = {}) {
	const page = await browser.newPage();
	page.on("pageerror", (error) => isLeft(error) || problems.push(`error: ${error.message}`));
	page.on("request", (request) => problems.push(request.url()));
	await page.evaluateOnNewDocument(() => {
		window.violations = [];
		document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
	});
	if (before) await page.evaluateOnNewDocument(before);
	await page.goto(url, { waitUntil: "load" });
	return page;
}

/** Waits until the function, run in the page, is true; false when that never comes. */
async function until(page, test, ...args) {
	return page.waitForFunction(test, { polling: 30, timeout: 8000 }, ...args).then(() => true, () => false);
}
const shows = (page, id, checked) => until(page, (selector, checked) => {
	const boxes = [...document.querySelectorAll(selector)];
	return boxes.length > 0 && boxes.every((box) => box.checked === checked);
}, box(id), checked);
const says = (page, name, words) => until(page, (selector, words) => document.querySelector(selector)?.textContent.includes(words), part(name), words);
const click = (page, selector) => page.$eval(selector, (element) => element.click());
const text = (page, name) => page.$eval(part(name), (element) => element.textContent);
const stored = (page) => page.evaluate((key) => localStorage.getItem(key), key);
const itemsKept = async (page) => JSON.stringify(JSON.parse(await stored(page) ?? '{"items":{}}').items); // without the week read last
const states = (document) => Object.fromEntries(Object.entries(JSON.parse(document).items).map(([id, entry]) => [id, entry.s]));

async function go(page, url) {
	await page.goto(url, { waitUntil: "load" });
}

/** Ticks stay from page to page and from tab to tab; the same for a server and for disk. */
async function checkPages(browser, base, where) {
	const problems = [];
	const page = await visit(browser, base + week1, { problems });
	await click(page, box(read));
	ok(await until(page, () => document.querySelector("output.tally").textContent === "2 of 3"), `${where}: counts follow`);
	await click(page, box(open));
	for (const path of [week2, home, week1]) {
		await go(page, base + path);
		ok(await shows(page, read, true), `${where}: a tick of week 1 is seen by ${path}`);
	}
	ok(await shows(page, open, false), `${where}: what the author ticked can be unticked`);
	ok(await until(page, () => document.querySelector("output.tally").textContent === "1 of 3"), `${where}: and is counted so`);
	ok(await shows(page, write, false), `${where}: nothing else is ticked`);

	const other = await visit(browser, base + week2, { problems });
	await shows(other, read, true);
	await click(page, box(read));
	ok(await shows(other, read, false), `${where}: another tab follows`);
	await click(other, box(read));
	ok(await shows(page, read, true), `${where}: and the other way`);
	ok(await until(page, () => document.querySelector("output.tally").textContent === "1 of 3"), `${where}: with its counts`);
	await click(page, box(write));
	await click(other, box("week-02/tasks/write"));
	await go(other, base + week1);
	ok(await shows(other, write, true) && await shows(other, read, true), `${where}: two tabs lose nothing to each other`);
	ok(await page.evaluate(() => document.querySelector("iframe") !== null) === base.startsWith("file:"), `${where}: the frame is for disk alone`);
	await page.evaluate((write) => {
		const items = { [write]: { s: "none", t: "2990-01-01T00:00:00.000Z" } };
		const text = JSON.stringify({ v: 1, course: "progress-test", items });
		window.postMessage({ lectern: 1, course: "progress-test", asked: true, answer: { text } }, "*");
		window.postMessage({ lectern: 1, course: "progress-test", call: { op: "put", text } }, "*");
	}, write);
	await new Promise((resolve) => setTimeout(resolve, 200));
	ok(await shows(page, write, true), `${where}: messages from elsewhere are not heard`);
	ok(await page.$eval(part("bar"), (bar) => bar.hidden) && (await text(page, "place")).startsWith("Kept in this browser"), `${where}: there is nothing to warn of`);
	same(problems.filter((problem) => !problem.startsWith(base) && !/^(about|data|blob):/.test(problem)), [], `${where}: no errors, no requests to anybody else`);
	/* Firefox tells nothing of requests from disk. */
	ok(problems.length > 10 || base.startsWith("file:"), `${where}: and requests were seen`);
	same(await page.evaluate(() => window.violations), [], `${where}: a strict policy for content is kept`);
	await page.close();
	await other.close();
}

async function pick(page, folder, content) {
	const file = join(folder, "picked.txt");
	writeFileSync(file, content);
	const input = await page.$(part("file"));
	await page.$eval(part("report"), (report) => { report.textContent = ""; });
	await input.uploadFile(file);
	await until(page, (selector) => document.querySelector(selector).textContent !== "", part("report"));
	return text(page, "report");
}

/** An item that was renamed has the tick it had; what is said of it now goes under its name of today. */
async function checkAliases(browser, base, where) {
	const device = await browser.createBrowserContext();
	const page = await visit(device, base + week1);
	const old = { s: "done", t: "2040-01-01T00:00:00.000Z" };
	await page.evaluate((key, text) => localStorage.setItem(key, text), key,
		JSON.stringify({ v: 1, course: "progress-test", items: { "week-01/tasks/learn": old } }));
	await go(page, base + week1);
	ok(await page.$eval(`main ${box(read)}`, (input) => input.checked), `${where}: a tick under an old id is seen`);
	await click(page, box(read));
	await go(page, base + week1);
	await shows(page, read, false);
	const { items } = JSON.parse(await stored(page));
	same([items["week-01/tasks/learn"], items[read].s], [old, "none"], `${where}: a change goes under the id of today, though a clock ran ahead; the old entry stays`);
	await go(page, base + home);
	await click(page, part("open"));
	ok(await until(page, () => window.lecternChecklists) && await shows(page, read, false), `${where}: pages without the item know it from the list`);
	await device.close();
}

/** Out as a file and in again, by the picker; undo; two devices. */
async function checkFiles(browser, base, folder, where) {
	const downloads = join(folder, "downloads");
	const page = await visit(browser, base + week1);
	await click(page, box(write));
	const before = JSON.stringify(JSON.parse(await stored(page)));
	await click(page, part("open"));
	ok(await page.$eval(part("dialog"), (dialog) => dialog.open && dialog.matches(":modal")), `${where}: the dialog opens`);
	await click(page, part("export"));
	const file = await downloaded(downloads, /^progress-.*\.json$/);
	ok(/^progress-progress-test-\d{4}-\d\d-\d\d\.json$/.test(file.name), `${where}: the file is called ${file.name}`);
	await click(page, part("clear"));
	ok(await shows(page, read, false) && await shows(page, open, true) && (await stored(page)) === null, `${where}: cleared is gone, and only the author's ticks are left`);
	await click(page, part("undo"));
	ok(await shows(page, read, true) && (await stored(page)) === before, `${where}: undo brings it back`);
	await click(page, part("clear"));
	const report = await pick(page, folder, file.text);
	const entries = Object.keys(JSON.parse(before).items).length;
	ok(report.includes(`${entries} new, 0 newer, 0 the same`), `${where}: import says what it brings`, report);
	same(await stored(page), before, `${where}: export, clear, import: the same document`);
	ok((await pick(page, folder, file.text)).includes(`0 new, 0 newer, ${entries} the same`), `${where}: once more brings nothing`);

	const [one, two] = [await browser.createBrowserContext(), await browser.createBrowserContext()];
	const [a, b] = [await visit(one, base + week1), await visit(two, base + week1)];
	same(await itemsKept(a), "{}", `${where}: another device knows nothing`);
	for (const id of [read, write]) await click(a, box(id));
	await click(a, box(read));
	for (const id of [read, "week-01/tasks/open"]) await click(b, box(id));
	const [from, to] = [await stored(a), await stored(b)];
	await pick(a, folder, to);
	await click(a, part("undo"));
	same(await stored(a), from, `${where}: an import is undone`);
	await pick(a, folder, to);
	await pick(b, folder, from);
	same(await stored(a), await stored(b), `${where}: two devices are equal, whoever goes first`);
	same(states(await stored(a)), { [open]: "none", [read]: "done", [write]: "done" }, `${where}: with the latest of both`);
	await one.close();
	await two.close();
	await page.close();
}

/** Files by the real picker that want harm: nothing runs, nothing is lost, the reason is said. */
async function checkHostile(browser, base, folder, where) {
	const page = await visit(browser, base + week1);
	await page.evaluate(() => { window.pwned = 0; window.alert = () => { window.pwned++; }; });
	await click(page, part("open"));
	const before = await stored(page);
	const course = '"v":1,"course":"progress-test"';
	const hostile = {
		"<script>pwned=1</script>": "no progress",
		[`{"v":1,"course":"<img src=x onerror=pwned=1>","items":{}}`]: "<img src=x onerror=pwned=1>",
		[`{${course},"items":{"__proto__":{"s":"done","t":"2026-01-01T00:00:00Z"}}}`]: "not as it should be",
		[`{${course},"items":{"a/<img src=x onerror=pwned=1>":{"s":"done","t":"2026-01-01T00:00:00Z"}}}`]: "not as it should be",
		[`{${course},"items":{"${read}":{"s":"none","t":"never"}}}`]: "not as it should be",
		'{"v":2,"course":"progress-test","items":{}}': "newer version",
		[`{${course},"items":{},"x":"${"x".repeat(2 << 20)}"}`]: "larger than 1 MiB",
	};
	const wrong = [];
	for (const [content, reason] of Object.entries(hostile)) {
		const report = await pick(page, folder, content);
		if (!report.startsWith("Nothing was changed:") || !report.includes(reason)) wrong.push({ reason, report });
	}
	same(wrong, [], `${where}: ${Object.keys(hostile).length} hostile files are refused by the picker, with the reason`);
	ok((await stored(page)) === before && before !== null, `${where}: and nothing is changed`);
	same(await page.evaluate(() => [window.pwned, document.querySelectorAll("[onerror]").length]), [0, 0], `${where}: nothing is run`);
	await page.close();
}

/** A link with progress: shown, asked for, merged, undone; and broken ones. */
async function checkLinks(browser, base, disk, where) {
	const page = await visit(browser, base + week1);
	await click(page, part("open"));
	await click(page, part("link"));
	await until(page, (selector) => document.querySelector(selector).value !== "", part("address"));
	const address = await page.$eval(part("address"), (input) => input.value);
	const from = await stored(page);
	ok(address.startsWith(`${base}${week1}#progress=1`) && /Whoever has the link can read/.test(await text(page, "inside")), `${where}: a link is shown, with what is inside`);
	const device = await browser.createBrowserContext();
	const other = await visit(device, `${address}&to=tasks-write`);
	ok(await says(other, "report", `${Object.keys(JSON.parse(from).items).length} new, 0 newer`), `${where}: who follows the link is told what is inside`);
	ok(await itemsKept(other) === "{}" && await shows(other, read, false), `${where}: and nothing is merged yet`);
	same(await other.evaluate(() => location.hash), "#tasks-write", `${where}: the address is clean, the place in the page stays`);
	await click(other, part("add"));
	ok(await shows(other, read, true) && await itemsKept(other) === await itemsKept(page), `${where}: merged when asked for`);
	await click(other, part("undo"));
	ok(await shows(other, read, false) && await itemsKept(other) === "{}", `${where}: and undone`);
	await go(other, "about:blank");
	await go(other, `${address.slice(0, -30)}`);
	ok(await says(other, "report", "Nothing was changed: this is no progress"), `${where}: a broken link is refused`);
	await go(page, disk + week1 + address.slice(address.indexOf("#")));
	same(await page.evaluate(() => location.href.split("#")[1]), undefined, `${where}: no progress stays in the address`);
	ok(await says(page, "report", "This link holds progress") && (await text(page, "report")).includes(`${Object.keys(JSON.parse(from).items).length} new`) && await shows(page, read, false), `${where}, from disk: a link asks, too`);
	await click(page, part("close"));
	await click(page, part("link"));
	ok(await until(page, (selector) => document.querySelector(selector).value.startsWith("https://example.org/course/weeks/01-week.html#progress=1"), part("address")), `${where}, from disk: a link leads to the address that the site has`);
	await device.close();
	await page.close();
}

/** Storage that fails, and what was stored and cannot be used. */
async function checkFailures(browser, base, where) {
	const device = await browser.createBrowserContext();
	const blocked = () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
	const full = () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; };

	let page = await visit(device, base + week1, { before: blocked });
	ok(await says(page, "notice", "lets pages keep nothing") && !await page.$eval(part("bar"), (bar) => bar.hidden), `${where}, blocked: it is said`);
	await click(page, box(read));
	ok(await shows(page, read, true) && await until(page, () => document.querySelector("output.tally").textContent === "2 of 3"), `${where}, blocked: the page works`);
	await page.close();

	page = await visit(device, base + week1, { before: full });
	await click(page, box(read));
	ok(await says(page, "notice", "storage is full") && (await text(page, "notice")).includes("export before you close") && await shows(page, read, true), `${where}, full: the page works, and it is said`);
	await page.close();

	if (base.startsWith("file:")) {
		await device.close();
		return;
	}
	page = await visit(device, base + week1);
	const damaged = '{"v":1,"course":"progress-test","items":{"week-01/tasks/read":{"s":"do';
	await page.evaluate((key, damaged) => localStorage.setItem(key, damaged), key, damaged);
	await go(page, base + week2);
	ok(await says(page, "notice", "could not be read"), `${where}, damaged: it is said`);
	await click(page, box("week-02/tasks/write"));
	const kept = await page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.includes(":aside:")).map(([name, value]) => value));
	same(kept, [damaged], `${where}, damaged: what was there is set aside`);
	same(states(await stored(page)), { "week-02/tasks/write": "done" }, `${where}, damaged: a new start is kept`);
	const later = '{"v":2,"course":"progress-test","things":[]}';
	await page.evaluate((key, later) => localStorage.setItem(key, later), key, later);
	await go(page, base + week1);
	await click(page, box(read));
	ok(await says(page, "notice", "newer version") && await shows(page, read, true), `${where}, of a later version: it is said, and the page works`);
	same(await stored(page), later, `${where}, of a later version: it stays as it was`);
	await device.close();
}

/** From disk without store.html: each page for itself where the browser has it so, and links carry the rest. */
async function checkWithoutFrame(browser, out, where) {
	const base = `${pathToFileURL(out)}/`;
	rmSync(join(out, "assets/store.html"));
	const device = await browser.createBrowserContext();
	const page = await visit(device, base + week1);
	await click(page, box(read));
	ok(await says(page, "notice", "for each page apart"), `${where}: after a while it is said`);
	await page.evaluate(() => { document.querySelector("main").insertAdjacentHTML("beforeend", '<a id="Way" href="02-week.html#tasks-write">on</a>'); });
	await Promise.all([page.waitForNavigation(), page.evaluate(() => document.getElementById("Way").click())]);
	ok(await shows(page, read, true), `${where}: a link carries the tick`);
	same(await page.evaluate(() => [location.hash, document.querySelector(":target")?.id]), ["#tasks-write", "tasks-write"], `${where}: and leads where it led`);
	await go(page, base + week1);
	ok(await shows(page, read, true), `${where}: what the page has ticked itself is kept`);
	await device.close();
}

for (const name of process.argv.slice(2).length ? process.argv.slice(2) : Object.keys(browsers)) {
	const folder = mkdtempSync(join(tmpdir(), "lectern-progress-"));
	const options = { profile: join(folder, "profile"), downloads: join(folder, "downloads") };
	mkdirSync(options.downloads);
	try {
		await withSite({ site }, async (out) => {
			const disk = `${pathToFileURL(out)}/`;
			await withServer(out, "/a/b/", async (base) => {
				await withBrowser(name, async (browser) => {
					await checkPages(browser, base, `${name}, under /a/b/`);
					await checkAliases(browser, base, name);
					await checkFiles(browser, base, folder, name);
					await checkHostile(browser, base, folder, name);
					await checkLinks(browser, base, disk, name);
					await checkFailures(browser, base, name);
					await checkPages(browser, disk, `${name}, from disk`);
					await checkFailures(browser, disk, `${name}, from disk`);
				}, options);
				await withBrowser(name, async (browser) => {
					for (const [where, url] of [["under /a/b/", base], ["from disk", disk]]) {
						const page = await visit(browser, url + home);
						ok(await shows(page, read, true), `${name}, ${where}: a restart forgets nothing`);
					}
					if (name === "firefox") {
						const page = await visit(browser, disk + week2);
						await page.waitForSelector("footer [data-kept=open]:not([hidden])");
						ok(await until(page, () => localStorage.length === 0), "firefox, from disk: the page itself keeps nothing that the frame has");
					}
					await checkWithoutFrame(browser, out, `${name}, without the frame`);
				}, options);
			}, { "content-security-policy": policy });
		});
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}
done();
