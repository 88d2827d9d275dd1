// Every colour that text may have stands out from every paper at 4.5:1 or more (WCAG 2.2, 1.4.3),
// in both modes and for readers who force one of them.
import { pathToFileURL } from "node:url";
import { withBrowser, withSite } from "./browser.mjs";
import { done, ok } from "../tap.mjs";

const texts = ["--ink", "--quiet", "--stretch-1", "--stretch-2", "--stretch-3", "--stretch-4"];
const papers = ["--paper", "--raised", "--sunken"];

/** Contrast ratios of all pairs, as the browser paints the colours. */
function measure(foregrounds, backgrounds) {
	const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
	const context = canvas.getContext("2d", { willReadFrequently: true });
	const probe = document.body.appendChild(document.createElement("i"));
	const luminance = (name) => {
		probe.style.color = `var(${name})`;
		context.fillStyle = getComputedStyle(probe).color;
		context.fillRect(0, 0, 1, 1);
		const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3)
			.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	return foregrounds.flatMap((text) => backgrounds.map((paper) => {
		const [low, high] = [luminance(text), luminance(paper)].sort((a, b) => a - b);
		return { text, paper, ratio: (high + 0.05) / (low + 0.05) };
	}));
}

await withSite({}, (out) => withBrowser("chromium", async (browser) => {
	const page = await browser.newPage();
	const seen = new Set();
	for (const scheme of ["light", "dark"]) {
		await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
		await page.goto(`${pathToFileURL(out)}/index.html`, { waitUntil: "load" });
		for (const { text, paper, ratio } of await page.evaluate(measure, texts, papers)) {
			ok(ratio >= 4.5, `${scheme}: ${text} on ${paper} is ${ratio.toFixed(2)}:1`);
			seen.add(ratio.toFixed(3));
		}
	}
	ok(seen.size > 20, "the colours measured are different ones", [...seen]);
}));
done();
