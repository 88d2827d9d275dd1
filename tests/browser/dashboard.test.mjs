// What is done is seen everywhere, in rings and words: in the navigation of every week, at home, on
// the overview; on a server and from disk. Ratings, states of projects and hidden hours stay, too.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../paths.mjs";
import { done, ok, same } from "../tap.mjs";
import { browsers, downloaded, isLeft, withBrowser, withServer, withSite } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = join(root, "tests/browser/fixtures/dashboard");
const policy = "default-src 'self'; connect-src 'none'; object-src 'none'; base-uri 'none'";
const [week1, week2, week3] = ["weeks/01-first.html", "weeks/02-second.html", "weeks/03-third.html"];
const key = "lectern:1:dashboard-test";
const chapter = "week-01/outcomes/chapter", twice = "week-01/self-assessment/twice";

async function open(browser, problems = []) {
	const page = await browser.newPage();
	page.on("pageerror", (error) => isLeft(error) || problems.push(`error: ${error.message}`));
	page.on("request", (request) => problems.push(request.url()));
	await page.evaluateOnNewDocument(() => document.addEventListener("securitypolicyviolation", (event) => console.error(event.violatedDirective)));
	page.on("console", (message) => message.type() === "error" && problems.push(`error: ${message.text()}`));
	return page;
}

const go = (page, url) => page.goto(url, { waitUntil: "load" });

/** What an element says once it says that, else what it says in the end. */
async function says(page, selector, words) {
	const read = (selector) => document.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim();
	await page.waitForFunction(`(${read})(${JSON.stringify(selector)}) === ${JSON.stringify(words)}`, { polling: 30, timeout: 5000 }).catch(() => {});
	return page.evaluate(read, selector);
}
const expect = async (page, selector, words, name) => same(await says(page, selector, words), words, name);
const click = (page, selector) => page.$eval(selector, (element) => element.click());
const tick = (page, id) => click(page, `[data-item="${id}"]`);
const tally = (of) => `[data-of="${of}"][data-as=ticked]`;
const ring = (page, selector) => page.$eval(selector, (one) => `${one.style.getPropertyValue("--done")} ${one.dataset.state}`);

/** Ticks of week 1, followed to every page that tells of them. */
async function checkCounts(page, base, where) {
	await go(page, `${base}index.html`);
	await expect(page, "[data-next]", "Start with week 1", `${where}: who comes for the first time is offered the start`);
	await expect(page, "[data-next-item]", "Next: Read the chapter", `${where}: and told what it is`);
	await expect(page, tally("*"), "1 of 6 ticked", `${where}: what the author ticked is done, what is not asked for does not count`);
	await go(page, base + week1);
	await tick(page, "week-01/tasks/read");
	await tick(page, "week-01/stretch/latin");
	await expect(page, ".progress output", "1 of 3", `${where}: words of the week`);
	await expect(page, ".role-tasks output", "1 of 2", `${where}: words of a section`);
	same(await ring(page, ".role-tasks .ring"), "0.5 begun", `${where}: ring of a section`);
	await expect(page, ".role-stretch output", "1 of 1", `${where}: stretch goals apart`);
	await go(page, base + week2);
	const name = ".path a[href$='01-first.html']";
	await expect(page, name, "1 First, begun", `${where}: week 2 says of week 1 that it is begun`);
	await expect(page, ".path a[href$='02-second.html']", "2 Second, begun", `${where}: and of itself`);
	await expect(page, ".path [data-as=ticked]", "2 of 5 ticked", `${where}: and of both together`);
	await expect(page, ".path .stop [data-as=state]", "begun", `${where}: as does the first of its weeks`);
	same((await ring(page, `${name} .ring`)).slice(0, 4), "0.33", `${where}: in a ring, too`);
	await go(page, `${base}index.html`);
	await expect(page, tally("*"), "2 of 6 ticked", `${where}: home knows the course`);
	await expect(page, ".stops [data-as=ticked]", "1 of 3 ticked", `${where}: its weeks`);
	await expect(page, ".stretch-about [data-as=ticked]", "2 of 5 ticked", `${where}: and its stretches`);
	await expect(page, "#Week-3 [data-as=ticked]", "1 to tick", `${where}: of a week that is not begun it says what there is`);
}

