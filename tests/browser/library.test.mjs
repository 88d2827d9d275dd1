// The resource library: all resources without a script, filters with one.
import { pathToFileURL } from "node:url";
import { root } from "../paths.mjs";
import { done, ok } from "../tap.mjs";
import { withBrowser, withSite } from "./browser.mjs";

const shown = (page) => page.$$eval(".library > li", (entries) => entries.filter((entry) => entry.getClientRects().length).length);

await withSite({ site: root }, async (out) => {
	for (const name of ["chromium", "firefox"])
		await withBrowser(name, async (browser) => {
			const page = await browser.newPage();
			await page.goto(`${pathToFileURL(out)}/resources.html`, { waitUntil: "load" });
			const all = await page.$$eval(".library > li", (entries) => entries.length);
			ok(all > 50 && await shown(page) === all, `${name}: all ${all} resources are shown at first`);
			await page.select("[name=week]", "1");
			const week = await page.$$eval(".library > li", (entries) => entries.filter((entry) => entry.dataset.weeks.split(" ").includes("1")).length);
			ok(week > 0 && week < all && await shown(page) === week, `${name}: a week leaves its ${week}`);
			ok((await page.$eval(".found", (found) => found.textContent)).startsWith(`${week} of ${all}`), `${name}: and says how many`);
			await page.type("[name=words]", "zzzz");
			ok(await shown(page) === 0, `${name}: words that are nowhere leave none`);
			ok((await page.$eval(".found", (found) => found.textContent)).startsWith(`None of ${all}`), `${name}: and it says what to do`);
		});
	await withBrowser("chromium", async (browser) => {
		const page = await browser.newPage();
		await page.setJavaScriptEnabled(false);
		await page.goto(`${pathToFileURL(out)}/resources.html`, { waitUntil: "load" });
		ok(await shown(page) > 50 && !await page.$eval(".filters", (filters) => filters.getClientRects().length), "without scripts: the list, and no filters");
		await page.setJavaScriptEnabled(true);
		await page.reload({ waitUntil: "load" });
		await page.emulateMediaType("print");
		ok(await shown(page) > 50 && !await page.$eval(".filters", (filters) => filters.getClientRects().length), "on paper: the same");
	});
});
done();
