// By keyboard alone, on every kind of page: Tab reaches all that can be used, once and in the order of
// the page, the focus shows and is covered by nothing, and there is a way out of everything that opens.
import { pathToFileURL } from "node:url";
import { done, ok, same } from "../tap.mjs";
import { browsers, kindsOf, withBrowser, withSite } from "./browser.mjs";

/** In the page: what Tab should reach, in order, and a record of what it does reach. */
function startRecord() {
	const usable = "a[href], button, input, select, textarea, summary, [tabindex]";
	/* Of a group of radio buttons it is the chosen one, or the first; arrows lead to the others. */
	const isPassed = (element) => element.type === "radio" &&
		element !== (document.querySelector(`[name="${CSS.escape(element.name)}"]:checked`) ?? document.querySelector(`[name="${CSS.escape(element.name)}"]`));
	const stops = [...document.querySelectorAll(usable)].filter((element) => !isPassed(element) &&
		element.tabIndex >= 0 && !element.disabled && element.type !== "hidden" && element.checkVisibility({ visibilityProperty: true }));
	const nameOf = (element) => `${element.tagName.toLowerCase()} ${(element.getAttribute("aria-label") || element.textContent || element.name || element.id).trim().replace(/\s+/g, " ").slice(0, 40)}`;
	const scrolls = (element) => element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;

	/* Where the outline of an element is drawn must not be cut off by what scrolls around it. */
	function isCut(element, box) {
		const style = getComputedStyle(element), reach = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth);
		for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
			if (getComputedStyle(around).overflowX === "visible") continue;
			const frame = around.getBoundingClientRect();
			if (box.left - reach < frame.left - 1 || box.right + reach > frame.right + 1) return true;
		}
		return false;
	}
	function isCovered(element, box) {
		const y = Math.min(box.top + box.height / 2, innerHeight - 1);
		const hit = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), y);
		return !hit || !(element.contains(hit) || hit.contains(element) || hit.closest("label")?.contains(element));
	}

	window.record = { stops: stops.map(nameOf), reached: [], wrong: [], doubtful: [] };
	document.addEventListener("focusin", (event) => {
		const element = event.target, style = getComputedStyle(element);
		const box = [...element.getClientRects()].find((rect) => rect.width && rect.height) ?? element.getBoundingClientRect();
		const say = (what) => window.record.wrong.push(`${nameOf(element)}: ${what}`);
		const index = stops.indexOf(element);
		window.record.reached.push(index);
		if (index < 0 && !scrolls(element)) say("is not among what can be used");
		if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) say(`no outline (${style.outline})`);
		if (isCut(element, box)) say("its outline is cut off");
		/* When keys come faster than frames the page may not have scrolled yet: those are looked at again. */
		if (isCovered(element, box)) window.record.doubtful.push(element);
	});
	window.record.lookAgain = async () => {
		for (const element of new Set(window.record.doubtful.splice(0))) {
			document.activeElement?.blur();
			element.focus();
			await new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
			if (isCovered(element, element.getBoundingClientRect())) window.record.wrong.push(`${nameOf(element)}: something covers it`);
		}
	};
}

/** Presses a key many times; the page keeps the record, so that nothing waits in between. */
async function press(page, key, times) {
	for (let i = 0; i < times; i += 20)
		await Promise.all(Array.from({ length: Math.min(20, times - i) }, () => page.keyboard.press(key)));
}

async function walk(page, name, { back } = {}) {
	await page.evaluate(startRecord);
	const stops = await page.evaluate(() => window.record.stops);
	await press(page, "Tab", stops.length + 12); // scrolling boxes are stops as well
	const { reached, wrong } = await page.evaluate(async () => {
		const reached = [...window.record.reached];
		await window.record.lookAgain();
		return { reached, wrong: window.record.wrong };
	});
	const usable = reached.filter((index) => index >= 0);
	/* After the last comes the browser's own, and then the first again. */
	const once = usable.slice(0, stops.length);
	same(once, stops.map((_, index) => index), `${name}: Tab reaches all ${stops.length}, in order`);
	same([...new Set(wrong)].slice(0, 12), [], `${name}: the focus shows everywhere, and nothing covers it`);
	ok(/#Main$/.test(await page.$eval("a", (first) => first.href)) || name.includes("404"), `${name}: the first leads to the text`);
	if (!back) return;
	const last = (await page.$$("footer a")).at(-1);
	await last.focus();
	await page.evaluate(() => { window.record.reached = [window.record.reached.at(-1)]; });
	await page.keyboard.down("Shift");
	await press(page, "Tab", 12);
	await page.keyboard.up("Shift");
	const way = await page.evaluate(() => window.record.reached.filter((index) => index >= 0));
	same(way, way.map((_, index) => way[0] - index), `${name}: Shift+Tab goes the same way back`);
}

const active = (page) => page.evaluate(() => `${document.activeElement.tagName} ${document.activeElement.id} ${document.activeElement.textContent.trim().slice(0, 30)}`);

async function checkSkip(page, name) {
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	await page.waitForFunction(() => location.hash === "#Main", { polling: 20 });
	await page.keyboard.press("Tab");
	ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), `${name}: the first link skips to the text`, await active(page));
}