/** Home goes on where the reader was. */
async function checkContinue(page, base, where) {
	await expect(page, "[data-next]", "Continue with week 2", `${where}: home goes on with the week read last`);
	await expect(page, "[data-next-item]", "Next: Build it", `${where}: by its first open item`);
	await Promise.all([page.waitForNavigation(), click(page, "[data-next]")]);
	ok(page.url().startsWith(`${base}${week2}`) && await page.$eval(":target", (item) => item.id) === "tasks-build", `${where}: which is where it leads`);
	await tick(page, "week-02/tasks/build");
	await go(page, `${base}index.html`);
	await expect(page, "[data-next]", "Continue with week 3", `${where}: after the last item of a week comes the next`);
	await go(page, base + week3);
	await expect(page, ".path a[href$='02-second.html']", "2 Second, done", `${where}: a week that is done is called so`);
	await tick(page, "week-03/tasks/look-back");
	await go(page, `${base}index.html`);
	await expect(page, "[data-next-item]", "Next: Write it down", `${where}: after the last week what was left behind`);
	await go(page, base + week2);
	await page.waitForSelector('[data-item="week-02/tasks/build"]:checked');
	await tick(page, "week-02/tasks/build");
}

/** Who leaves in the moment of a tick has ticked, though the frame of a page from disk did not hear of it. */
async function checkLeaving(page, base, where) {
	const box = '[data-item="week-03/tasks/look-back"]';
	const read = async () => {
		await go(page, base + week3);
		await page.waitForSelector("footer [data-kept=open]:not([hidden])");
		await new Promise((resolve) => setTimeout(resolve, 100)); // what is told late
		return page.$eval(box, (element) => element.checked);
	};
	for (const ticked of [false, true]) {
		same(await read(), !ticked, `${where}: a box before it is ${ticked ? "ticked" : "emptied"}`);
		await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.evaluate((box, home) => {
			const frame = document.querySelector("iframe");
			if (frame) Object.defineProperty(frame, "contentWindow", { value: { postMessage() {} } });
			document.querySelector(box).click();
			location.assign(home);
		}, box, `${base}index.html`)]);
		same(await read(), ticked, `${where}: and after, though the page was left at once`);
	}
}

/** How sure, how far: by keys and by the select, seen again on the overview. */
async function checkAnswers(page, base, where) {
	await go(page, base + week1);
	same(await page.$$eval(".rate legend", (legends) => legends.map((legend) => legend.textContent)),
		["How sure are you? Can read every chapter", "How sure are you? Can write", "How sure are you? Has read it twice"], `${where}: what can be rated is named`);
	await page.focus(`[data-rating="${chapter}"]`);
	await page.keyboard.press(" ");
	await page.keyboard.press("ArrowRight");
	await page.keyboard.press("ArrowRight");
	same(await page.$$eval(`[data-rating="${chapter}"]`, (steps) => steps.map((step) => step.checked)), [false, false, true, false], `${where}: keys choose a step`);
	await click(page, `[data-rating="${twice}"][value="1"]`);
	await go(page, `${base}projects.html`);
	await page.select("[data-project='week-01/project']", "doing");
	await go(page, `${base}progress.html`);
	await expect(page, "[aria-labelledby=Ratings] [data-sum]", "1 not yet · 1 alone", `${where}: the overview sums ratings up`);
	await expect(page, "[aria-labelledby=Projects] [data-sum]", "1 planned · 1 in progress", `${where}: and projects`);
	await page.select("[data-project='week-02/project']", "done");
	await expect(page, "[aria-labelledby=Projects] [data-sum]", "1 in progress · 1 done", `${where}: which can be set here, too`);
	await click(page, ".rated summary");
	await click(page, `[data-rating="${twice}"][value="2"]`);
	await expect(page, "[aria-labelledby=Ratings] [data-sum]", "1 with help · 1 alone", `${where}: as can ratings`);
}

