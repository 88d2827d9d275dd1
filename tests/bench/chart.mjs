/**
 * Cost against size as a picture: a panel for each case that was measured on disk at several sizes.
 * Both axes are logarithmic, so that a straight line with a slope of one is a cost that grows with the pages.
 *
 *	node tests/bench/chart.mjs build/bench/results.tsv >results.svg
 */
import { cases, names, readFile } from "./results.mjs";

const panel = { width: 430, height: 330, left: 62, top: 44, right: 34, bottom: 42 };
const entry = { width: 290, height: 22 }; // of the legend
const shown = ["lectern", "lectern-own", "floor-same", "walk", "hugo", "eleventy", "mkdocs"];
const kinds = ["full", "unchanged", "changed"];

const style = `
	svg { background: #fff; color: #1b1f24; font: 12px system-ui, sans-serif }
	text { fill: currentColor }
	.title { font-weight: 600; font-size: 14px }
	.grid { stroke: currentColor; opacity: .15 }
	.line { fill: none; stroke-width: 2 }
	.floor-same, .walk { stroke-dasharray: 5 4 }
	.lectern { --hue: #0a58ca; stroke-width: 3 } .lectern-own { --hue: #4f9bff } .floor-same, .walk { --hue: #6b7280 }
	.hugo { --hue: #c2185b } .eleventy { --hue: #2e7d32 } .mkdocs { --hue: #b45309 }
	.line, .key { stroke: var(--hue) } .dot { fill: var(--hue) }
	@media (prefers-color-scheme: dark) {
		svg { background: #14171a; color: #e6e8ea }
		.lectern { --hue: #7db4ff } .lectern-own { --hue: #4b7fc4 } .floor-same, .walk { --hue: #a3abb5 }
		.hugo { --hue: #ff7aa8 } .eleventy { --hue: #7fcf86 } .mkdocs { --hue: #f0b060 }
	}`;

/** The points of each subject: [pages, seconds], by kind. */
function linesOf(groups) {
	return kinds.map((kind) => {
		const bySubject = new Map();
		for (const group of groups.filter((one) => one.kind === kind && one.medium === "disk" && Number(one.size)))
			for (const { subject, wall } of group.rows.filter((one) => one.wall !== undefined && shown.includes(one.subject)))
				bySubject.set(subject, [...(bySubject.get(subject) ?? []), [Number(group.size), wall]]);
		return { kind, lines: [...bySubject].sort(([a], [b]) => shown.indexOf(a) - shown.indexOf(b)) };
	}).filter(({ lines }) => lines.length);
}

/** From a value to a place, between whole powers of ten. */
function scaleOf(values, from, to) {
	const low = Math.floor(Math.log10(Math.min(...values))), high = Math.ceil(Math.log10(Math.max(...values)));
	const scale = (value) => (from + (to - from) * (Math.log10(value) - low) / (high - low || 1)).toFixed(1);
	return { scale, ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)) };
}

const duration = (seconds) => (seconds < 1 ? `${Math.round(seconds * 1e6) / 1000} ms` : `${seconds.toLocaleString("en")} s`);

function drawPanel({ kind, lines }, x, axes) {
	const across = axes.x, up = axes.y;
	const grid = [
		...across.ticks.map((pages) => `<path class="grid" d="M${across.scale(pages)} ${panel.top}V${panel.height - panel.bottom}"/>
		<text x="${across.scale(pages)}" y="${panel.height - panel.bottom + 18}" text-anchor="middle">${pages.toLocaleString("en")}</text>`),
		...up.ticks.map((seconds) => `<path class="grid" d="M${panel.left} ${up.scale(seconds)}H${panel.width - panel.right}"/>
		<text x="${panel.left - 8}" y="${Number(up.scale(seconds)) + 4}" text-anchor="end">${duration(seconds)}</text>`),
	];
	const drawn = lines.map(([subject, points]) => {
		const places = points.sort(([a], [b]) => a - b).map(([pages, seconds]) => [across.scale(pages), up.scale(seconds)]);
		return `<g class="${subject}"><path class="line ${subject}" d="M${places.map((place) => place.join(" ")).join("L")}"/>
		${places.map(([cx, cy]) => `<circle class="dot" cx="${cx}" cy="${cy}" r="3.5"/>`).join("")}</g>`;
	});
	return `<g transform="translate(${x} 0)">
		<text class="title" x="${panel.left}" y="24">${cases[kind].title}</text>
		<text x="${panel.width - panel.right}" y="${panel.height - 6}" text-anchor="end">pages</text>
		${[...grid, ...drawn].join("\n\t\t")}
	</g>`;
}

function drawLegend(subjects, columns) {
	return subjects.map((subject, i) => {
		const x = panel.left + (i % columns) * entry.width, y = panel.height + (1 + Math.floor(i / columns)) * entry.height;
		return `<g class="${subject}"><path class="line key ${subject}" d="M${x} ${y - 4}h26"/></g><text x="${x + 34}" y="${y}">${names[subject].replace(/[*\`]/g, "")}</text>`;
	}).join("\n\t");
}

export function chart({ groups }) {
	const panels = linesOf(groups);
	const points = panels.flatMap(({ lines }) => lines.flatMap(([, some]) => some));
	if (!points.length) return "";
	const axes = {
		x: scaleOf(points.map(([pages]) => pages), panel.left, panel.width - panel.right),
		y: scaleOf(points.map(([, seconds]) => seconds), panel.height - panel.bottom, panel.top),
	};
	const subjects = shown.filter((subject) => panels.some(({ lines }) => lines.some(([one]) => one === subject)));
	const width = Math.max(panels.length, 2) * panel.width;
	const columns = Math.floor((width - panel.left) / entry.width);
	const height = panel.height + (1 + Math.ceil(subjects.length / columns)) * entry.height;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Time of builds against the number of pages">
	<style>${style}
	</style>
	${panels.map((one, i) => drawPanel(one, i * panel.width, axes)).join("\n\t")}
	${drawLegend(subjects, columns)}
</svg>
`;
}

if (process.argv[2]) process.stdout.write(chart(readFile(process.argv[2])));