/** Panels behind buttons: Enter opens, Tab goes in, Escape closes and gives the focus back. */
async function checkFolds(page, name) {
	const folds = await page.$$(".fold");
	for (const fold of folds) {
		const summary = await fold.$("summary");
		const what = `${name}, ${await summary.evaluate((element) => element.textContent)}`;
		await summary.focus();
		await page.keyboard.press("Enter");
		ok(await fold.evaluate((element) => element.open && element.querySelector(".panel").checkVisibility()), `${what}: Enter opens`);
		await page.keyboard.press("Tab");
		ok(await fold.evaluate((element) => element.querySelector(".panel").contains(document.activeElement)), `${what}: Tab goes in`);
		await page.keyboard.press("Escape");
		ok(await fold.evaluate((element) => !element.open && document.activeElement === element.querySelector("summary")), `${what}: Escape closes, and the focus returns`, await active(page));
	}
	return folds.length;
}

/** Dialogs: the same, and Tab stays inside. Each on a page of its own: behind the last stop, keys are the browser's. */
async function checkDialogs(visit, name) {
	let opened = 0;
	for (let index = 0, count = 1; index < count; index++) {
		const page = await visit();
		const openers = await page.$$("[aria-haspopup=dialog]"), opener = openers[index];
		count = openers.length;
		if (!await opener.evaluate((element) => element.checkVisibility())) continue;
		opened += 1;
		const what = `${name}, ${await opener.evaluate((element) => element.getAttribute("aria-label") ?? element.textContent)}`;
		await opener.focus();
		await page.keyboard.press("Enter");
		await page.waitForFunction(() => document.querySelector("dialog[open]")?.matches(":modal"), { polling: 20, timeout: 8000 }).catch(() => {});
		const inside = () => page.evaluate(() => document.querySelector("dialog[open]")?.contains(document.activeElement));
		ok(await inside(), `${what}: Enter opens, and the focus is inside`, await active(page));
		const seen = [];
		for (let i = 0; i < 12; i++) {
			await page.keyboard.press("Tab");
			seen.push(await page.evaluate(() => document.activeElement === document.body || document.querySelector("dialog[open]").contains(document.activeElement)));
		}
		ok(seen.every(Boolean), `${what}: Tab stays inside`);
		await page.keyboard.press("Escape");
		await page.waitForFunction(() => !document.querySelector("dialog[open]"), { polling: 20, timeout: 8000 }).catch(() => {});
		ok(await opener.evaluate((element) => !document.querySelector("dialog[open]") && document.activeElement === element), `${what}: Escape closes, and the focus returns`, await active(page));
		await page.close();
	}
	return opened;
}

await withSite({}, async (out) => {
	const kinds = kindsOf(out), url = (kind) => `${pathToFileURL(out)}/${kinds[kind]}`;
	/* A new tab for each: behind its last stop the focus is the browser's own. */
	const visit = async (browser, kind, width, height) => {
		const page = await browser.newPage();
		await page.setViewport({ width, height });
		await page.goto(url(kind), { waitUntil: "load" });
		await page.waitForSelector("footer [data-kept=open]:not([hidden])");
		return page;
	};
	for (const name of Object.keys(browsers))
		await withBrowser(name, async (browser) => {
			const all = name === "chromium" ? Object.keys(kinds) : ["home", "week"];
			for (const kind of all) {
				const page = await visit(browser, kind, 1280, 900);
				await walk(page, `${name}, ${kind}`, { back: kind === "week" });
				await page.close();
			}
			for (const kind of ["home", "week"]) {
				const page = await visit(browser, kind, 320, 256); // what 1280 by 1024 leaves of itself at 400 %
				await walk(page, `${name}, ${kind} at 400 %`);
				await page.close();
			}
			const page = await visit(browser, "week", 400, 800);
			await checkSkip(page, `${name}, week`);
			ok(await checkFolds(page, `${name}, week`) >= 3, `${name}: there are panels`);
			ok(await checkDialogs(() => visit(browser, "week", 400, 800), `${name}, week`) >= 2, `${name}: there are dialogs`);
		});
});
done();
