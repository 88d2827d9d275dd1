/** What run.sh wrote down, understood: for the tables and for the picture. */
import { readFileSync } from "node:fs";

/** Subjects as readers know them. */
export const names = {
	lectern: "**Lectern**",
	"lectern-1": "Lectern, one worker",
	"lectern-own": "Lectern, its own theme and search",
	"lectern-in-place": "Lectern, `--in-place`",
	"lectern-plugins-none": "no plugins",
	"lectern-plugins-locked": "with `content/ids.lock`",
	"lectern-plugins-checklists": "checklists",
	"lectern-plugins-links": "links",
	"lectern-plugins-checklists-links": "checklists, links",
	floor: "floor: Markdown alone",
	"floor-same": "floor of the same files",
	"floor-same-1": "floor of the same files, one thread",
	walk: "floor: a walk",
	hugo: "Hugo",
	eleventy: "Eleventy",
	mkdocs: "MkDocs, HTML only",
};

/** The cases in their order: what they are called, and what the ratios are to. */
export const cases = {
	full: { title: "Everything built", base: "floor-same", baseName: "the floor" },
	unchanged: { title: "Built again, nothing changed", base: "walk", baseName: "the walk" },
	changed: { title: "Built again, one text changed", base: "walk", baseName: "the walk" },
	workers: { title: "One worker and two", base: "floor-same", baseName: "the floor" },
	plugins: { title: "What plugins and remembered ids cost", base: "lectern-plugins-none", baseName: "none" },
};

const sizes = { real: "the course of this repository", long: "a week of 10,000 tasks" };

export const sizeName = (size) => sizes[size] ?? `${Number(size).toLocaleString("en")} pages`;
export const mediumName = { disk: "disk", memory: "tmpfs" };

export function median(numbers) {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Medians of the runs of one subject in one case; times in seconds, memory in MiB. */
function summarise(runs) {
	const walls = runs.map(({ wall }) => wall);
	return {
		runs: runs.length,
		wall: median(walls),
		least: Math.min(...walls),
		most: Math.max(...walls),
		user: median(runs.map(({ user }) => user)),
		system: median(runs.map(({ system }) => system)),
		peak: median(runs.map(({ peak }) => peak)),
	};
}

/**
 * The lines of results.tsv: {machine: [[what, it]], groups: [{kind, size, medium, rows: [{subject, runs,
 * wall, …, output} or {subject, reason}]}]} in the order in which they were begun.
 */
export function readResults(text) {
	const machine = [], groups = new Map();
	const subjectOf = (kind, size, medium, subject) => {
		const key = [kind, size, medium].join(" ");
		if (!groups.has(key)) groups.set(key, { kind, size, medium, subjects: new Map() });
		const { subjects } = groups.get(key);
		if (!subjects.has(subject)) subjects.set(subject, { subject, runs: [] });
		return subjects.get(subject);
	};
	for (const line of text.split("\n").filter(Boolean)) {
		const [what, ...fields] = line.split("\t");
		if (what === "machine") machine.push(fields);
		else if (what === "skipped") subjectOf(...fields).reason = fields[4];
		else if (what === "output") subjectOf(...fields).output = Number(fields[4]) / 1048576;
		else {
			const [wall, user, system, peak] = fields.slice(4).map(Number);
			subjectOf(...fields).runs.push({ wall: wall / 1e6, user: user / 1e6, system: system / 1e6, peak: peak / 1024 });
		}
	}
	return {
		machine,
		groups: [...groups.values()].map(({ subjects, ...group }) => ({
			...group,
			rows: [...subjects.values()].map(({ subject, runs, reason, output }) =>
				reason === undefined ? { subject, output, ...summarise(runs) } : { subject, reason }),
		})),
	};
}

export const readFile = (path) => readResults(readFileSync(path, "utf8"));
