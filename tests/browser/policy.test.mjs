// The policy of the pages lets files of the site work, and nothing that stands in a page: in both
// browsers, from disk and below a path. (That no page of the course breaks it, crawl.test.mjs says.)
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../paths.mjs";
import { done, ok, same } from "../tap.mjs";
import { browsers, countRefusals, kindsOf, withBrowser, withServer, withSite } from "./browser.mjs";

const fixtures = join(root, "tests/browser/fixtures");

/** What somebody who got markup into a page would try; each sets a mark when it runs. */
async function attack() {
	window.ran = [];
	const put = (name, attributes, text) => {
		const element = document.createElement(name);
		for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
		element.textContent = text ?? "";
		document.body.append(element);
		return element;
	};
	put("script", {}, "window.ran.push('script')");
	put("script", { src: "data:text/javascript,window.ran.push('data')" });
	put("img", { src: "data:image/gif;base64,R0lGODlhAQABAAAAACw=", onload: "window.ran.push('handler')", onerror: "window.ran.push('handler')" });
	put("iframe", { srcdoc: "<script>parent.ran.push('frame')</scr" + "ipt>" });
	put("object", { data: "data:text/html,<script>parent.ran.push('object')</scr" + "ipt>" });
	put("base", { href: "https://evil.example/" });
	put("style", {}, ":root { --broken: 1 }");
	const styled = put("p", { style: "color: rgb(1, 2, 3)" }, "x");
	const form = put("form", { action: "https://evil.example/", method: "post" });
	try {
		form.submit();
	} catch {
		// Firefox says so
	}
	/* A busy machine tells of them late. */
	const kinds = () => [...new Set(window.refused.map((what) => what.split(" ")[0]))].sort();
	for (let waited = 0; waited < 50 && (waited < 1 || kinds().length < 7); waited++)
		await new Promise((resolve) => setTimeout(resolve, 100));
	return { ran: window.ran, base: document.baseURI === location.href, colour: getComputedStyle(styled).color !== "rgb(1, 2, 3)",
		sheet: getComputedStyle(document.documentElement).getPropertyValue("--broken") === "",
		refused: kinds() };
}

async function checkKinds(browser, out, base, where) {
	const page = await browser.newPage();
	await page.evaluateOnNewDocument(countRefusals);
	for (const [kind, path] of Object.entries(kindsOf(out))) {
		await page.goto(base + path, { waitUntil: "load" });
		const before = await page.evaluate(() => ({ refused: window.refused, styled: getComputedStyle(document.body).margin === "0px" }));
		same(before, { refused: [], styled: true }, `${where}, ${kind}: all that the page has is let in`);
		if (base.startsWith("http") && kind !== "home") continue;
		same(await page.evaluate(attack), { ran: [], base: true, colour: true, sheet: true, refused: ["base-uri", "form-action", "object-src",
			"script-src-attr", "script-src-elem", "style-src-attr", "style-src-elem"] }, `${where}, ${kind}: what is put into the page is not`);
	}
	await page.close();
}

/** Rings that the author filled, and pictures from elsewhere. */
async function checkContent(browser, folder, where) {
	const page = await browser.newPage();
	await page.evaluateOnNewDocument(countRefusals);
	await withSite({ site: join(fixtures, "boxes") }, async (out) => {
		await page.goto(`${pathToFileURL(out)}/index.html`, { waitUntil: "load" });
		await page.waitForSelector(".ring[data-state]");
		same(await page.$$eval(".stops .ring", (rings) => rings.map((ring) => ring.style.getPropertyValue("--done"))), ["0.2"],
			`${where}: a ring that the author filled is full`);
		same(await page.evaluate(() => window.refused), [], `${where}: without a style attribute`);
	});
	await withSite({ site: folder }, async (out) => {
		await page.setOfflineMode?.(true).catch(() => {}); // what is asked for need not come
		await page.goto(`${pathToFileURL(out)}/index.html`, { waitUntil: "domcontentloaded" });
		same(await page.evaluate(() => window.refused), [], `${where}: a picture that content has from elsewhere is let in`);
	});
	await page.close();
}

const folder = mkdtempSync(join(tmpdir(), "lectern-policy-"));
mkdirSync(join(folder, "content"));
writeFileSync(join(folder, "content/site.yaml"), "title: T\nlinks: {internal: {localhost: off}}\n");
writeFileSync(join(folder, "content/index.md"), "---\ntitle: T\n---\n![far](https://127.0.0.1:1/a.png)\n");
try {
	await withSite({}, async (out) => {
		for (const name of Object.keys(browsers))
			await withBrowser(name, async (browser) => {
				await checkKinds(browser, out, `${pathToFileURL(out)}/`, `${name}, from disk`);
				await withServer(out, "/a/b/", (base) => checkKinds(browser, out, base, `${name}, under /a/b/`));
				await checkContent(browser, folder, name);
			});
		ok(Object.keys(kindsOf(out)).length >= 7, "every kind of page is among them", kindsOf(out));
	});
} finally {
	rmSync(folder, { recursive: true, force: true });
}
done();
