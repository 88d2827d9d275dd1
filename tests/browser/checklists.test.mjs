// Boxes that can be ticked: named by their text, reached and worked by keys, counted at once; to
// be read without scripts, and for a pen on paper. No page says or keeps more than that.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../paths.mjs";
import { browsers, pagesOf, withBrowser, withSite } from "./browser.mjs";
import { done, ok, same } from "../tap.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const fixtures = join(root, "tests/browser/fixtures");
const boxes = "[data-checks] input[data-item]";

/** What the build says can be ticked on a page, in reading order: {id, name, done}. */
function itemsOf(out, pageId) {
	const course = JSON.parse(readFileSync(join(out, "api/curriculum.json"), "utf8"));
	const page = [...course.weeks, ...course.pages].find((one) => one.id === pageId);
	const known = new Map();
	const walk = (items) => items.forEach((item) => {
		known.set(item.id, item);
		walk(item.items ?? []);
	});
	page.sections.forEach((section) => walk(section.items));
	return page.data.checklists.items.map((entry) => {
		const { label } = known.get(entry.id);
		return { id: entry.id, name: label ? `${label}: ${entry.text}` : entry.text, done: entry.done };
	});
}

const readBoxes = (page) => page.$$eval(boxes, (inputs) => inputs.map((box) => ({ id: box.dataset.item, done: box.checked, disabled: box.disabled })));
const readTallies = (page) => page.$$eval("output.tally", (outputs) => outputs.map((output) => output.textContent));

/** Names as the accessibility tree has them; references to footnotes have a name of their own. */
async function checkNames(page, items, browser) {
	if (browser === "chromium") {
		const names = [];
		const walk = (node) => {
			if (node.role === "checkbox" && !node.disabled) names.push(node.name.replace(/ ?Footnote \d+$/, ""));
			(node.children ?? []).forEach(walk);
		};
		walk(await page.accessibility.snapshot({ interestingOnly: false }));
		same(names, items.map((item) => item.name), "chromium: each box is called what its item says");
		return;
	}
	const wrong = [];
	for (const { id, name } of items.filter((item) => !item.id.endsWith("another-loose-one"))) {
		const found = await page.$$(`aria/${name}[role="checkbox"]`);
		const ids = await Promise.all(found.map((box) => box.evaluate((input) => input.dataset.item)));
		if (!ids.includes(id)) wrong.push({ name, ids });
	}
	same(wrong, [], `${browser}: each box is called what its item says`);
}

/** Tab through the page: each box once and in order; Space turns each over, and back the author's. */
async function checkKeys(page, items, browser) {
	const seen = [], unseen = [];
	await page.focus("main");
	for (let presses = 0; presses < 200 && seen.length < items.length; presses++) {
		await page.keyboard.press("Tab");
		const at = await page.evaluate(() => {
			const box = document.activeElement;
			return box.type === "checkbox" ? { id: box.dataset.item, outline: getComputedStyle(box).outlineStyle } : null;
		});
		if (!at) continue;
		seen.push(at.id);
		if (at.outline === "none") unseen.push(at.id);
		await page.keyboard.press(" ");
	}
	same(seen, items.map((item) => item.id), `${browser}: Tab reaches every box, in reading order`);
	same(unseen, [], `${browser}: the focus shows`);
	same((await readBoxes(page)).map((box) => box.done), items.map((item) => !item.done), `${browser}: Space turns each over`);
}

/** Words of an item tick it; links in it lead, and what stands below it is its own. */
async function checkClicks(page, browser) {
	const state = (id) => page.$eval(`[data-item="${id}"]`, (box) => box.checked);
	const read = "week-01/tasks/read", install = "week-01/tasks/install-everything", compiler = "week-01/tasks/the-compiler";
	const before = { read: await state(read), install: await state(install), compiler: await state(compiler) };
	await page.evaluate(() => document.addEventListener("click", (event) => {
		if (event.target.closest("a")) { window.followed = true; event.preventDefault(); }
	}));
	await page.click("#tasks-read label a");
	ok(await page.evaluate(() => window.followed === true) && await state(read) === before.read, `${browser}: a link in an item leads and does not tick`);
	await page.click("#tasks-read label code");
	ok(await state(read) !== before.read, `${browser}: words of an item tick it`);
	await page.click("#tasks-the-compiler label");
	ok(await state(compiler) !== before.compiler && await state(install) === before.install, `${browser}: an item below another is ticked alone`);
}

async function checkWeek(page, out, browser) {
	const items = itemsOf(out, "week-01");
	await page.goto(`${pathToFileURL(out)}/weeks/01-all.html`, { waitUntil: "load" });
	same(await readBoxes(page), items.map((item) => ({ id: item.id, done: item.done, disabled: false })), `${browser}: the boxes of the page are the items that count`);
	same(await readTallies(page), ["3 of 15", "1 of 2", "0 of 1", "1 of 5", "1 of 3", "0 of 1", "1 of 2", "1 of 3", "0 of 2"], `${browser}: counts as the author left them`);
	ok(await page.$eval("blockquote input", (box) => box.disabled), `${browser}: what is no item stays read-only`);
	await checkNames(page, items, browser);
	await checkKeys(page, items, browser);
	same(await readTallies(page), ["12 of 15", "1 of 2", "1 of 1", "4 of 5", "2 of 3", "1 of 1", "1 of 2", "2 of 3", "2 of 2"], `${browser}: counts follow every change`);
	same(await page.$eval(".dial-done", (dial) => dial.getAttribute("stroke-dasharray")), "80 100", `${browser}: so does the ring`);
	same(await page.$$eval('.ring[data-week="week-01"]', (rings) => rings.map((ring) => ring.style.getPropertyValue("--done"))), ["0.8", "0.8"], `${browser}: and the stop on the path`);
	await checkClicks(page, browser);
	const low = await page.$$eval(`${boxes}`, (inputs) => inputs.map((box) => box.closest("label").getBoundingClientRect().height).filter((height) => height < 43.5));
	same(low, [], `${browser}: every target is 44 pixels high`);
}

