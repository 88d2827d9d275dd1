// How fresh the links are, as a reader sees it: a day beside each resource, what fails, and the page
// that lists all; and nothing at all for a site without the file.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { root } from "../paths.mjs";
import { done, ok, same } from "../tap.mjs";
import { pagesOf, withBrowser, withSite } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = join(root, "tests/browser/fixtures/link-health");
const shown = ["link-health.html", "resources.html", "weeks/01-first.html"];
const validator = new HtmlValidate({
	extends: ["html-validate:standard", "html-validate:a11y"],
	rules: { "long-title": "off", "no-trailing-whitespace": "off", "no-raw-characters": "off", "require-sri": "off" },
});
const read = (out, path) => readFileSync(join(out, path), "utf8");
const words = (page, selector) => page.$$eval(selector, (all) => all.map((one) => one.innerText.replace(/\s+/g, " ").trim()));

async function checkWords(page, out) {
	await page.goto(`${pathToFileURL(out)}/weeks/01-first.html`, { waitUntil: "load" });
	const lines = await words(page, ".resources .facts-line");
	ok(lines[0].endsWith("checked on 20 November 2026"), "a resource says when it was checked", lines[0]);
	same(await page.$eval(".resources time", (time) => time.dateTime), "2026-11-20", "for programs, too");
	ok(lines[2].endsWith("checked on 3 August 2026"), "one behind a wall, when it last worked", lines[2]);
	ok(lines[3].endsWith("not reachable since 6 November 2026"), "one that is gone, since when", lines[3]);
	ok(await page.$eval(".resources li:nth-child(4)", (item) => item.querySelector("svg[aria-hidden=true]") && item.querySelector("strong")), "by a sign and in words, not by colour");
	ok(lines[4].endsWith("checked on 6 November 2026"), "one that failed once is not called unreachable", lines[4]);
	ok(lines[5].endsWith("checked on 20 November 2026"), "who misses a place in a page has reached the page", lines[5]);
	ok(lines[6].endsWith("free"), "nothing is said of what nobody looked at", lines[6]);
}

async function checkPage(page, out) {
	await page.goto(`${pathToFileURL(out)}/link-health.html`, { waitUntil: "load" });
	const summary = (await words(page, ".summary"))[0];
	same(summary, "8 links of this course have been looked at, the last of them on 20 November 2026. 3 do not lead where they should.", "the page counts, and says from when that is");
	const tables = await page.$$eval("table", (all) => all.map((table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ").trim()))));
	same(tables[0].map((row) => row[1]), ["6 November 2026", "13 November 2026", "13 November 2026"], "what fails, the longest first");
	ok(tables[0][0][0].startsWith("Notes that are gone") && tables[0][0][0].includes("the page is gone") && tables[0][0][0].includes("Week 1"), "with its name, cause and weeks", tables[0][0]);
	same(tables[1].map((row) => row.slice(0, 2).join(": ")), ["answers: 2", "answers at another address: 1", "could not be looked at: 1",
		"failed lately; is looked at again: 1", "fails: 3", "not looked at, yet or on purpose: 1"], "by status");
	same(tables[2].map((row) => row[0].split(" ")[0]), ["a-rather-long-name-of-a-data-archive.example.info", "books.example.org", "docs.example.org",
		"learn.example.com", "library.example.net", "notes.example.org", "slow.example.net"], "by host");
	ok(!(await page.content()).includes("gone-from-the-course"), "what the course names no more is not shown");
}

async function checkLooks(page, out) {
	for (const path of shown)
		for (const scheme of ["light", "dark"])
			for (const width of [320, 1280]) {
				await page.setViewport({ width, height: 900 });
				await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
				await page.goto(`${pathToFileURL(out)}/${path}`, { waitUntil: "load" });
				await page.evaluate(axe);
				const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
				ok(violations.length === 0, `axe: ${path} ${scheme} ${width}px`, violations.map((one) => `${one.id}: ${one.nodes[0].html}`));
				const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
				ok(wide <= window, `no sideways scrolling: ${path} ${width}px`, [wide, window]);
			}
}

/** The way there by keyboard: from the resources, and from the footer of any page. */
async function checkKeyboard(page, out) {
	await page.goto(`${pathToFileURL(out)}/resources.html`, { waitUntil: "load" });
	for (let tabs = 0; tabs < 30; tabs++) {
		await page.keyboard.press("Tab");
		if (await page.evaluate(() => document.activeElement.getAttribute("href") === "link-health.html")) break;
	}
	ok(await page.evaluate(() => document.activeElement.matches("main a:focus-visible")), "the resources lead there, by Tab");
	await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
	ok(page.url().endsWith("/link-health.html"), "and Enter");
	const stops = [];
	for (let tabs = 0; tabs < 40; tabs++) {
		await page.keyboard.press("Tab");
		stops.push(await page.evaluate(() => document.activeElement.closest("table") && document.activeElement.getAttribute("href")));
	}
	ok(stops.includes("https://notes.example.org/old/") && stops.includes("weeks/01-first.html"), "each link of what fails is reached", stops);
	for (const path of ["index.html", "weeks/02-second.html"])
		ok(/<footer[\s\S]*link-health\.html/.test(read(out, path)), `the footer leads there: ${path}`);
}

/** The same site without its file, and without the plugin. */
async function checkWithout(folder) {
	const bare = join(folder, "bare"), plain = join(folder, "plain");
	for (const copy of [bare, plain]) {
		cpSync(site, copy, { recursive: true });
		rmSync(join(copy, "content/link-health.jsonl"));
	}
	const settings = join(plain, "content/site.yaml");
	writeFileSync(settings, readFileSync(settings, "utf8").replace(", links]", "]"));
	await withSite({ site: bare }, (one) => withSite({ site: plain }, (other) => {
		ok(!pagesOf(one).includes("link-health.html"), "without the file there is no page");
		same(pagesOf(one), pagesOf(other), "nor any other page than without the plugin");
		same(pagesOf(one).filter((path) => read(one, path) !== read(other, path)), [], "and all are the same, byte for byte");
		ok(!read(one, "resources.html").includes("link-health.html"), "nothing leads there");
	}));
}

const folder = mkdtempSync(join(tmpdir(), "lectern-link-health-"));
try {
	await withSite({ site }, async (out) => {
		for (const path of pagesOf(out)) {
			const report = await validator.validateString(read(out, path));
			ok(report.valid, `valid HTML: ${path}`, report.results.flatMap((result) => result.messages.map((one) => `${one.line}: ${one.ruleId} ${one.message}`)));
		}
		await withBrowser("chromium", async (browser) => {
			const page = await browser.newPage();
			await checkWords(page, out);
			await checkPage(page, out);
			await checkLooks(page, out);
			await checkKeyboard(page, out);
		});
		await withBrowser("firefox", async (browser) => {
			const page = await browser.newPage();
			await page.setJavaScriptEnabled(false).catch(() => {});
			await checkPage(page, out);
		});
	});
	await checkWithout(folder);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
done();
