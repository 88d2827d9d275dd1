// Pictures of every kind of page, light and dark, at four widths, into build/screenshots/, to be
// looked at. home-light-1280.png there is the picture of the README (tests/browser/home.png).
//
//	node tests/browser/screenshots.test.mjs [SITE [build options]]
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../paths.mjs";
import { done, ok } from "../tap.mjs";
import { withBrowser, withSite } from "./browser.mjs";

const kinds = { home: "index.html", week: "weeks/01-python-fundamentals.html", capstone: "weeks/16-final-capstone-and-career.html",
	page: "pages/career.html", tools: "pages/tools.html", projects: "projects.html", resources: "resources.html", practice: "practice.html", progress: "progress.html", print: "print.html", guide: "guide/weeks.html", "404": "404.html" };
const folder = join(root, "build/screenshots");

mkdirSync(folder, { recursive: true });
await withSite({ site: process.argv[2] ?? root, args: process.argv.slice(3) }, (out) => withBrowser("chromium", async (browser) => {
	const page = await browser.newPage();
	for (const [kind, path] of Object.entries(kinds)) {
		for (const scheme of ["light", "dark"])
			for (const width of [320, 768, 1280, 1920]) {
				await page.setViewport({ width, height: width < 700 ? 800 : 1000 });
				await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
				await page.goto(`${pathToFileURL(out)}/${path}`, { waitUntil: "load" });
				await page.screenshot({ path: join(folder, `${kind}-${scheme}-${width}.png`) });
				// The whole course is too long for a picture.
				if (kind !== "print" && (width === 1280 || width === 320))
					await page.screenshot({ path: join(folder, `${kind}-${scheme}-${width}-full.png`), fullPage: true });
			}
		// A blank picture of this size packs to a few thousand bytes.
		const bytes = statSync(join(folder, `${kind}-light-1280.png`)).size;
		ok(bytes > 15_000, `${kind} has something to see (${bytes} bytes)`);
	}
}));
done();
