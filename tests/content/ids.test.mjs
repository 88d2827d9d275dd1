// Edits to the real course, and the ids that its items have afterwards: a tick stays with what a
// person would call the same item. Then: the same bytes for any number of workers, and merges.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lectern, root } from "../paths.mjs";
import { done, ok, same } from "../tap.mjs";

const work = mkdtempSync(join(tmpdir(), "lectern-ids-"));
const site = join(work, "site");
const content = join(site, "content");
const weeks = { 1: "weeks/01-python-fundamentals.md", 2: "weeks/02-numpy-and-pandas.md" };
const git = (...words) => execFileSync("git", words, { cwd: site, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
const ids = (...words) => execFileSync(lectern, ["ids", site, ...words], { encoding: "utf8" });
const read = (path) => readFileSync(join(content, path), "utf8");
const write = (path, text) => writeFileSync(join(content, path), text);

/** The course as it is committed. */
function fresh() {
	rmSync(site, { recursive: true, force: true });
	cpSync(join(root, "content"), content, { recursive: true });
}

/** Replaces text that must be there. */
function replace(week, from, to) {
	const text = read(weeks[week]);
	if (!text.includes(from))
		throw new Error(`'${from}' is not in week ${week}`);
	write(weeks[week], text.replace(from, () => to));
}

/** All items as a build has them. */
function items(...words) {
	const out = join(work, "out");
	execFileSync(lectern, ["build", site, "--quiet", "--output", out, ...words], { stdio: ["ignore", "inherit", "ignore"] });
	const api = JSON.parse(readFileSync(join(out, "api/curriculum.json"), "utf8"));
	const all = [];
	const walk = (list) => list.forEach((item) => all.push(item) && walk(item.items ?? []));
	for (const page of [...api.weeks, ...api.pages])
		page.sections.forEach((section) => walk(section.items));
	return all;
}

/** The ids of the items with that text, in the order of the course. */
const of = (all, text) => all.filter((item) => item.text === text).map((item) => item.id);

const task = { comments: "week-01/ethics/add-comments-to-all-functions", pii: "week-01/ethics/check-for-pii-in-datasets" };
const edits = [
	{
		name: "insert above",
		edit: () => replace(1, "- [ ] Add comments to", "- [ ] Thank your teacher\n- [ ] Add comments to"),
		wanted: { "Add comments to all functions": [task.comments], "Thank your teacher": ["week-01/ethics/thank-your-teacher"] },
		changes: ["new week-01/ethics/thank-your-teacher"],
	},
	{
		name: "reword lightly",
		edit: () => replace(1, "Check for PII in datasets", "Check for PII in all of your datasets"),
		wanted: { "Check for PII in all of your datasets": [task.pii] },
		changes: [`reworded ${task.pii}`],
	},
	{
		name: "reword an item with {#id} lightly",
		edit: () => replace(1, "Setup Python environment", "Set up the Python environment"),
		wanted: { "Set up the Python environment": ["week-01/tasks/setup-python"] },
		changes: ["reworded week-01/tasks/setup-python"],
	},
	{
		name: "reword wholly",
		edit: () => replace(1, "Check for PII in datasets", "Never publish personal information"),
		wanted: { "Never publish personal information": ["week-01/ethics/never-publish-personal-information"] },
		changes: ["new week-01/ethics/never-publish-personal-information", `vanished ${task.pii}`],
	},
	{
		name: "reword an item with {#id} wholly",
		edit: () => replace(1, "Setup Python environment", "Install what you need"),
		wanted: { "Install what you need": ["week-01/tasks/setup-python"] },
		changes: ["reworded week-01/tasks/setup-python"],
	},
	{
		name: "swap two",
		edit: () => replace(1, "Add comments to all functions\n- [ ] Include data source attribution", "Include data source attribution\n- [ ] Add comments to all functions"),
		wanted: { "Add comments to all functions": [task.comments], "Include data source attribution": ["week-01/ethics/include-data-source-attribution"] },
		changes: [],
	},
	{
		name: "move to another week",
		edit() {
			replace(1, "- [ ] Check for PII in datasets\n", "");
			replace(2, "- [ ] Check for data biases", "- [ ] Check for PII in datasets\n- [ ] Check for data biases");
		},
		wanted: { "Check for PII in datasets": [task.pii] },
		changes: [`moved ${task.pii}`],
	},
	{
		name: "move an item with {#id} to another week",
		edit() {
			replace(1, "- [ ] Setup Python environment (1.5 h) {#setup-python}\n", "");
			replace(2, "- [ ] NumPy fundamentals", "- [ ] Setup Python environment (1.5 h) {#setup-python}\n- [ ] NumPy fundamentals");
		},
		wanted: { "Setup Python environment": ["week-01/tasks/setup-python"] },
		changes: ["moved week-01/tasks/setup-python"],
	},
	{
		name: "move to another section",
		edit() {
			replace(1, "- [ ] Check for PII in datasets\n", "");
			replace(1, "- [ ] Add type hints", "- [ ] Check for PII in datasets\n- [ ] Add type hints");
		},
		wanted: { "Check for PII in datasets": [task.pii] },
		changes: [`moved ${task.pii}`],
	},
	{
		name: "delete",
		edit: () => replace(1, "- [ ] Check for PII in datasets\n", ""),
		wanted: { "Check for PII in datasets": [], "Add comments to all functions": [task.comments] },
		changes: [`vanished ${task.pii}`],
	},
	{
		name: "delete one of many with the same words",
		edit: () => replace(1, "  - GitHub repo\n", ""),
		wanted: {},
		changes: ["vanished week-01/project/github-repo"],
	},
	{
		name: "duplicate in its section",
		edit: () => replace(1, "- [ ] Check for PII in datasets\n", "- [ ] Check for PII in datasets\n".repeat(2)),
		wanted: { "Check for PII in datasets": [task.pii, `${task.pii}-1`] },
		changes: [`new ${task.pii}-1`],
	},
	{
		name: "duplicate in another week",
		edit: () => replace(2, "- [ ] Check for data biases", "- [ ] Check for PII in datasets\n- [ ] Check for data biases"),
		wanted: { "Check for PII in datasets": [task.pii, "week-02/ethics/check-for-pii-in-datasets"] },
		changes: ["new week-02/ethics/check-for-pii-in-datasets"],
	},
	{
		name: "change case",
		edit: () => replace(1, "Check for PII in datasets", "Check For PII In Datasets."),
		wanted: { "Check For PII In Datasets.": [task.pii] },
		changes: [`reworded ${task.pii}`],
	},
	{
		name: "add {#id}",
		edit: () => replace(1, "Check for PII in datasets", "Check for PII in datasets {#pii}"),
		wanted: { "Check for PII in datasets": ["week-01/ethics/pii"] },
		changes: ["aliased week-01/ethics/pii"],
		aliases: { "week-01/ethics/pii": [task.pii] },
	},
	{
		name: "remove {#id}",
		edit: () => replace(1, " {#setup-python}", ""),
		wanted: { "Setup Python environment": ["week-01/tasks/setup-python"] },
		changes: [],
	},
	{
		name: "split",
		edit: () => replace(1, "- [ ] Add comments to all functions", "- [ ] Add comments to functions\n- [ ] Add tests"),
		wanted: { "Add comments to functions": [task.comments], "Add tests": ["week-01/ethics/add-tests"] },
		changes: [`reworded ${task.comments}`, "new week-01/ethics/add-tests"],
	},
	{
		name: "reword what has a label",
		edit: () => replace(1, "- **Dataset:** [Iris Dataset from UCI](https://archive.ics.uci.edu/ml/datasets/iris)", "- **Dataset:** the passengers of the Titanic"),
		wanted: { "the passengers of the Titanic": ["week-01/project/dataset"] },
		changes: ["reworded week-01/project/dataset"],
	},
	{
		name: "reword the heading of a section without a role",
		edit() {
			write("pages/career.md", read("pages/career.md").replace("## Interview Preparation", "## Getting ready for the interview"));
		},
		wanted: { "Mock interviews completed": ["pages/career/interview-preparation/mock-interviews-completed"] },
		moved: true,
	},
];

const changed = () => JSON.parse(ids("--format", "json")).changes.map((change) => `${change.change} ${change.id}`);

function checkEdit({ name, edit, wanted, changes, aliases = {}, moved }) {
	fresh();
	edit();
	const found = changed();
	if (moved)
		ok(found.length > 0 && found.every((change) => change.startsWith("moved ")), `${name}: all of it has moved`, found);
	else
		same(found, changes, `${name}: what lectern ids says`);
	for (const when of ["before", "after"]) {
		const all = items();
		for (const [text, list] of Object.entries(wanted))
			same(of(all, text), list, `${name}: ids ${when} --write, of '${text}'`);
		for (const [id, list] of Object.entries(aliases))
			same(all.find((item) => item.id === id)?.aliases, list, `${name}: aliases ${when} --write`);
		same(all.length, new Set(all.map((item) => item.id)).size, `${name}: no id twice`);
		ids("--write", "--quiet");
	}
	const left = changed().filter((change) => !change.startsWith("vanished "));
	same(left, [], `${name}: nothing is left after --write`);
}

/** What has moved and was recorded may then be reworded, and come home again. */
function checkJourney() {
	fresh();
	edits.find((edit) => edit.name === "move to another week").edit();
	ids("--write", "--quiet");
	ok(read("ids.lock").includes(`${task.pii}\tmoved\tweek-02/ethics\tCheck for PII in datasets\n`), "the lock says where it stands");
	replace(2, "Check for PII in datasets", "Check for PII in your datasets");
	same(changed(), [`reworded ${task.pii}`], "reworded in its new week");
	ids("--write", "--quiet");
	replace(2, "- [ ] Check for PII in your datasets\n", "");
	replace(1, "- [ ] Add comments to", "- [ ] Check for PII in your datasets\n- [ ] Add comments to");
	same(changed(), [`moved ${task.pii}`], "and back again");
	ids("--write", "--quiet");
	ok(read("ids.lock").includes(`${task.pii}\tCheck for PII in your datasets\n`), "the lock says that it is at home");
}

function checkRetired() {
	fresh();
	edits.find((edit) => edit.name === "delete").edit();
	same(changed(), [`vanished ${task.pii}`], "reported as vanished");
	ids("--write", "--quiet");
	same(changed(), [`vanished ${task.pii}`], "still, after --write");
	ids("--retire", task.pii, "--quiet");
	same(changed(), [], "until it is retired");
	replace(1, "- [ ] Add comments to", "- [ ] Check for PII in datasets\n- [ ] Add comments to");
	same(changed(), [`new ${task.pii}-1`], "a retired id is not given again");
	replace(1, "Check for PII in datasets", "Check for PII in datasets {#check-for-pii-in-datasets}");
	same(changed(), [`new ${task.pii}`], "unless its author says so");
	fresh();
	edits.find((edit) => edit.name === "delete").edit();
	ids("--retire-all", "--quiet");
	ok(read("ids.lock").includes(`${task.pii}\tretired\t`), "--retire-all retires it");
}

function checkAliases() {
	fresh();
	replace(1, "Check for PII in datasets", "Check for PII in datasets {#pii}");
	ids("--write", "--quiet");
	replace(1, "{#pii}", "{#privacy}");
	const wanted = [task.pii, "week-01/ethics/pii"];
	for (const when of ["before", "after"]) {
		same(items().find((item) => item.id === "week-01/ethics/privacy")?.aliases, wanted, `aliases of aliases ${when} --write`);
		ids("--write", "--quiet");
	}
	replace(1, "{#privacy}", "{#pii}");
	const [item] = items().filter((one) => one.id === "week-01/ethics/pii");
	same(item?.aliases, [task.pii, "week-01/ethics/privacy"], "an alias becomes the id again");
}

function checkBytes() {
	fresh();
	for (const edit of edits)
		if (["insert above", "swap two", "split", "move an item with {#id} to another week", "add {#id}"].includes(edit.name))
			edit.edit();
	const built = (jobs) => JSON.stringify(items("--jobs", jobs)) + readFileSync(join(work, "out/.build.json"), "utf8");
	ok(built("1") === built("8"), "one worker and eight give the same");
	const one = ids("--format", "json");
	ok(one === ids("--format", "json"), "the same changes twice");
	const html = readFileSync(join(work, "out/weeks/01-python-fundamentals.html"), "utf8");
	const anchors = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
	same(anchors.length, new Set(anchors).size, "no id twice in the page");
}

/** Two authors add different items, one of them just where the other does; git joins their locks. */
function checkMerge() {
	fresh();
	cpSync(join(root, ".gitattributes"), join(site, ".gitattributes"));
	git("init", "--quiet", "--initial-branch=main");
	git("config", "user.name", "A");
	git("config", "user.email", "a@example.org");
	const commit = () => (git("add", "."), git("commit", "--quiet", "--message", "A change"));
	commit();
	const branch = (name, edit) => {
		git("checkout", "--quiet", "-b", name, "main");
		edit();
		ids("--write", "--quiet");
		commit();
	};
	branch("one", () => replace(1, "- [ ] Add comments to", "- [ ] Check the licence of the data\n- [ ] Add comments to"));
	branch("two", () => {
		replace(1, "- [ ] Include error handling", "- [ ] Include error handling\n- [ ] Check the name of the data");
		replace(2, "- [ ] Preserve raw data", "- [ ] Preserve all raw data");
	});
	git("merge", "--quiet", "--message", "Both", "one");
	ok(!read("ids.lock").includes("<<<<"), "the locks of two branches merge without conflict");
	same(changed(), [], "and the merged lock knows every item");
	execFileSync(lectern, ["check", site, "--locked", "--quiet"]);
	const merged = read("ids.lock");
	ids("--write", "--quiet");
	same(read("ids.lock").split("\n").sort(), merged.split("\n").sort(), "--write only sorts it");
}

try {
	fresh();
	same(changed(), [], "the committed lock knows the course");
	execFileSync(lectern, ["check", site, "--locked", "--quiet"]);
	const before = read("ids.lock");
	ids("--write", "--quiet");
	ok(read("ids.lock") === before, "--write writes the same again");
	const locked = items();
	rmSync(join(content, "ids.lock"));
	same(items(), locked, "without a lock the ids of the unchanged course are the same");
	edits.forEach(checkEdit);
	checkJourney();
	checkRetired();
	checkAliases();
	checkBytes();
	checkMerge();
} finally {
	rmSync(work, { recursive: true, force: true });
}
done();
