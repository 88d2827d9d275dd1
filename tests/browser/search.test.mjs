// Search in both browsers, from disk and below a path: opened by button and keys, moved in by keys,
// and leading to what was found. Nothing is asked of anybody else, and axe finds nothing.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../paths.mjs";
import { done, ok, same } from "../tap.mjs";
import { browsers, isLeft, withBrowser, withServer, withSite } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = join(root, "build/screenshots");
const week = "weeks/05-introduction-to-machine-learning.html";

const isOpen = (page) => page.evaluate(() => document.querySelector(".search").open);
const status = (page) => page.evaluate(() => document.querySelector(".search [role=status]").textContent);
const focused = (page) => page.evaluate(() => document.activeElement.className || document.activeElement.localName);

/** What is shown: [kind, week, title, text, address below the site] of each result. */
const results = (page) => page.evaluate(() => [...document.querySelectorAll(".hits a")].map((link) => ({
	kind: link.closest("ul").previousElementSibling.textContent, week: link.querySelector(".hours")?.textContent,
	title: link.firstElementChild.textContent, text: link.lastElementChild.textContent, href: decodeURI(link.href),
	marks: [...link.querySelectorAll("mark")].map((mark) => mark.textContent),
})));

async function close(page) {
	if (await isOpen(page)) await page.keyboard.press("Escape");
}

/** Opens the search, types, and waits for the answer. */
async function ask(page, query) {
	await close(page);
	await page.keyboard.press("/");
	await page.keyboard.type(query);
	await page.waitForFunction((text) => document.querySelector(".search input").value === text &&
		document.querySelector(".hits").getAttribute("aria-busy") === "false", { timeout: 20_000 }, query);
	return results(page);
}

/* (Waiting for a navigation would end with the entry of the history that keeps the query.) */
async function arrive(page, ending) {
	for (let i = 0; i < 100; i++) {
		const there = await page.evaluate((end) => location.href.endsWith(end) && document.readyState === "complete", ending).catch(() => false);
		if (there) return;
		await new Promise((later) => setTimeout(later, 50));
	}
}

async function checkOpening(page, base, name) {
	await page.goto(base + week, { waitUntil: "load" });
	const early = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name)
		.filter((url) => /minisearch|search\/|search\.css/.test(url)));
	same(early, [], `${name}: nothing is loaded before it is opened`);
	await page.click(".find");
	ok(await isOpen(page) && await focused(page) === "input", `${name}: the button opens it, with the focus in the box`);
	await page.keyboard.press("Escape");
	ok(!await isOpen(page) && /find/.test(await focused(page)), `${name}: Esc closes it, and the focus is back on the button`);
	await page.evaluate(() => document.activeElement.blur());
	await page.keyboard.press("/");
	same([await isOpen(page), await page.evaluate(() => document.querySelector(".search input").value)], [true, ""], `${name}: / opens it, and is not typed`);
	await page.keyboard.type("a/b");
	same(await page.evaluate(() => document.querySelector(".search input").value), "a/b", `${name}: in the box / is a letter`);
	await page.click(".search-close");
	ok(!await isOpen(page), `${name}: the other button closes it`);
	await page.keyboard.down("Control");
	await page.keyboard.press("k");
	await page.keyboard.up("Control");
	ok(await isOpen(page), `${name}: Ctrl+K opens it`);
	await page.keyboard.press("Escape");
	await page.evaluate(() => document.querySelector("main").insertAdjacentHTML("beforeend", "<textarea id='Typing'></textarea>"));
	await page.focus("#Typing");
	await page.keyboard.press("/");
	ok(!await isOpen(page), `${name}: / in a field of the page stays there`);
}