async function checkCareer(page, out, browser) {
	await page.goto(`${pathToFileURL(out)}/pages/career.html`, { waitUntil: "load" });
	same(await readTallies(page), ["1 of 3", "1 of 2", "0 of 1"], `${browser}: an ordinary page counts too`);
	await page.click("#skills-can-write label");
	same(await readTallies(page), ["2 of 3", "2 of 2", "0 of 1"], `${browser}: and follows`);
}

const places = (page) => page.$$eval(".task label, .task input, .tally", (all) => all.map((one) => {
	const { x, y, width, height } = one.getBoundingClientRect();
	return [x, y, width, height].map(Math.round).join(" ");
}));

async function checkWithoutScripts(page, out) {
	const url = `${pathToFileURL(out)}/weeks/01-all.html`;
	await page.goto(url, { waitUntil: "load" });
	await page.waitForSelector("footer [data-kept=open]:not([hidden])");
	await page.$eval("[data-kept=clear]", (button) => button.click());
	await page.waitForFunction(() => Object.keys(localStorage).every((key) => !key.startsWith("lectern:1:")), { polling: 30 });
	await page.goto(url, { waitUntil: "load" });
	const with_scripts = await places(page);
	await page.setJavaScriptEnabled(false);
	await page.goto(url, { waitUntil: "load" });
	same(await readBoxes(page), itemsOf(out, "week-01").map(({ id, done: ticked }) => ({ id, done: ticked, disabled: true })), "without scripts boxes are read-only, as their author wrote them");
	same(await places(page), with_scripts, "and nothing moves when a script takes them over");
	await page.setJavaScriptEnabled(true);
}

async function checkPaper(page, out) {
	await page.goto(`${pathToFileURL(out)}/weeks/01-all.html`, { waitUntil: "load" });
	await page.emulateMediaType("print");
	const found = await page.$$eval(boxes, (inputs) => inputs.map((box) => {
		const style = getComputedStyle(box), tick = getComputedStyle(box, "::before");
		return { square: style.width === style.height && parseFloat(style.width) > 10, edge: style.borderTopColor,
			filled: style.backgroundColor, done: box.checked, ticked: tick.content !== "none" && tick.backgroundColor === "rgb(0, 0, 0)" };
	}));
	ok(found.every((box) => box.square && box.edge === "rgb(0, 0, 0)" && box.filled === "rgba(0, 0, 0, 0)"), "on paper a box is an empty square", found[0]);
	same(found.map((box) => box.ticked), found.map((box) => box.done), "or one with a tick, as the page shows it");
	ok(await page.$$eval("output, .progress", (all) => all.every((one) => getComputedStyle(one).display === "none")), "counts are for the screen");
	await page.emulateMediaType(null);
}

async function checkAxe(page, out) {
	for (const path of ["weeks/01-all.html", "pages/career.html", "index.html"]) {
		await page.goto(`${pathToFileURL(out)}/${path}`, { waitUntil: "load" });
		await page.evaluate(axe);
		const results = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
		same(results.violations.map((found) => [found.id, found.nodes[0].html]), [], `axe: ${path}`);
	}
}

function checkPages(out) {
	for (const path of pagesOf(out)) {
		const html = readFileSync(join(out, path), "utf8");
		const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
		same(ids.length, new Set(ids).size, `${path}: no id twice`);
		ok(html.includes("assets/checklists.js") === /data-checks/.test(html), `${path}: the script is there just when something can be ticked`);
	}
}

await withSite({ site: join(fixtures, "boxes") }, async (out) => {
	checkPages(out);
	for (const name of Object.keys(browsers))
		await withBrowser(name, async (browser) => {
			const page = await browser.newPage();
			await page.setViewport({ width: 1280, height: 900 });
			await checkWeek(page, out, name);
			await checkCareer(page, out, name);
			if (name !== "chromium") return;
			await checkWithoutScripts(page, out);
			await checkPaper(page, out);
			await checkAxe(page, out);
		});
});

await withSite({ site: join(fixtures, "odd") }, (out) => withBrowser("chromium", async (browser) => {
	const page = await browser.newPage();
	await page.goto(`${pathToFileURL(out)}/weeks/01-first.html`, { waitUntil: "load" });
	ok(await page.$$eval(".task label", (labels) => labels.every((label) => {
		const words = document.createRange();
		words.setStartAfter(label.firstElementChild);
		words.setEndAfter(label.lastChild);
		return label.firstElementChild.getBoundingClientRect().left >= words.getBoundingClientRect().right;
	})), "from right to left the box stands to the right");
}));
done();
