// Every page is valid HTML; every kind of page passes axe, light and dark, wide and narrow, for
// both audiences; scripts off, it reads all the same; nothing widens the page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { root } from "../paths.mjs";
import { kindsOf, pagesOf, withBrowser, withSite } from "./browser.mjs";
import { done, ok } from "../tap.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/* Between them both schemes and both widths. */
const twoLooks = [["dark", 320], ["light", 1280]];
const everyLook = [...twoLooks, ["light", 320], ["dark", 1280]];

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
	if (url) await page.goto(url, { waitUntil: "load" });
	await page.evaluate(axe);
	const results = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
	const found = results.violations.map((v) => ({ id: v.id, help: v.help, nodes: v.nodes.slice(0, 4).map((n) => `${n.html.slice(0, 160)} | ${n.any[0]?.message ?? ""}`) }));
	ok(found.length === 0, `axe: ${name}`, found);
	const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
	ok(width[0] <= width[1], `no sideways scrolling: ${name}`, width);
}

/** A week with a panel open, with boxes ticked, with a dialog open. */
async function auditStates(page, url) {
	for (const width of [320, 1280]) {
		await page.setViewport({ width, height: 900 });
		await page.goto(url, { waitUntil: "load" });
		for (const selector of width === 320 ? [".menu summary", ".path summary", ".contents summary"] : []) {
			/* An open menu lies over what follows: a click there would open one of its links. */
			await page.click(selector);
			ok(await page.$eval(selector, (summary) => summary.parentElement.open), `opens: ${selector} ${width}px`);
			await audit(page, null, `open ${selector} ${width}px`);
			await page.click(selector);
		}
		await page.$$eval("input[data-item]", (boxes) => boxes.forEach((box) => box.click()));
		await audit(page, null, `ticked ${width}px`);
		await page.waitForSelector("[aria-haspopup=dialog]:not([hidden])");
		for (const opener of await page.$$("[aria-haspopup=dialog]")) {
			await opener.evaluate((button) => button.click());
			await page.waitForSelector("dialog[open]");
			await audit(page, null, `dialog ${await opener.evaluate((button) => button.getAttribute("aria-label") ?? button.textContent)} ${width}px`);
			await page.keyboard.press("Escape");
			await page.waitForFunction(() => !document.querySelector("dialog[open]"), { polling: 20 });
		}
	}
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
			const all = { ...kindsOf(out), boxes: "pages/career.html", tables: "pages/tools.html" };
			/* What is the same for both audiences is audited once. */
			const kinds = audience === "learner" ? all : { home: all.home, week: all.week, practice: all.practice };
			for (const [kind, path] of Object.entries(kinds))
				for (const [scheme, width] of kind === "week" ? everyLook : twoLooks) {
					await page.setViewport({ width, height: 900 });
					await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
					await audit(page, `${pathToFileURL(out)}/${path}`, `${audience} ${kind} ${scheme} ${width}px`);
				}
			if (audience === "learner") await auditStates(page, `${pathToFileURL(out)}/${kinds.week}`);
			await page.setJavaScriptEnabled(false);
			await page.goto(`${pathToFileURL(out)}/${kinds.week}`, { waitUntil: "load" });
			const text = await (await page.$("main")).evaluate?.((main) => main.innerText).catch(() => null);
			ok(text === null || text.length > 1000, `${audience}: readable with scripts off`);
		});
	});
done();
