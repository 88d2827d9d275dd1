// Readers who see, move and read otherwise: at 400 %, in forced colours, without motion, without
// scripts, from right to left. Every kind of page in each of them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../paths.mjs";
import { done, ok, same } from "../tap.mjs";
import { kindsOf, withBrowser, withSite } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Opens each kind of page in turn, as it is once it has settled. */
async function each(page, out, check) {
	for (const [kind, path] of Object.entries(kindsOf(out))) {
		await page.goto(`${pathToFileURL(out)}/${path}`, { waitUntil: "load" });
		await check(kind);
	}
}

async function checkAxe(page, name) {
	await page.evaluate(axe);
	const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
	same(violations.map((found) => [found.id, found.nodes[0].html.slice(0, 160)]), [], `${name}: axe`);
}

/** In the page: what is wider than the window, and how much of its height stays covered while it scrolls. */
function measureZoom() {
	const wide = [...document.querySelectorAll("body *")].filter((element) => {
		const box = element.getBoundingClientRect(), scrolling = element.parentElement.closest("pre, .table-wrap");
		return box.width && !scrolling && (box.right > innerWidth + 1 || box.left < -1) && !element.closest(".visually-hidden, .skip");
	}).map((element) => element.outerHTML.slice(0, 100));
	const stuck = () => [...document.querySelectorAll("body *")].filter((element) => /sticky|fixed/.test(getComputedStyle(element).position) && element.checkVisibility())
		.map((element) => element.getBoundingClientRect()).filter((box) => box.bottom > 0 && box.top < innerHeight)
		.reduce((height, box) => height + Math.min(box.bottom, innerHeight) - Math.max(box.top, 0), 0);
	/* The line at the edge at its longest. */
	const bar = document.querySelector("[data-kept=bar]");
	document.querySelector("[data-kept=notice]").textContent = document.getElementById("Kept").dataset.page;
	bar.hidden = false;
	const covered = [0, 400, 1e6].map((top) => { scrollTo(0, top); return stuck(); });
	bar.hidden = true;
	return { sideways: document.documentElement.scrollWidth > innerWidth, wide, covered };
}

async function checkZoom(page, out) {
	await page.setViewport({ width: 320, height: 256 });
	await each(page, out, async (kind) => {
		const { sideways, wide, covered } = await page.evaluate(measureZoom);
		same([sideways, wide], [false, []], `at 400 %, ${kind}: nothing is wider than the window`);
		ok(covered.every((height) => height <= 64), `at 400 %, ${kind}: what stays in place leaves three quarters of the height`, covered);
	});
	await page.click("footer [data-kept=open]");
	const dialog = await page.$eval("dialog[open]", (element) => {
		const box = element.getBoundingClientRect();
		element.scrollTop = 1e6;
		const last = [...element.querySelectorAll("button")].at(-1).getBoundingClientRect();
		return { fits: box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth, reached: last.bottom <= box.bottom && last.top >= box.top };
	});
	same(dialog, { fits: true, reached: true }, "at 400 %: a dialog fits, and scrolls to its end");
}

/** In the page: colours as forced ones make them. */
function measureForced() {
	const probe = document.body.appendChild(document.createElement("i"));
	probe.style.color = "Canvas";
	const canvas = getComputedStyle(probe).color;
	probe.remove();
	const seen = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility() && element.getClientRects().length);
	const edgeless = (selector) => seen(selector).filter((element) => {
		const style = getComputedStyle(element);
		if (element.matches(".button") && style.backgroundColor !== canvas && style.color === canvas) return false;
		return style.borderTopStyle === "none" || style.borderTopColor === canvas || parseFloat(style.borderTopWidth) < 1;
	}).map((element) => element.outerHTML.slice(0, 100));
	const lineless = seen(".line .stretch, .stops, .steps a").filter((element) => getComputedStyle(element, "::before").backgroundColor === canvas).map((element) => element.className);
	return { rings: seen(".ring").length, edgeless: edgeless(".ring, .button, button:not(.scheme, .bare), .brief"), lineless,
		boxes: seen("[type=checkbox]").filter((box) => getComputedStyle(box).appearance === "none").length };
}

async function checkForced(page, out) {
	const session = await page.createCDPSession();
	for (const [width, scheme] of [[1280, "dark"], [320, "light"]]) {
		await page.setViewport({ width, height: 900 });
		await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }, { name: "prefers-color-scheme", value: scheme }] });
		await each(page, out, async (kind) => {
			const name = `forced colours ${scheme} ${width}px, ${kind}`;
			ok(await page.evaluate(() => matchMedia("(forced-colors: active)").matches), `${name}: they are forced`);
			if (width === 1280 || kind === "week") await checkAxe(page, name);
			const { rings, edgeless, lineless, boxes } = await page.evaluate(measureForced);
			same([edgeless, lineless, boxes], [[], [], 0], `${name}: rings, lines, buttons and boxes are seen`);
			if (kind === "home") ok(rings > 0, `${name}: there are rings`);
		});
	}
	await session.send("Emulation.setEmulatedMedia", { features: [] });
	await session.detach();
}

