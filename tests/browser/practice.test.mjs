// Interview practice: a walk by keys alone, with answers for instructors only; what was said stays,
// is seen by other tabs, and travels. The list is there for readers without scripts, and on paper.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../paths.mjs";
import { done, ok, same } from "../tap.mjs";
import { browsers, isLeft, withBrowser, withServer, withSite } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = join(root, "tests/browser/fixtures/practice");
const policy = "default-src 'self'; connect-src 'none'; object-src 'none'; base-uri 'none'";
const key = "lectern:1:practice-test";
const path = "practice.html";
const part = (name) => `[data-drill="${name}"]`;
// Weeks are mixed, and no week comes twice in a row.
const order = ["What does is compare?", "Tell me about a project of yours", "What is bias?", "What is a generator?", "What is a join?"];

async function visit(browser, url, problems = []) {
	const page = await browser.newPage();
	page.on("pageerror", (error) => isLeft(error) || problems.push(`error: ${error.message}`));
	await page.evaluateOnNewDocument(() => {
		window.violations = [];
		document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
	});
	await page.goto(url, { waitUntil: "load" });
	await page.waitForSelector("footer [data-kept=open]:not([hidden])");
	return page;
}

const until = (page, test, ...args) => page.waitForFunction(test, { polling: 30, timeout: 8000 }, ...args).then(() => true, () => false);
const text = (page, name) => page.$eval(part(name), (element) => element.textContent.trim());
const counts = (page, words) => until(page, (selector, words) => document.querySelector(selector).textContent === words, part("counts"), words);
const hasFocus = (page, name) => page.$eval(part(name), (element) => element === document.activeElement);

/** The names of the buttons that can be seen, and where the focus is. */
const state = (page) => page.evaluate(() => ({
	buttons: [...document.querySelectorAll(".drill button")].filter((button) => button.getClientRects().length).map((button) => button.dataset.drill),
	focus: document.activeElement.dataset.drill,
	list: [...document.querySelectorAll(".questions-of")].some((section) => section.getClientRects().length > 0),
}));
const asking = (page) => text(page, "question");

/** Tabs from the top of the page to the part. */
async function tabTo(page, name) {
	await page.focus("main");
	for (let presses = 0; presses < 40; presses++) {
		await page.keyboard.press("Tab");
		if (await hasFocus(page, name)) return page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none");
	}
	return false;
}

async function press(page, ...names) {
	for (const name of names) await page.keyboard.press(name);
}

/** Learners: question after question, each said by a key; what went badly comes again; what went well rests. */
async function checkLearner(browser, base, where) {
	const problems = [];
	const page = await visit(browser, base + path, problems);
	ok(await counts(page, "0 to repeat today, 5 new, 0 for another day."), `${where}: all is new`);
	ok(await tabTo(page, "go"), `${where}: Tab finds the button, and the focus shows`);
	await press(page, "Enter");
	same([await asking(page), await state(page)], [order[0], { buttons: ["again", "good", "stop"], focus: "question", list: false }], `${where}: a question has the focus; without an answer there is nothing to reveal`);
	ok(await page.$eval(".drill", (card) => getComputedStyle(card).outlineStyle !== "none"), `${where}: the card shows that it has the focus`);
	same(await text(page, "week"), "Week 1 · One", `${where}: its week is told`);
	await press(page, " ", "Enter", "3", "x");
	same(await asking(page), order[0], `${where}: other keys do nothing`);
	await press(page, "1");
	same([await asking(page), await text(page, "status")], [order[1], "Again: it comes back soon. 5 to go."], `${where}: "again" leads on, and is said`);
	await press(page, "2");
	same([await asking(page), await text(page, "status")], [order[2], "Good: it comes back tomorrow. 4 to go."], `${where}: so does "good"`);
	await press(page, "2", "2");
	same([await asking(page), (await state(page)).buttons], [order[4], ["reveal", "again", "good", "stop"]], `${where}: a hint can be had`);
	await press(page, " ");
	same([(await state(page)).focus, await text(page, "shown"), (await state(page)).buttons], ["shown", "Draw two circles.", ["again", "good", "stop"]], `${where}: Space shows it`);
	await press(page, "2");
	same([await asking(page), await text(page, "status")], [order[0], "Good: it comes back tomorrow. 1 to go."], `${where}: what went badly is asked once more`);
	await press(page, "Tab", "Tab");
	ok(await hasFocus(page, "good"), `${where}: Tab leads from the question to the buttons`);
	await press(page, "Enter");
	same([await state(page), await text(page, "status")], [{ buttons: ["go"], focus: "go", list: true }, "5 good, 1 again."], `${where}: at the end the sum is told, and the list is back`);
	same([await text(page, "counts"), await text(page, "go")], ["Nothing to repeat; the next question comes back tomorrow.", "Practise all the same"], `${where}: and when to come again`);

	const other = await visit(browser, base + path, problems);
	ok(await counts(other, "Nothing to repeat; the next question comes back tomorrow."), `${where}: another tab knows`);
	await tabTo(other, "go");
	await press(other, "Enter", "1", "Escape");
	same([await text(other, "counts"), await hasFocus(other, "go")], ["1 to repeat today, 0 new, 4 for another day.", true], `${where}: all can be asked before the time; Esc ends it and keeps what was said`);
	ok(await counts(page, "1 to repeat today, 0 new, 4 for another day."), `${where}: the first tab follows`);
	same(problems, [], `${where}: no errors`);
	same(await page.evaluate(() => window.violations), [], `${where}: a strict policy for content is kept`);
	await page.close();
	await other.close();
}

