// The published course against the roadmap that it was made from: its JSON summary as values
// and key order, every count, every item's wording; once for content/ and once for a fresh import.
// The roadmap itself is not part of this repository.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lectern, root } from "../paths.mjs";
import { done, ok, same, skip } from "../tap.mjs";

const seed = process.env.LECTERN_SEED ?? join(root, "../shared/seed/roadmap.md");
const work = mkdtempSync(join(tmpdir(), "lectern-roadmap-"));

const counts = {
	blocks: 4, weeks: 16, topics: 80, tasks: 81, hours: 212, resources: 64, projects: 16, capstones: 4,
	ethics: 80, outcomes: 64, stretch: 24, selfAssessment: 20, interview: 25, careerBoxes: 26,
};

function build(site, ...options) {
	const out = join(work, `out-${Math.random().toString(36).slice(2)}`);
	execFileSync(lectern, ["build", site, "--quiet", "--output", out, ...options], { stdio: "inherit" });
	const read = (path) => JSON.parse(readFileSync(join(out, path), "utf8"));
	return { out, summary: read("curriculum.json"), course: read("api/curriculum.json"), read };
}

const itemsOf = (week, role) => week.sections.find((section) => section.role === role)?.items ?? [];

function count(course) {
	const sum = (role, of = (items) => items.length) =>
		course.weeks.reduce((total, week) => total + of(itemsOf(week, role)), 0);
	const project = (week, label) => itemsOf(week, "project").find((item) => item.label === label);
	const career = course.pages.find((page) => page.url.includes("career"));
	return {
		blocks: course.blocks.filter((b) => b.goal && b.skills.length && b.capstone && b.relevance).length,
		weeks: course.weeks.length,
		topics: sum("topics"),
		tasks: sum("tasks"),
		hours: sum("tasks", (items) => items.reduce((hours, item) => hours + (item.hours ?? 0), 0)),
		resources: sum("resources"),
		projects: course.weeks.filter((week) => week.project && project(week, "Dataset") && project(week, "Task")
			&& project(week, "Deliverables") && project(week, "Acceptance Criteria")).length,
		capstones: course.weeks.filter((week) => week.project?.kind === "capstone").length,
		ethics: sum("ethics"),
		outcomes: sum("outcomes"),
		stretch: sum("stretch"),
		selfAssessment: sum("self-assessment"),
		interview: sum("interview"),
		careerBoxes: career?.sections.reduce((n, s) => n + s.items.filter((i) => "done" in i).length, 0),
	};
}

/** Text without Markdown, spacing, case of the first letter, and hours: what wording is compared by. */
const plain = (text) => text.replace(/\*\*|`/g, "").replace(/\s+/g, " ").replace(/ \(([\d.]+) hrs?\)$/, "").trim();

/** "**Label:**" paragraphs of a week of the roadmap, with the list items below each. */
function weeksOf(text) {
	return text.split(/^### \*\*Week \d+: /m).slice(1).map((part) => {
		const week = { title: part.slice(0, part.indexOf("**")), lists: {} };
		let list;
		for (const line of part.split("\n").slice(1)) {
			const label = /^\*\*([^*]+):\*\*\s*$/.exec(line);
			const item = /^(?:- (?:\[ \] )?|\d+\. )(.*)$/.exec(line);
			if (/^## /.test(line)) break;
			if (label) list = week.lists[label[1].replace(/ \(Free Only\)/, "")] = [];
			else if (item && list) list.push(item[1]);
		}
		return week;
	});
}

const roles = {
	"Topics to Cover": "topics", Tasks: "tasks", "Ethics & Best Practices": "ethics",
	"Weekly Outcomes": "outcomes", "Stretch Goals": "stretch", "Self-Assessment Checklist": "self-assessment",
	"Interview Prep Questions": "interview",
};

function compareWording(course, weeks, name) {
	const wrong = [];
	weeks.forEach((week, i) => {
		const built = course.weeks[i];
		if (built.title !== week.title) wrong.push([week.title, built.title]);
		for (const [label, role] of Object.entries(roles)) {
			const wanted = (week.lists[label] ?? []).map(plain);
			const actual = itemsOf(built, role).map((item) => plain(item.text));
			if (JSON.stringify(wanted) !== JSON.stringify(actual)) wrong.push({ week: i + 1, role, wanted, actual });
		}
		const links = (week.lists.Resources ?? []).map((item) => /^\[(.*)\]\((.*)\)$/.exec(item).slice(1, 3));
		const resources = itemsOf(built, "resources").map((item) => [item.link_text, item.url]);
		if (JSON.stringify(links) !== JSON.stringify(resources)) wrong.push({ week: i + 1, links, resources });
	});
	ok(wrong.length === 0, `${name}: titles, items, links and their order are the roadmap's`, wrong);
}

try {
	const real = build(root);
	const counted = count(real.course);
	for (const key of Object.keys(counts)) same(counted[key], counts[key], `content: ${key}`);
	ok(real.course.weeks.every((week, i) => {
		const one = real.read(`api/weeks/${String(i + 1).padStart(2, "0")}.json`);
		return JSON.stringify(one) === JSON.stringify(week);
	}), "each api/weeks/NN.json is the week of api/curriculum.json");

	if (!existsSync(seed)) {
		skip("the roadmap itself", "../shared/seed/roadmap.md is absent");
	} else {
		const text = readFileSync(seed, "utf8");
		const block = JSON.parse(/```json\n([\s\S]*?)```/.exec(text)[1]);
		const weeks = weeksOf(text);
		same(real.summary, block, "content: curriculum.json equals the JSON block");
		compareWording(real.course, weeks, "content");

		const site = join(work, "imported");
		execFileSync(lectern, ["import", seed, "--output", site, "--quiet"], { stdio: ["ignore", "ignore", "inherit"] });
		const imported = build(site, "--strict");
		const found = count(imported.course);
		for (const key of Object.keys(counts)) same(found[key], counts[key], `import: ${key}`);
		same(imported.summary, block, "import: curriculum.json equals the JSON block");
		compareWording(imported.course, weeks, "import");
	}
} finally {
	rmSync(work, { recursive: true, force: true });
}
done();
