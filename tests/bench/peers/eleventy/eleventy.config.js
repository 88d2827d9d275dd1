/** Eleventy with an equal theme. Neighbours are handed out once: its own filters for them look through all pages. */
import { dirname } from "node:path";

function relate(pages) {
	const stretches = new Map();
	for (const page of pages) {
		const folder = dirname(page.inputPath);
		if (!stretches.has(folder)) stretches.set(folder, []);
		stretches.get(folder).push(page);
	}
	for (const stretch of stretches.values())
		stretch.forEach((page, i) => Object.assign(page.data, { stretch, prev: stretch[i - 1], next: stretch[i + 1] }));
	return pages;
}

export default function (config) {
	config.setQuietMode(true);
	config.addGlobalData("layout", "page.njk");
	config.addGlobalData("permalink", () => ({ page }) => `${page.filePathStem}.html`);
	config.addCollection("weeks", (api) =>
		relate(api.getAll().filter((page) => page.inputPath.endsWith(".md")).sort((a, b) => (a.inputPath < b.inputPath ? -1 : 1))));
	return {
		dir: { input: "content", includes: "../layouts", output: "public" },
		templateFormats: ["md", "11ty.js"],
		markdownTemplateEngine: false,
	};
}