/** In the page: everything that moves by itself, or slowly. */
function findMotion() {
	return [...document.querySelectorAll("*")].flatMap((element) => ["", "::before", "::after", "::backdrop"].filter((part) => {
		const style = getComputedStyle(element, part || null);
		return style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0) || style.animationName !== "none" || style.scrollBehavior === "smooth";
	}).map((part) => element.tagName + part));
}

async function checkMotion(page, out) {
	await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
	await each(page, out, async (kind) => same(await page.evaluate(findMotion), [], `reduced motion, ${kind}: nothing moves`));
	await page.emulateMediaFeatures([]);
}

/** In the page: text that is not to be seen, and controls that would do nothing. */
function findDead() {
	const shown = (element) => element.checkVisibility({ visibilityProperty: true });
	const texts = [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, td)")].filter((element) => !element.closest("template, details:not([open])"));
	return {
		hidden: texts.filter((element) => !shown(element) && element.textContent.trim() && !element.closest("[hidden], .filters, .found, .drill, .tools, .hours-left, .pen")).map((element) => element.outerHTML.slice(0, 100)),
		dead: [...document.querySelectorAll("button, input, select, textarea")].filter((element) => shown(element) && !element.disabled).map((element) => element.outerHTML.slice(0, 100)),
		text: document.querySelector("main").innerText.length,
	};
}

async function checkWithoutScripts(page, out) {
	await page.setJavaScriptEnabled(false);
	await each(page, out, async (kind) => {
		const { hidden, dead, text } = await page.evaluate(findDead);
		same([hidden, dead], [[], []], `without scripts, ${kind}: all of the text, and no dead control`);
		ok(text > 60, `without scripts, ${kind}: ${text} characters to read`);
	});
	for (const width of [320, 1280]) {
		await page.setViewport({ width, height: 900 });
		await page.goto(`${pathToFileURL(out)}/${kindsOf(out).week}`, { waitUntil: "load" });
		ok(await page.$$eval(".fold > summary", (all) => all.every((summary) => summary.checkVisibility())) === (width === 320), `without scripts, ${width}px: panels open where there are buttons for them`);
	}
	await page.setJavaScriptEnabled(true);
}

/** In the page: places of things from right to left. */
function measureSides() {
	const box = (selector) => document.querySelector(selector).getBoundingClientRect();
	const end = (element, at) => {
		const range = document.createRange();
		const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
		range.setStart(text, at < 0 ? text.length - 1 : at);
		range.setEnd(text, at < 0 ? text.length : at + 1);
		return range.getBoundingClientRect();
	};
	const kinds = [...document.querySelectorAll(".facts-line")].filter((line) => line.children.length > 1);
	return {
		path: box(".path").left > box("main").right && box(".margin").right < box("main").left,
		bill: box(".bill .hours").right < box(".bill-what").left && box(".bill-sum .hours").right < box(".bill-sum span").left,
		box: box(".task input").left > box(".task label").left + box(".task label").width / 2,
		hours: [...document.querySelectorAll(".hours, .facts-line bdi")].every((hours) => end(hours, 0).left < end(hours, -1).left),
		facts: kinds.length > 0 && kinds.every((line) => [...line.children].every((span, i, all) => !i || span.getBoundingClientRect().right <= all[i - 1].getBoundingClientRect().left + 1
			|| span.getBoundingClientRect().top > all[i - 1].getBoundingClientRect().top + 2)),
		steps: box(".step-prev").left > box(".step-next").left,
		code: getComputedStyle(document.querySelector("pre")).direction === "ltr",
		upright: getComputedStyle(document.querySelector("h1")).fontStyle === "normal",
	};
}

async function checkRightToLeft(page, out) {
	await page.setViewport({ width: 1280, height: 900 });
	await page.goto(`${pathToFileURL(out)}/weeks/02-second.html`, { waitUntil: "load" });
	same(await page.evaluate(measureSides), { path: true, bill: true, box: true, hours: true, facts: true, steps: true, code: true, upright: true },
		"from right to left: everything stands on its side");
	await page.goto(`${pathToFileURL(out)}/index.html`, { waitUntil: "load" });
	same(await page.evaluate(() => {
		const box = (selector) => document.querySelector(selector).getBoundingClientRect();
		return [box(".stops .ring").left > box(".stops a").right, box(".stops .hours").right < box(".stops a").left, box(".hero h1").left > box(".figures").right,
			getComputedStyle(document.querySelector(".tagline")).fontStyle];
	}), [true, true, true, "normal"], "from right to left: so it does at home");
	for (const width of [320, 1280]) {
		await page.setViewport({ width, height: 900 });
		await each(page, out, async (kind) => {
			same(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `from right to left, ${width}px, ${kind}: no sideways scrolling`);
			if (width === 320 && /home|week/.test(kind)) await checkAxe(page, `from right to left, ${kind}`);
		});
	}
}

await withBrowser("chromium", async (browser) => {
	const page = await browser.newPage();
	await withSite({}, async (out) => {
		await checkZoom(page, out);
		await checkForced(page, out);
		await checkMotion(page, out);
		await checkWithoutScripts(page, out);
	});
	await withSite({ site: join(root, "tests/browser/fixtures/rtl") }, (out) => checkRightToLeft(page, out));
});
done();
