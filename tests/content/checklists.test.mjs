// What can be ticked in the published course adds up: in the JSON of weeks and course, in the
// script for browsers, in the pages, and against the ids of ids.lock.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { lectern, root } from "../paths.mjs";
import { done, ok, same } from "../tap.mjs";

const out = mkdtempSync(join(tmpdir(), "lectern-checklists-"));
const read = (path) => readFileSync(join(out, path), "utf8");
const counted = ["required", "required_done", "stretch", "stretch_done", "hours"];
const sum = (list) => Object.fromEntries(counted.map((key) => [key, list.reduce((total, one) => total + one[key], 0)]));
const pick = (totals) => Object.fromEntries(counted.map((key) => [key, totals[key]]));

/** Ids of boxes in the sections of the JSON, those below others included. */
function idsOf(page) {
	const ids = [];
	const walk = (items) => items.forEach((item) => {
		if ("done" in item) ids.push(item.id);
		walk(item.items ?? []);
	});
	page.sections.forEach((section) => walk(section.items));
	return ids;
}

function checkPage(page, script, names) {
	const { items, sections, totals } = page.data.checklists;
	const wrong = [];
	const expect = (good, what) => good || wrong.push(what);
	const html = read(page.url);
	const ids = items.map((item) => item.id);
	const boxes = [...html.matchAll(/<input type="checkbox" data-item="([^"]*)"/g)].map((match) => match[1]);
	expect(JSON.stringify([...ids].sort()) === JSON.stringify(idsOf(page).sort()), "the items are the boxes of the sections");
	expect(JSON.stringify(ids) === JSON.stringify(boxes), "the page has them, in this order");
	expect(JSON.stringify(pick(totals)) === JSON.stringify(sum(sections.map((section) => section.totals))), "sections add up");
	expect(totals.required === items.filter((item) => item.required).length, "required ones");
	expect(totals.stretch === items.filter((item) => !item.required).length, "stretch goals");
	expect(items.every((item) => item.required === (item.role !== "stretch")), "a stretch goal is not required");
	expect(totals.hours === items.reduce((hours, item) => hours + (item.required ? item.hours ?? 0 : 0), 0), "hours");
	expect(JSON.stringify(script?.required ?? []) === JSON.stringify(items.filter((item) => item.required).map((item) => item.id)), "required ids of the script");
	expect(JSON.stringify(script?.stretch ?? []) === JSON.stringify(items.filter((item) => !item.required).map((item) => item.id)), "other ids of the script");
	expect(!script || script.output === page.url, "where the script says the page is");
	expect((script?.hours ?? []).reduce((sum, hours) => sum + (hours.length ? (hours[0] + hours[1]) / 2 : hours), 0) === totals.hours, "hours of the script");
	expect(ids.every((id) => names[id] && html.includes(` id="${names[id][0]}"`)), "where the items are");
	expect(items.every(({ id, text }) => names[id]?.[1] === text), "what the items are called");
	return wrong.map((what) => `${page.id}: ${what}`);
}

try {
	execFileSync(lectern, ["build", root, "--quiet", "--output", out], { stdio: "inherit" });
	const course = JSON.parse(read("api/curriculum.json"));
	const { totals, weeks, pages } = course.data.checklists;
	const window = {};
	runInNewContext(read("data/checklists.js"), { window });
	runInNewContext(read("data/items.js"), { window });
	const script = new Map(window.lecternChecklists.pages.map((page) => [page.id, page]));
	const all = [...course.weeks, ...course.pages];

	same(weeks.map((week) => week.week), course.weeks.map((week) => week.week), "every week has boxes, and they come by number");
	same(pick(totals), sum(weeks), "the course is the sum of its weeks");
	same(weeks.map(pick), course.weeks.map((week) => pick(week.data.checklists.totals)), "weeks are counted as on their pages");
	same(totals.hours, 212, "the hours of the boxes are the hours of the course");
	ok(totals.stretch === 24 && pages.find((page) => page.id === "pages/career").required === 26, "24 stretch goals, 26 things for applicants");
	same(all.flatMap((page) => checkPage(page, script.get(page.id), window.lecternItems)), [], "items, sections, totals, pages and script agree");
	same([...script.keys()], [...weeks, ...pages].map((page) => page.id), "the script has every page with boxes");

	const locked = new Set(readFileSync(join(root, "content/ids.lock"), "utf8").split("\n").map((line) => line.split("\t")[0]));
	const ids = [...script.values()].flatMap((page) => [...page.required, ...page.stretch]);
	same(ids.filter((id) => !locked.has(id)), [], "the lock knows every id");
	same(ids.length, new Set(ids).size, "no id twice in the course");
	same(Object.keys(window.lecternItems).sort(), [...ids].sort(), "the names of items are those of the items");
	ok(read("data/checklists.js").length < 20_000, "the script is small");
} finally {
	rmSync(out, { recursive: true, force: true });
}
done();