/** Instructors: the hint, the answer, then what can be said of it. */
async function checkInstructor(browser, base, where) {
	const page = await visit(browser, base + path);
	await tabTo(page, "go");
	await press(page, "Enter", "2", "1");
	same([await asking(page), (await state(page)).buttons], [order[0], ["reveal", "stop"]], `${where}: an answer is looked at before it is judged`);
	same(await text(page, "label"), "Show the answer", `${where}: the button says so`);
	await press(page, " ");
	same([await state(page), (await text(page, "shown")).includes("Identity, not value")], [{ buttons: ["again", "good", "stop"], focus: "shown", list: false }, true], `${where}: Space reveals it`);
	same(await page.$$eval(`${part("shown")} a`, (links) => links.map((link) => link.href.endsWith("weeks/01-one.html#tasks"))), [true], `${where}: with its links`);
	await press(page, "2", "2", " ", "2");
	same([await asking(page), (await state(page)).buttons], [order[3], ["reveal", "stop"]], `${where}: questions without an answer are judged at once`);
	await press(page, " ");
	same([await text(page, "shown"), await text(page, "label"), (await state(page)).buttons], ["Think of yield.", "Show the answer", ["reveal", "stop"]], `${where}: first the hint`);
	await press(page, " ");
	ok((await text(page, "shown")).startsWith("Think of yield.") && (await text(page, "shown")).includes("one by one"), `${where}: then the answer`);
	const ids = await page.$$eval("[id]", (all) => all.map((one) => one.id));
	same(ids.length, new Set(ids).size, `${where}: no id twice`);
	await page.close();
}

/** The address of a week, the choice of weeks, an id that had another name, and a week's own link. */
async function checkChoices(browser, base, where) {
	const page = await visit(browser, `${base}weeks/02-two.html`);
	const old = { g: 3, t: new Date(Date.now() - 864e5).toISOString() };
	if (base.startsWith("http"))
		await page.evaluate((key, text) => localStorage.setItem(key, text), key, JSON.stringify({ v: 1, course: "practice-test", practice: { "week-02/interview/unions": old } }));
	await Promise.all([page.waitForNavigation(), page.$eval(".practise a", (link) => link.click())]);
	ok(await until(page, () => document.activeElement.dataset.drill === "go"), `${where}: a week's link leads to its questions`);
	ok(await page.$eval(part("weeks"), (select) => select.value === "2"), `${where}: which are chosen`);
	if (base.startsWith("http"))
		ok(await counts(page, "0 to repeat today, 1 new, 1 for another day."), `${where}: an id that had another name keeps its rest`, await text(page, "counts"));
	await page.select(part("weeks"), "-2");
	await page.click(part("shuffle"));
	await page.focus(part("go"));
	await press(page, "Enter");
	const asked = [];
	for (let presses = 0; presses < 9 && (await state(page)).focus === "question"; presses++) {
		asked.push(await asking(page));
		await press(page, "2");
	}
	const expected = [order[0], order[1], order[3], ...(base.startsWith("http") ? [] : [order[4]])];
	same(asked.sort(), expected.sort(), `${where}: weeks up to 2, in any order`);
	await page.close();
}

/** What was said goes into the file and the link, and comes back. */
async function checkTravels(browser, base, where) {
	const page = await visit(browser, base + path);
	const text = await page.evaluate((key) => localStorage.getItem(key), key);
	ok(text && Object.keys(JSON.parse(text).practice).length >= 4, `${where}: it is part of the document`);
	await page.$eval("[data-kept=clear]", (button) => button.click());
	ok(await counts(page, "0 to repeat today, 5 new, 0 for another day."), `${where}: cleared, all is new`);
	await page.$eval("[data-kept=undo]", (button) => button.click());
	same(await page.evaluate((key) => localStorage.getItem(key), key), text, `${where}: undone, it is what it was`);
	await page.close();
}