async function checkOverview(page, base, where) {
	await go(page, `${base}progress.html`);
	await expect(page, `.title ${tally("*")}`, "3 of 6 ticked", `${where}: the overview counts as home does`);
	await expect(page, ".grid .facts-line", "1 of 3 ticked begun", `${where}: weeks in words`);
	await expect(page, ".lists .tally", "2 to tick", `${where}: checklists beside the weeks`);
	await expect(page, "[data-as=hours]", "About 1–2 h of work done, 51–69 h left", `${where}: hours as ranges; a single figure has a margin, stretch goals none`);
	await click(page, "button[data-hours]");
	await go(page, `${base}progress.html`);
	await expect(page, "button[data-hours]", "Show hours", `${where}: hidden hours stay hidden`);
	ok(await page.$eval("[data-as=hours]", (hours) => hours.hidden), `${where}: they are not there`);
	await click(page, "button[data-hours]");
	await expect(page, "button[data-hours]", "Hide hours", `${where}: and can be shown again`);
	ok(await page.$eval("[data-as=hours]", (hours) => !hours.hidden), `${where}: they are there`);
	await page.evaluate(() => { window.print = () => { window.printed = true; }; });
	await click(page, "[data-print]");
	ok(await page.evaluate(() => window.printed), `${where}: a button prints the report`);
}

/** Out by the button and in by the other; the file is as in progress.test.mjs. */
async function checkFiles(page, base, downloads, where) {
	const stored = () => page.evaluate((key) => localStorage.getItem(key), key);
	await go(page, `${base}progress.html`);
	const before = await stored();
	await page.waitForSelector(".tools [data-kept=export]:not([hidden])");
	await click(page, ".tools [data-kept=export]");
	const { name } = await downloaded(downloads, /^progress-.*\.json$/, { keep: true });
	await click(page, "[data-kept=clear]");
	await expect(page, "[aria-labelledby=Ratings] [data-sum]", "", `${where}: cleared, nothing is rated`);
	same([await stored(), await says(page, "[aria-labelledby=Projects] [data-sum]", "2 planned")], [null, "2 planned"], `${where}: and every project is planned`);
	if (name) {
		const picker = page.waitForFileChooser({ timeout: 5000 }).catch(() => null);
		await click(page, ".tools [data-kept=import]");
		ok(await page.$eval("[data-kept=dialog]", (dialog) => dialog.open), `${where}: the import tells in the dialog what it brings`);
		await picker;
		await (await page.$("[data-kept=file]")).uploadFile(join(downloads, name));
	}
	await expect(page, "[aria-labelledby=Ratings] [data-sum]", "1 with help · 1 alone", `${where}: imported, ratings are back`);
	await expect(page, "[aria-labelledby=Projects] [data-sum]", "1 in progress · 1 done", `${where}: and states`);
	same(await stored(), before, `${where}: it is the same document`);
	rmSync(join(downloads, name || "none"), { force: true });
}

async function checkPaper(page, base) {
	await go(page, `${base}progress.html`);
	await page.emulateMediaType("print");
	const visible = (selector) => page.$$eval(selector, (all) => all.some((one) => one.getClientRects().length > 0));
	ok(await visible(".pen") && await visible(".grid li") && await visible(".rated .rate label") && await visible(".title .tally"), "paper: a line for a name, weeks, ratings");
	ok(!await visible("button") && !await visible(".rate input") && !await visible(".rated li:not(:has(:checked))") && !await visible(".button"), "paper: no buttons, nothing that was not rated");
	await page.emulateMediaType(null);
	ok(!await visible(".pen"), "screen: no line for a pen");
}

async function checkWithoutScripts(page, base) {
	await page.setJavaScriptEnabled(false);
	await go(page, `${base}progress.html`);
	const visible = await page.$$eval("main :is(button, select, input, .rate)", (all) => all.filter((one) => one.getClientRects().length).length);
	same(visible, 0, "without scripts: no dead control");
	same(await page.$eval(tally("week-01"), (one) => one.textContent), "3 to tick", "without scripts: what there is");
	await page.setJavaScriptEnabled(true);
}

