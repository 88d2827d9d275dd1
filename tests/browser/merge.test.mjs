// A site that was merged, from disk and below a path: its front page lists the courses, its search
// finds pages of all of them, each course keeps to itself, and the page is as good as the others.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { lectern, root } from "../paths.mjs";
import { done, ok, same } from "../tap.mjs";
import { browsers, countRefusals, isLeft, withBrowser, withServer } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = join(root, "build/screenshots");
const folder = mkdtempSync(join(tmpdir(), "lectern-merge-"));
const out = join(folder, "school");

/** A small course with a week of its own words. */
function course(id, title, language, text) {
	const content = join(folder, id, "content");
	mkdirSync(join(content, "weeks"), { recursive: true });
	writeFileSync(join(content, "site.yaml"), `title: ${title}\nid: ${id}\nlanguage: ${language}\ndescription: ${text}\n`);
	writeFileSync(join(content, "weeks/01-first.md"),
		`---\nweek: 1\ntitle: ${title} begins\nhours: 3\n---\n${text}\n\n## Topics\n\n- Jupyter and ${title}\n`);
	const built = join(folder, `${id}-public`);
	execFileSync(lectern, ["build", join(folder, id), "--quiet", "--output", built], { stdio: "inherit" });
	return built;
}

function build() {
	const real = join(folder, "real-public");
	execFileSync(lectern, ["build", root, "--quiet", "--output", real], { stdio: "inherit" });
	const parts = [course("physics", "Physics", "en", "Quaternions turn gyroscopes."), real,
		course("kochen", "Kochen", "de", "Zwiebeln werden glasig geschwitzt.")];
	execFileSync(lectern, ["merge", ...parts, "--quiet", "--output", out, "--title", "Our School"], { stdio: "inherit" });
}

const hits = (page) => page.evaluate(() => [...document.querySelectorAll(".hits a")].map((link) => ({
	title: link.firstElementChild.textContent, text: link.lastElementChild.textContent, href: decodeURI(link.href),
})));

async function ask(page, query) {
	if (await page.evaluate(() => document.querySelector(".search").open)) await page.keyboard.press("Escape");
	await page.keyboard.press("/");
	await page.keyboard.type(query);
	await page.waitForFunction((text) => document.querySelector(".search input").value === text &&
		document.querySelector(".hits").getAttribute("aria-busy") === "false", { timeout: 20_000 }, query);
	return hits(page);
}

