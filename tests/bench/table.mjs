/**
 * The results of a bench as Markdown.
 *
 *	node tests/bench/table.mjs build/bench/results.tsv
 */
import { cases, mediumName, names, readFile, sizeName } from "./results.mjs";

const digits = (number) => (number < 10 ? number.toFixed(1) : number.toFixed(0));

export function time(seconds) {
	if (seconds < 1) return `${digits(seconds * 1000)} ms`;
	return seconds < 100 ? `${seconds.toFixed(seconds < 10 ? 2 : 1)} s` : `${seconds.toFixed(0)} s`;
}

const memory = (mebibytes) => `${digits(mebibytes)} MiB`;
const figure = (number) => number.toFixed(number < 0.2 ? 3 : number < 100 ? 2 : 0);
const ratio = (part, whole) => (whole ? figure(part / whole) : "");

function row(cells) {
	return `| ${cells.join(" | ")} |`;
}

function table({ kind, size, medium, rows }) {
	const { title, base, baseName } = cases[kind];
	const wallOf = (subject) => rows.find((one) => one.subject === subject)?.wall;
	const peers = wallOf("hugo") !== undefined;
	const outputs = rows.some(({ output }) => output !== undefined);
	const head = ["", "wall", "from–to", "user", "system", "peak memory", ...(outputs ? ["output"] : []), "runs", `× ${baseName}`, ...(peers ? ["× Hugo"] : [])];
	const lines = rows.map((one) =>
		one.reason !== undefined
			? row([names[one.subject], `skipped: ${one.reason}`, ...head.slice(2).map(() => "")])
			: row([names[one.subject], time(one.wall), `${time(one.least)}–${time(one.most)}`, time(one.user), time(one.system), memory(one.peak),
				...(outputs ? [one.output === undefined ? "" : memory(one.output)] : []), one.runs, ratio(one.wall, wallOf(base)), ...(peers ? [ratio(one.wall, wallOf("hugo"))] : [])]));
	return [`### ${title}: ${sizeName(size)}, on ${mediumName[medium]}`, "", row(head), row(["---", ...head.slice(1).map(() => "---:")]), ...lines, ""];
}

/** What was promised, as [what, measured, limit]; one that was not measured is left out. */
function promises(groups) {
	const at = (kind, size, medium, subject, what = "wall") =>
		groups.find((group) => group.kind === kind && group.size === size && group.medium === medium)?.rows.find((one) => one.subject === subject)?.[what];
	const share = (kind, size, medium, part, whole) => at(kind, size, medium, part) / at(kind, size, medium, whole);
	const growth = (from, to, medium) =>
		at("full", to, medium, "lectern") / Number(to) / (at("full", from, medium, "lectern") / Number(from));
	const thousands = ["1000", "10000"];
	return [
		["the course of this repository, of Hugo's time", share("full", "real", "disk", "lectern", "hugo"), 1 / 8],
		["16 pages, of Hugo's time", share("full", "16", "disk", "lectern", "hugo"), 1 / 8],
		["1,000 pages, of Hugo's time", share("full", "1000", "disk", "lectern", "hugo"), 1 / 6],
		["10,000 pages on tmpfs, of Hugo's time", share("full", "10000", "memory", "lectern", "hugo"), 1 / 7],
		["10,000 pages on disk, of Hugo's time", share("full", "10000", "disk", "lectern", "hugo"), 1 / 6],
		...thousands.map((size) => [`${sizeName(size)}, × the floor`, share("full", size, "disk", "lectern", "floor-same"), 1.3]),
		["time a page from 1,000 to 10,000 pages", growth("1000", "10000", "disk"), 1.2],
		["time a page from 1,000 to 100,000 pages", growth("1000", "100000", "disk"), 1.2],
		...["real", "16", ...thousands].map((size) =>
			[`nothing changed, ${sizeName(size)}, × the walk`, share("unchanged", size, "disk", "lectern", "walk"), 1.5]),
		["one text changed, 10,000 pages, × the walk, in place", share("changed", "10000", "disk", "lectern-in-place", "walk"), 1.6],
		["one text changed, 10,000 pages, of everything built", at("changed", "10000", "disk", "lectern") / at("full", "10000", "disk", "lectern"), 0.2],
		["peak memory, 10,000 pages, MiB", at("full", "10000", "disk", "lectern", "peak"), 100],
		["peak memory, 100,000 pages, MiB", at("full", "100000", "disk", "lectern", "peak"), 800],
		...thousands.map((size) =>
			[`checklists and links, ${sizeName(size)}, × none`, share("plugins", size, "memory", "lectern-plugins-checklists-links", "lectern-plugins-none"), 1.25]),
	].filter(([, measured]) => Number.isFinite(measured));
}

/** Whole tables; text in, text out. */
export function report({ machine, groups }) {
	const lines = ["# How fast Lectern is", ""];
	if (machine.length) lines.push(...machine.map(([what, it]) => `- ${what}: ${it}`), "");
	lines.push("Medians of runs that took turns. Peak memory is that of the tool alone. Everybody has the same text, a layout of the same size, navigation,",
		"neighbours, and a JSON file for each page where the tool can; the course of this repository comes with Lectern's own theme and plugins.", "");
	const promised = promises(groups);
	if (promised.length) {
		lines.push("| promised | measured | at most | |", "| --- | ---: | ---: | --- |");
		lines.push(...promised.map(([what, measured, limit]) => row([what, figure(measured), figure(limit), measured <= limit ? "kept" : "not yet"])), "");
	}
	return `${[...lines, ...groups.flatMap(table)].join("\n")}`;
}

if (process.argv[2]) process.stdout.write(report(readFile(process.argv[2])));
