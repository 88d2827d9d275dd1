// Every page is valid HTML; every kind of page passes axe, light and dark, wide and narrow, for
// both audiences; scripts off, it reads all the same; nothing widens the page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { root } from "../paths.mjs";
import { pagesOf, withBrowser, withSite } from "./browser.mjs";
import { done, ok } from "../tap.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const kinds = { home: "index.html", week: "weeks/04-mathematics-for-ml.html", page: "pages/career.html",
	guide: "guide/weeks.html", tools: "pages/tools.html", projects: "projects.html", progress: "progress.html", "404": "404.html" };

const validator = new HtmlValidate({
	extends: ["html-validate:standard", "html-validate:a11y"],
	rules: {
		"long-title": "off", // a matter of taste, and titles are the author's
		"no-trailing-whitespace": "off", // so are spaces in text
		"no-raw-characters": "off", // "&" stands escaped; ">" need not be
		"require-sri": "off", // every file is the site's own
	},
});

async function validate(out, audience) {
	const wrong = [];
	for (const path of pagesOf(out)) {
		const report = await validator.validateString(readFileSync(join(out, path), "utf8"));
		for (const result of report.results)
			for (const message of result.messages)
				wrong.push(`${path}:${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
	}
	ok(wrong.length === 0, `${audience}: ${pagesOf(out).length} pages are valid HTML`, wrong.slice(0, 30));
}

async function audit(page, url, name) {
	await page.goto(url, { waitUntil: "load" });
	await page.evaluate(axe);
	const results = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
	const found = results.violations.map((v) => ({ id: v.id, help: v.help, nodes: v.nodes.slice(0, 4).map((n) => `${n.html.slice(0, 160)} | ${n.any[0]?.message ?? ""}`) }));
	ok(found.length === 0, `axe: ${name}`, found);
	const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
	ok(width[0] <= width[1], `no sideways scrolling: ${name}`, width);
}

// A site from right to left, with long words and with headings named like the theme's own places.
await withSite({ site: join(root, "tests/browser/fixtures/odd"), args: [] }, async (out) => {
	await validate(out, "odd");
	await withBrowser("chromium", async (browser) => {
		const page = await browser.newPage();
		for (const path of ["index.html", "weeks/01-first.html"])
			for (const width of [320, 1280]) {
				await page.setViewport({ width, height: 900 });
				await audit(page, `${pathToFileURL(out)}/${path}`, `odd ${path} ${width}px`);
			}
		ok(await page.evaluate(() => getComputedStyle(document.body).direction) === "rtl", "odd: set from right to left");
	});
});

for (const audience of ["learner", "instructor"])
	await withSite({ args: ["--audience", audience] }, async (out) => {
		await validate(out, audience);
		await withBrowser("chromium", async (browser) => {
			const page = await browser.newPage();
			for (const [kind, path] of Object.entries(kinds))
				for (const scheme of ["light", "dark"])
					for (const width of [320, 1280]) {
						await page.setViewport({ width, height: 900 });
						await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
						await audit(page, `${pathToFileURL(out)}/${path}`, `${audience} ${kind} ${scheme} ${width}px`);
					}
			await page.setJavaScriptEnabled(false);
			await page.goto(`${pathToFileURL(out)}/${kinds.week}`, { waitUntil: "load" });
			const text = await (await page.$("main")).evaluate?.((main) => main.innerText).catch(() => null);
			ok(text === null || text.length > 1000, `${audience}: readable with scripts off`);
		});
	});
done();