async function checkFinding(page, base, name) {
	await page.goto(base + week, { waitUntil: "load" });
	let found = await ask(page, "run first notebook");
	ok(found[0]?.title.includes("Setup Jupyter and run first notebook") && found[0].kind === "Tasks" && found[0].week === "Week 1",
		`${name}: a task is found, with its kind and week`, found.slice(0, 3));
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("ArrowUp");
	same(await page.evaluate(() => document.activeElement === document.querySelector(".hits a")), true, `${name}: arrows move among the results`);
	await page.keyboard.press("ArrowUp");
	same(await focused(page), "input", `${name}: and back to the box`);
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await arrive(page, "01-python-fundamentals.html#tasks-first-notebook");
	const place = await page.evaluate(() => [location.href, document.querySelector(":target")?.textContent]);
	ok(place[0] === `${base}weeks/01-python-fundamentals.html#tasks-first-notebook` && /Jupyter/.test(place[1]), `${name}: Enter leads to the task itself`, place);
	await page.evaluate(() => history.back()).catch(() => {});
	await arrive(page, week);
	await page.waitForSelector(".search[open] .hits a");
	same(await page.evaluate(() => document.querySelector(".search input").value), "run first notebook", `${name}: Back brings the query back`);

	found = await ask(page, "valida");
	ok(found.length > 0 && found.some(({ marks }) => marks.some((mark) => /^validation/i.test(mark))), `${name}: the beginning of a word is enough`, found.slice(0, 2));
	const right = (await ask(page, "overfitting")).map(({ href }) => href).sort();
	for (const typo of ["overfiting", "overfittting", "ovrefitting", "overfotting"]) {
		const hrefs = (await ask(page, typo)).map(({ href }) => href);
		ok(hrefs.some((href) => right.includes(href)), `${name}: '${typo}' finds overfitting`, hrefs.slice(0, 3));
	}
	found = await ask(page, "week 9");
	ok(found[0].href.endsWith("weeks/09-deep-learning-fundamentals.html"), `${name}: a week is found by its number`, found[0]);
	found = await ask(page, "xyzzyqwv");
	same([found.length, await status(page)], [0, "Nothing found for “xyzzyqwv”. Try fewer or other words."], `${name}: it says when nothing is found`);
	found = await ask(page, "gradient xyzzyqwv");
	ok(found.length > 0, `${name}: some of the words, where no place has all`);
	await page.keyboard.down("Control");
	await page.keyboard.press("a");
	await page.keyboard.up("Control");
	await page.keyboard.press("Delete");
	same([(await results(page)).length, await status(page)], [0, "Words, or an exact phrase in quotes."], `${name}: an empty box shows the hint`);
	await ask(page, "bias-variance");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.type(" t");
	ok(/^bias-variance/.test(await page.evaluate(() => document.querySelector(".search input").value)) && await focused(page) === "input",
		`${name}: typing on a result goes on in the box`);
	await close(page);
}

async function checkLanguages(page, base, name) {
	await page.goto(`${base}index.html`, { waitUntil: "load" });
	const has = async (query, title, fragment = "") => {
		const found = await ask(page, query);
		ok(found.some((hit) => hit.title.includes(title) && hit.href.includes(fragment)), `${name}: '${query}' finds ${title}`, [await status(page), ...found]);
		return found;
	};
	await has("機械学習", "機械学習入門");
	await has("学", "機械学習入門");
	await has("前処理", "機械学習入門");
	await has("構築", "環境を構築する", "#tasks-environment");
	const [first] = await has("神经网络", "深度学习");
	same(first.marks, ["神经网络"], `${name}: pairs are marked as one`);
	await has("strassen", "Größere Straßen zählen");
	await has("ıstanbul", "Lesen", "#lesen");
	await has("ığdır", "Lesen");
	await has("gradient", "Warum ist der Gradient wichtig?", "#");
	const phrase = await ask(page, "lazy fox");
	ok(phrase[0].title === "The lazy fox" && phrase.length > 1, `${name}: who says the words in a row comes first`, phrase);
	const exact = await ask(page, '"brown fox jumps"');
	same(exact.map(({ title, marks }) => [title, marks]), [["Reading", ["brown fox jumps"]]], `${name}: in quotes only the exact phrase`);
	same((await ask(page, "“fox brown jumps”")).length, 0, `${name}: and no other order`);
	await close(page);
}

async function audit(page, name) {
	await page.evaluate(axe);
	const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
	ok(violations.length === 0, `axe: ${name}`, violations.map((v) => [v.id, v.help, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160))]));
	const size = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth, document.querySelector(".search").scrollWidth, document.querySelector(".search").clientWidth]);
	ok(size[0] <= size[1] && size[2] <= size[3], `no sideways scrolling: ${name}`, size);
	const small = await page.evaluate(() => [...document.querySelectorAll(".search :is(a, button, input), .find")].filter((element) => {
		const box = element.getBoundingClientRect();
		return box.height < 44 || box.width < 44;
	}).map((element) => element.outerHTML.slice(0, 80)));
	same(small, [], `targets of 44 pixels: ${name}`);
}

async function checkLooks(page, base) {
	for (const scheme of ["light", "dark"])
		for (const width of [320, 1280]) {
			await page.setViewport({ width, height: width < 700 ? 640 : 900 });
			await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: "reduce" }]);
			await page.goto(base + week, { waitUntil: "load" });
			await ask(page, "learning curves");
			await page.keyboard.press("ArrowDown");
			await audit(page, `search ${scheme} ${width}px`);
			await page.screenshot({ path: join(shots, `search-${scheme}-${width}.png`) });
		}
	const client = await page.createCDPSession();
	await client.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
	await page.goto(base + week, { waitUntil: "load" });
	await ask(page, "learning curves");
	await page.screenshot({ path: join(shots, "search-forced.png") });
}