/** axe, and nothing wider than the page, in each state. */
async function checkAxe(browser, base, where) {
	const device = await browser.createBrowserContext();
	const page = await visit(device, base + path);
	await page.evaluate(axe);
	const audit = async (name) => {
		const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
		same(violations.map((found) => [found.id, found.nodes[0].html]), [], `axe, ${where}: ${name}`);
		ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${where}: no sideways scrolling, ${name}`);
	};
	for (const width of [320, 1280])
		for (const scheme of ["light", "dark"]) {
			await page.setViewport({ width, height: 800 });
			await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
			await audit(`start ${width} ${scheme}`);
			await page.focus(part("go"));
			await press(page, "Enter");
			await audit(`question ${width} ${scheme}`);
			await press(page, " ");
			await audit(`revealed ${width} ${scheme}`);
			const low = await page.$$eval(".drill button", (all) => all.map((one) => one.getBoundingClientRect().height).filter((height) => height && height < 43.5));
			same(low, [], `${where}: targets are 44 pixels high, ${width}`);
			await press(page, "1", "Escape");
			await audit(`end ${width} ${scheme}`);
		}
	await device.close();
}

/** On paper and without scripts: the list, and nothing that does not work. */
async function checkList(browser, base, where) {
	const page = await visit(browser, base + path);
	const shown = () => page.evaluate(() => [".drill", ".questions-of"].map((selector) => document.querySelector(selector).getClientRects().length > 0));
	await tabTo(page, "go");
	await press(page, "Enter");
	same(await shown(), [true, false], `${where}: on the screen one question at a time`);
	await page.emulateMediaType("print");
	same(await shown(), [false, true], `${where}: on paper the list`);
	await page.emulateMediaType(null);
	await page.setJavaScriptEnabled(false);
	await page.goto(base + path, { waitUntil: "load" });
	same(await shown(), [false, true], `${where}: without scripts the list`);
	await page.close();
}

function checkPages(out, audience) {
	const html = readFileSync(join(out, path), "utf8");
	const answers = audience === "instructor";
	ok(html.includes("Identity, not value") === answers && html.includes("callout-answer") === answers, `${audience}: answers are ${answers ? "there" : "not there"}`);
	ok(html.includes("assets/practice.js") && !readFileSync(join(out, "weeks/01-one.html"), "utf8").includes("practice.js"), `${audience}: the script is loaded on this page only`);
}

for (const name of process.argv.slice(2).length ? process.argv.slice(2) : Object.keys(browsers)) {
	const folder = mkdtempSync(join(tmpdir(), "lectern-practice-"));
	const options = { profile: join(folder, "profile") };
	try {
		await withSite({ site }, (learner) => withSite({ site, args: ["--audience", "instructor"] }, (instructor) =>
			withServer(learner, "/a/b/", (base) => withServer(instructor, "/c/", async (other) => {
				const disk = `${pathToFileURL(learner)}/`;
				checkPages(learner, "learner");
				checkPages(instructor, "instructor");
				await withBrowser(name, async (browser) => {
					await checkLearner(browser, base, `${name}, under /a/b/`);
					await checkLearner(browser, disk, `${name}, from disk`);
					for (const [where, url] of [["under /c/", other], ["from disk", `${pathToFileURL(instructor)}/`]]) {
						const device = await browser.createBrowserContext();
						await checkInstructor(device, url, `${name}, instructor, ${where}`);
						await device.close();
					}
					for (const [where, url] of [["under /a/b/", base], ["from disk", disk]]) {
						const device = await browser.createBrowserContext();
						await checkChoices(device, url, `${name}, ${where}`);
						if (url === base) await checkTravels(device, url, `${name}, ${where}`);
						await device.close();
					}
					if (name !== "chromium") return;
					await checkAxe(browser, base, "learner");
					await checkAxe(browser, other, "instructor");
				}, options);
				await withBrowser(name, async (browser) => {
					for (const [where, url] of [["under /a/b/", base], ["from disk", disk]]) {
						const page = await visit(browser, url + path);
						ok(await counts(page, "1 to repeat today, 0 new, 4 for another day."), `${name}, ${where}: a restart forgets nothing`);
					}
					if (name === "chromium") await checkList(browser, base, name);
				}, options);
			}, { "content-security-policy": policy }), { "content-security-policy": policy })));
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}
done();
