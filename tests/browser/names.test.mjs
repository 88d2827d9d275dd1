// What a screen reader is told, by the accessibility tree: every control has a name, landmarks are
// there once and told apart, headings are in order; and on the home page and a week the names are
// those of what stands there.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { done, ok, same } from "../tap.mjs";
import { kindsOf, withBrowser, withSite } from "./browser.mjs";

const controls = new Set(["link", "button", "checkbox", "radio", "textbox", "searchbox", "combobox", "listbox", "slider", "spinbutton", "switch",
	"tab", "menuitem", "DisclosureTriangle"]);
const named = new Set(["navigation", "complementary", "region", "search", "form", "dialog"]); // landmarks that there may be several of

/** All nodes of the tree that have a role, in order: {role, name, level}. */
async function read(page) {
	const nodes = [];
	const walk = (node) => {
		nodes.push({ role: node.role, name: node.name ?? "", level: node.level, node });
		(node.children ?? []).forEach(walk);
	};
	walk(await page.accessibility.snapshot({ interestingOnly: false }));
	return nodes;
}
const names = (nodes, role) => nodes.filter((node) => node.role === role).map((node) => node.name);

function checkOrder(nodes, name) {
	const headings = nodes.filter((node) => node.role === "heading");
	const jumps = headings.filter((heading, i) => heading.level > (headings[i - 1]?.level ?? 0) + 1).map((heading) => `${heading.level} ${heading.name}`);
	same(headings.filter((heading) => heading.level === 1).length, 1, `${name}: one heading of the first level`);
	same(jumps, [], `${name}: headings leave no level out`);
	same(headings.filter((heading) => !heading.name).length, 0, `${name}: and all say something`);
}

function checkLandmarks(nodes, name) {
	for (const role of ["banner", "main", "contentinfo"])
		same(names(nodes, role).length, 1, `${name}: ${role}, once`);
	const wrong = [...named].flatMap((role) => {
		const found = names(nodes, role);
		return found.filter((one, i) => !one || found.indexOf(one) !== i).map((one) => `${role} "${one}"`);
	});
	same(wrong, [], `${name}: other landmarks have names, each its own`);
}

function checkHome(nodes, course) {
	same(names(nodes, "heading").slice(0, 1 + course.blocks.length), [course.title, ...course.blocks.map((block) => block.title)], "home: the course and its stretches are headings");
	const links = names(nodes, "link");
	same(links[0], "Skip to the text", "home: the first link skips");
	ok(links.includes(course.title), "home: the mark is called as the course");
	same(course.weeks.map((week) => week.title).filter((title) => links.filter((link) => link === title).length !== 1), [], "home: each week is a link, called by its title", links);
	same(names(nodes, "region"), course.blocks.map((block) => block.title), "home: the stretches are regions");
}

function checkWeek(nodes, course, week) {
	same(names(nodes, "heading")[0], week.title, "week: the heading is its title");
	const spoken = names(nodes, "heading");
	same(week.sections.map((section) => section.title).filter((title) => !spoken.some((one) => one.startsWith(title))), [], "week: every section is a heading", spoken);
	for (const name of ["Where you are", "All weeks of the course", "On this page", "Previous and next"])
		ok(names(nodes, "navigation").includes(name), `week: there is a navigation "${name}"`, names(nodes, "navigation"));
	const here = nodes.filter((node) => node.role === "link" && node.name.includes(week.title));
	ok(here.length > 0, "week: the path names it");
	const boxes = names(nodes, "checkbox");
	const tasks = week.sections.find((section) => section.role === "tasks").items.map((item) => item.text);
	same(tasks.filter((task) => !boxes.some((box) => box.endsWith(task))), [], "week: each box is called as its task", boxes);
	ok(names(nodes, "button").some((name) => /Colours: (Auto|Light|Dark)/.test(name)), "week: the switch of colours says its state", names(nodes, "button"));
	const steps = names(nodes, "link").filter((link) => /^(Previous|Next)/.test(link));
	const beside = course.weeks.filter((one) => Math.abs(one.week - week.week) === 1).map((one) => one.title);
	ok(beside.length > 0 && beside.every((title) => steps.some((link) => link.endsWith(title))), "week: previous and next are called by their titles", steps);
}

await withSite({}, (out) => withBrowser("chromium", async (browser) => {
	const page = await browser.newPage();
	const course = JSON.parse(readFileSync(join(out, "api/curriculum.json"), "utf8"));
	await page.setViewport({ width: 1280, height: 900 });
	for (const [kind, path] of Object.entries(kindsOf(out))) {
		await page.goto(`${pathToFileURL(out)}/${path}`, { waitUntil: "load" });
		await page.waitForSelector("footer [data-kept=open]:not([hidden])");
		const nodes = await read(page);
		same(nodes.filter((node) => controls.has(node.role) && !node.name.trim()).map((node) => node.role), [], `${kind}: every control has a name`);
		ok(nodes.filter((node) => controls.has(node.role)).length > 5, `${kind}: there are controls`);
		checkOrder(nodes, kind);
		checkLandmarks(nodes, kind);
		if (kind === "home") checkHome(nodes, course);
		if (kind === "week") checkWeek(nodes, course, course.weeks.find((week) => week.url === path));
	}
	await page.click("footer [data-kept=open]");
	const dialog = (await page.accessibility.snapshot({ root: await page.$("dialog[open]") }));
	same([dialog.role, dialog.name], ["dialog", "Your progress"], "a dialog is called by its heading");
}));
done();