/** A policy as strict as a school may set it, and what of the search it would stop. */
async function checkPolicy(browser, out) {
	await withServer(out, "/", async (base) => {
		const page = await browser.newPage();
		await page.evaluateOnNewDocument(() => {
			window.stopped = [];
			document.addEventListener("securitypolicyviolation", (event) => window.stopped.push(`${event.violatedDirective} ${event.blockedURI}`));
		});
		await page.goto(base + week, { waitUntil: "load" });
		const found = await ask(page, "gradient");
		const stopped = await page.evaluate(() => window.stopped);
		ok(found.length > 0 && stopped.length === 0, "it works where only the site's own files may run", stopped);
	}, { "content-security-policy": "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'" });
}

/** A site whose index, or whose texts, cannot be had. */
async function checkFailure(page, out) {
	const base = `${pathToFileURL(out)}/`;
	rmSync(join(out, "assets/search/text-1.js"));
	await page.goto(`${base}index.html`, { waitUntil: "load" });
	const found = await ask(page, "lazy");
	ok(found.length > 0 && found[0].title === "深度学习" && found[0].href.endsWith("weeks/02-two.html"), "without texts there are still pages", found);
	rmSync(join(out, "assets/search/index.js"));
	await page.goto(`${base}index.html`, { waitUntil: "load" });
	await ask(page, "lazy");
	ok((await status(page)).startsWith("The search could not be loaded."), "without an index it says so", await status(page));
	await close(page);
}

const fixture = join(root, "tests/browser/fixtures/search");
mkdirSync(shots, { recursive: true });
await withSite({}, (out) => withSite({ site: fixture }, async (languages) => {
	for (const name of Object.keys(browsers))
		await withBrowser(name, async (browser) => {
			const problems = [];
			// A tab for each: puppeteer loses Firefox's when it comes back from its cache.
			const inTab = async (check, base, where) => {
				const page = await browser.newPage();
				page.on("pageerror", (error) => isLeft(error) || problems.push(error.message));
				page.on("request", (request) => {
					if (!/^(file:|http:\/\/127\.0\.0\.1:|data:|about:)/.test(request.url())) problems.push(request.url());
				});
				await check(page, base, where);
				await page.close();
			};
			const walk = async (base, where) => {
				await inTab(checkOpening, base, where);
				await inTab(checkFinding, base, where);
			};
			await walk(`${pathToFileURL(out)}/`, `${name}, from disk`);
			await inTab(checkLanguages, `${pathToFileURL(languages)}/`, `${name}, from disk`);
			await withServer(out, "/a/b/", (base) => walk(base, `${name}, under /a/b/`));
			same(problems, [], `${name}: no error, and nothing asked of others`);
			if (name === "chromium") {
				await inTab(checkLooks, `${pathToFileURL(out)}/`);
				await checkPolicy(browser, out);
				await withSite({ site: fixture }, async (broken) => checkFailure(await browser.newPage(), broken));
			}
		});
}));

// Switched off: the key alone, or all of it.
const work = join(root, "build/search-options");
for (const [option, expect] of [["search_slash", "slash"], ["search", "nothing"]]) {
	rmSync(work, { recursive: true, force: true });
	mkdirSync(join(work, "content"), { recursive: true });
	writeFileSync(join(work, "content/site.yaml"), `title: T\nid: t\ntheme: {options: {${option}: false}}\n`);
	writeFileSync(join(work, "content/index.md"), "---\ntitle: T\n---\nText.\n");
	await withSite({ site: work }, (out) => withBrowser("chromium", async (browser) => {
		const page = await browser.newPage();
		await page.goto(`${pathToFileURL(out)}/index.html`, { waitUntil: "load" });
		const parts = await page.evaluate(() => [".find", ".search", "script[src*=search]"].map((part) => document.querySelectorAll(part).length));
		if (expect === "nothing") {
			same(parts, [0, 0, 0], "search: false leaves no trace in the page");
			ok(!readFileSync(join(out, ".build.json"), "utf8").includes("assets/search/"), "and writes no index");
		} else {
			await page.keyboard.press("/");
			ok(parts[0] === 1 && !await isOpen(page), "search_slash: false leaves / alone");
		}
		await page.setJavaScriptEnabled(false);
		await page.reload({ waitUntil: "load" });
		const hidden = await page.$(".find").then((button) => button?.isVisible());
		ok(!hidden, "with scripts off there is no button");
	}));
}
rmSync(work, { recursive: true, force: true });
done();