async function checkAxe(page, base) {
	for (const path of ["index.html", week1, "projects.html", "progress.html"])
		for (const [scheme, width] of [["light", 1280], ["dark", 320]]) {
			await page.setViewport({ width, height: 900 });
			await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
			await go(page, base + path);
			await page.$$eval("details", (all) => all.forEach((details) => { details.open ||= !details.matches(".fold"); }));
			await page.evaluate(axe);
			const results = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
			same(results.violations.map((found) => [found.id, found.nodes[0].html]), [], `axe: ${path} ${scheme} ${width}`);
			ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `no sideways scrolling: ${path} ${width}`);
		}
	const names = [];
	await page.setViewport({ width: 1280, height: 900 });
	await go(page, base + week2);
	const walk = (node) => {
		if (node.role === "link" && /^\d /.test(node.name)) names.push(node.name.replace(" ,", ","));
		(node.children ?? []).forEach(walk);
	};
	walk(await page.accessibility.snapshot({ interestingOnly: false }));
	same(names.slice(0, 2), ["1 First, begun", "2 Second, begun"], "a screen reader hears the state of a week");
}

/** Where the elements of a page are does not depend on what is remembered. */
async function checkStill(page, base) {
	await page.evaluateOnNewDocument(() => {
		window.shift = 0;
		new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; })).observe({ type: "layout-shift", buffered: true });
	});
	for (const path of ["index.html", week1, "progress.html"]) {
		await go(page, base + path);
		await page.waitForSelector("footer [data-kept=open]:not([hidden])");
		await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
		const shift = await page.evaluate(() => window.shift);
		ok(shift < 0.001, `nothing moves but the spaces between words: ${path} (${shift.toFixed(5)})`);
	}
}

for (const name of process.argv.slice(2).length ? process.argv.slice(2) : Object.keys(browsers)) {
	const folder = mkdtempSync(join(tmpdir(), "lectern-dashboard-"));
	const options = { profile: join(folder, "profile"), downloads: join(folder, "downloads") };
	mkdirSync(options.downloads);
	try {
		await withSite({ site }, async (out) => {
			const disk = `${pathToFileURL(out)}/`;
			await withServer(out, "/a/b/", async (base) => {
				await withBrowser(name, async (browser) => {
					for (const [where, url] of [[`${name}, under /a/b/`, base], [`${name}, from disk`, disk]]) {
						const problems = [];
						const page = await open(browser, problems);
						await page.setViewport({ width: 1280, height: 900 });
						await checkCounts(page, url, where);
						await checkContinue(page, url, where);
						await checkLeaving(page, url, where);
						await checkOverview(page, url, where);
						await checkAnswers(page, url, where);
						if (url === base) await checkFiles(page, url, options.downloads, where);
						same(problems.filter((problem) => !problem.startsWith(url) && !/^(about|data|blob):/.test(problem)), [], `${where}: no errors, no requests to anybody else`);
						await page.close();
					}
				}, options);
				await withBrowser(name, async (browser) => {
					for (const [where, url] of [["under /a/b/", base], ["from disk", disk]]) {
						const page = await open(browser);
						await go(page, `${url}progress.html`);
						await expect(page, ".grid .facts-line", "1 of 3 ticked begun", `${name}, ${where}: a restart forgets nothing`);
						await expect(page, "[aria-labelledby=Ratings] [data-sum]", "1 with help · 1 alone", `${name}, ${where}: no rating`);
						await expect(page, "[aria-labelledby=Projects] [data-sum]", "1 in progress · 1 done", `${name}, ${where}: no project`);
						await page.close();
					}
					if (name !== "chromium") return;
					const page = await open(browser);
					await checkPaper(page, base);
					await checkAxe(page, base);
					await checkStill(page, base);
					await checkStill(page, disk);
					await checkWithoutScripts(page, base);
				}, options);
			}, { "content-security-policy": policy });
		});
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}
done();