async function check(browser, base, name) {
	const page = await browser.newPage(), problems = [];
	page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
	page.on("pageerror", (error) => isLeft(error) || problems.push(error.message));
	page.on("request", (request) => request.url().startsWith(base) || /^(data|about|blob):/.test(request.url()) || problems.push(request.url()));
	await page.evaluateOnNewDocument(countRefusals);
	await page.goto(`${base}index.html`, { waitUntil: "load" });
	same(await page.$$eval(".courses h3 a", (links) => links.map((link) => [link.textContent, link.closest("h3").lang])),
		[["Physics", "en"], ["16-Week AI/ML Mastery Roadmap", "en"], ["Kochen", "de"]], `${name}: the courses are listed as they were named`);
	let found = await ask(page, "gyroscopes");
	ok(found[0]?.href.startsWith(`${base}physics/`) && found[0].text.startsWith("Physics "), `${name}: a word of one course is found, with its course`, found);
	ok(found[0]?.text.includes("Quaternions turn gyroscopes"), `${name}: and its text, which stayed with the course`, found);
	found = await ask(page, "glasig");
	ok(found[0]?.href.startsWith(`${base}kochen/`), `${name}: so is one of another`, found);
	found = await ask(page, "jupyter");
	ok(found.some((hit) => hit.text.startsWith("Kochen · Kochen begins Jupyter")), `${name}: a section is told with its course and its page`, found);
	same([...new Set(found.map((hit) => hit.href.slice(base.length).split("/")[0]))].sort(), ["ai-ml-roadmap", "kochen", "physics"], `${name}: one word is found in all`);
	const notebook = (await ask(page, "run first notebook")).find((hit) => hit.title.includes("run first notebook"));
	ok(/\/ai-ml-roadmap\/weeks\/01-[^#]*#tasks-/.test(notebook?.href ?? ""), `${name}: a result leads to its place`, notebook);
	await page.goto(notebook?.href ?? base, { waitUntil: "load" });
	ok(await page.evaluate(() => document.querySelector(":target") !== null), `${name}: which is there`);
	found = await ask(page, "gyroscopes");
	same(found.filter((hit) => hit.href.includes("/physics/")), [], `${name}: the search of a course keeps to the course`);
	await page.goto(`${base}index.html`, { waitUntil: "load" });
	await page.click(".courses h3 a");
	await page.waitForFunction(() => document.readyState === "complete" && location.href.endsWith("/physics/index.html"));
	ok(await page.$eval("h1", (heading) => heading.textContent.includes("Physics")), `${name}: a course is entered from the front page`);
	same([problems, await page.evaluate(() => window.refused)], [[], []], `${name}: nothing failed, and nobody else was asked`);
	await page.close();
}

async function audit(page, name) {
	await page.evaluate(axe);
	const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
	same(violations.map((found) => [found.id, found.nodes.map((node) => node.html.slice(0, 120))]), [], `axe: ${name}`);
	ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `no sideways scrolling: ${name}`);
}

async function auditLooks(browser) {
	const page = await browser.newPage();
	mkdirSync(shots, { recursive: true });
	for (const scheme of ["light", "dark"])
		for (const width of [320, 1280]) {
			await page.setViewport({ width, height: 900 });
			await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
			await page.goto(`${pathToFileURL(out)}/index.html`, { waitUntil: "load" });
			await audit(page, `front ${scheme} ${width}px`);
			await page.screenshot({ path: join(shots, `merge-${scheme}-${width}.png`), fullPage: true });
			await ask(page, "jupyter");
			await audit(page, `its search ${scheme} ${width}px`);
			await page.screenshot({ path: join(shots, `merge-search-${scheme}-${width}.png`) });
			await page.goto("about:blank");
		}
}

async function validate() {
	const validator = new HtmlValidate({
		extends: ["html-validate:standard", "html-validate:a11y"],
		rules: { "long-title": "off", "no-trailing-whitespace": "off", "no-raw-characters": "off", "require-sri": "off" },
	});
	for (const path of ["index.html", "404.html"]) {
		const report = await validator.validateString(readFileSync(join(out, path), "utf8"));
		same(report.results.flatMap((result) => result.messages.map((message) => `${message.line}: ${message.message}`)), [], `${path} of the front is valid`);
	}
}

/* The front's worker and a course's each keep their own pages, also when there is no network. */
async function checkWorkers(browser) {
	const page = await browser.newPage(), served = join(folder, "served");
	cpSync(out, served, { recursive: true });
	await withServer(served, "/a/", async (base) => {
		for (const path of ["index.html", "physics/index.html"]) {
			await page.goto(base + path, { waitUntil: "load" });
			/* Its own, which has kept its files by then: until there is one, the front's answers for a course. */
			await page.waitForFunction(() => navigator.serviceWorker.getRegistrations().then((all) =>
				all.some((one) => one.scope === new URL("./", location).href && one.active?.state === "activated")), { polling: 50 });
		}
		same(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => new URL(one.scope).pathname).sort())),
			["/a/", "/a/physics/"], "the front and a course have a worker each");
		rmSync(served, { recursive: true });
		for (const [path, title] of [["physics/weeks/01-first.html", "Physics begins"], ["index.html", "Our School"]]) {
			await page.goto(base + path, { waitUntil: "load" });
			ok((await page.title()).includes(title), `without a network ${path} is there`);
		}
		const found = await ask(page, "gyroscopes");
		ok(found[0]?.href.startsWith(`${base}physics/`), "and the front's search finds a page of a course", found);
	});
	await page.close();
}

try {
	build();
	ok(existsSync(join(out, "physics/.build.json")) === false, "the parts' manifests are not published");
	await validate();
	for (const name of Object.keys(browsers))
		await withBrowser(name, async (browser) => {
			await check(browser, `${pathToFileURL(out)}/`, `${name}, from disk`);
			await withServer(out, "/a/b/", (base) => check(browser, base, `${name}, below a path`));
			if (name === "chromium") await auditLooks(browser);
			if (name === "chromium") await checkWorkers(browser);
		});
} finally {
	rmSync(folder, { recursive: true, force: true });
}
done();
