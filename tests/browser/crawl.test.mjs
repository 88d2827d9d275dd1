// Every page of the manifest is reached by links, from disk and below a path; no page makes an
// error or asks for anything outside of the folder; every internal link and fragment resolves.
import { pathToFileURL } from "node:url";
import { browsers, countRefusals, isLeft, pagesOf, withBrowser, withServer, withSite } from "./browser.mjs";
import { done, ok } from "../tap.mjs";

/** What one page says of itself. */
const describe = () => ({
	links: [...document.querySelectorAll("a[href]")].map((a) => a.href),
	ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
	sources: [...document.querySelectorAll("[src], link[href]:not([rel=canonical])")].map((e) => e.src || e.href),
	refused: window.refused,
	styled: getComputedStyle(document.body).getPropertyValue("--paper") !== "" || document.styleSheets.length > 0,
});

async function crawl(browser, base) {
	const problems = [];
	const pages = new Map();
	const page = await browser.newPage();
	page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));
	page.on("pageerror", (error) => isLeft(error) || problems.push(`error: ${error.message}`));
	page.on("request", (request) => {
		if (!request.url().startsWith(base) && !/^(data|about|blob):/.test(request.url()))
			problems.push(`request: ${request.url()}`);
	});
	await page.evaluateOnNewDocument(countRefusals);
	const waiting = ["index.html", "404.html"];
	while (waiting.length) {
		const path = waiting.pop();
		if (pages.has(path)) continue;
		await page.goto(base + path, { waitUntil: "load" });
		const seen = await page.evaluate(describe);
		pages.set(path, seen);
		for (const source of seen.sources)
			if (!source.startsWith(base)) problems.push(`${path} loads ${source}`);
		for (const link of seen.links)
			if (link.startsWith(base)) waiting.push(decodeURI(link.slice(base.length).split("#")[0]) || "index.html");
			else if (!/^(https?|mailto|tel):/.test(link)) problems.push(`${path} links to ${link}`);
		for (const what of seen.refused) problems.push(`${path}: the policy refuses ${what}`);
		if (!seen.styled) problems.push(`${path} has no style`);
	}
	for (const [path, seen] of pages)
		for (const link of seen.links.filter((l) => l.startsWith(base) && l.includes("#"))) {
			const [target, fragment] = link.slice(base.length).split("#");
			const ids = pages.get(decodeURI(target) || "index.html")?.ids;
			if (fragment && !ids?.includes(decodeURIComponent(fragment))) problems.push(`${path} links to ${link}`);
		}
	await page.close();
	return { pages: [...pages.keys()].sort(), problems };
}

await withSite({}, async (out) => {
	const expected = pagesOf(out).sort();
	for (const name of Object.keys(browsers)) {
		const judge = (where, { pages, problems }) => {
			ok(JSON.stringify(pages) === JSON.stringify(expected), `${name}, ${where}: reaches all ${expected.length} pages`,
				{ missing: expected.filter((p) => !pages.includes(p)), unknown: pages.filter((p) => !expected.includes(p)) });
			ok(problems.length === 0, `${name}, ${where}: no error, no foreign request, no dead link`, problems);
		};
		await withBrowser(name, async (browser) => {
			judge("from disk", await crawl(browser, `${pathToFileURL(out)}/`));
			await withServer(out, "/a/b/", async (base) => judge("under /a/b/", await crawl(browser, base)));
		});
	}
});
done();
