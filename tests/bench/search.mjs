// How large the search of a course is and how fast it answers in Chromium, as a table in Markdown.
//
//	node tests/bench/search.mjs [WEEKS]     a generated course, 1,000 weeks unless told
//	node tests/bench/search.mjs SITE        the course of a folder
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { withBrowser, withSite } from "../browser/browser.mjs";
import { generate } from "../paths.mjs";
import { openSearch } from "../search.mjs";

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} KB`;
const milliseconds = (time) => `${time.toFixed(1)} ms`;

/** Always the same numbers. */
function random(seed) {
	return () => {
		seed = seed + 0x6d2b79f5 | 0;
		let mixed = Math.imul(seed ^ seed >>> 15, seed | 1);
		mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
		return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
	};
}

/** What learners type: a word or some of one text, the last often unfinished, one in five mistyped. */
function queriesOf(records, count) {
	const next = random(7);
	const pick = (list) => list[Math.floor(next() * list.length)];
	const queries = [];
	while (queries.length < count) {
		const record = pick(records);
		const words = `${record.title} ${record.text}`.match(/[\p{L}\p{N}]{3,}/gu) ?? [];
		if (words.length < 4) continue;
		const chosen = Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(words));
		if (next() < 0.4) chosen.push(chosen.pop().slice(0, 4));
		if (next() < 0.2) chosen[0] = chosen[0].slice(0, 2) + chosen[0].slice(3);
		queries.push(next() < 0.1 ? `"${chosen.join(" ")}"` : chosen.join(" "));
	}
	return queries;
}

function measureSize(out) {
	const folder = join(out, "assets/search");
	const index = readFileSync(join(folder, "index.js"));
	const texts = Buffer.concat(readdirSync(folder).filter((name) => name !== "index.js").map((name) => readFileSync(join(folder, name))));
	const [packed, packedTexts] = [index, texts].map((bytes) => gzipSync(bytes, { level: 9 }).length);
	console.log(`| index | ${kilobytes(index.length)}, gzipped ${kilobytes(packed)} |`);
	console.log(`| texts | ${kilobytes(texts.length)} in ${readdirSync(folder).length - 1} files, gzipped ${kilobytes(packedTexts)} |`);
	console.log(`| gzipped index by text | ${(100 * packed / texts.length).toFixed(0)} %, by gzipped text ${(100 * packed / packedTexts).toFixed(0)} % |`);
}

/** Loads, then asks; the first time round texts are loaded with the answers, the second they are there. */
async function ask(queries) {
	const { lecternSearch: search } = window;
	const times = { find: [], cold: [], warm: [] };
	const start = performance.now();
	await search.start();
	times.load = performance.now() - start;
	for (const query of queries) {
		const begin = performance.now();
		search.find(query);
		times.find.push(performance.now() - begin);
	}
	for (const round of ["cold", "warm"])
		for (const query of queries) {
			const begin = performance.now();
			await search.ask(query, () => true);
			times[round].push(performance.now() - begin);
		}
	return times;
}

const wanted = process.argv[2] ?? "1000";
const work = mkdtempSync(join(tmpdir(), "lectern-bench-"));
try {
	const site = existsSync(wanted) ? wanted : join(work, "site");
	if (site !== wanted) execFileSync(generate, [wanted, site]);
	await withSite({ site }, async (out) => {
		const { records } = openSearch(out);
		console.log(`| search | ${records.length} records |\n| --- | --- |`);
		measureSize(out);
		await withBrowser("chromium", async (browser) => {
			const page = await browser.newPage();
			await page.goto(`${pathToFileURL(out)}/index.html`, { waitUntil: "load" });
			await page.click(".find"); // which loads what finds
			await page.waitForFunction(() => window.lecternSearch?.start);
			const times = await page.evaluate(ask, queriesOf(records, 200));
			const at = (list, part) => milliseconds([...list].sort((a, b) => a - b)[Math.ceil(list.length * part) - 1]);
			for (const [name, what] of [["find", "finding"], ["cold", "and loading texts"], ["warm", "with texts loaded"]])
				console.log(`| ${what}: p50, p95, most | ${at(times[name], 0.5)}, ${at(times[name], 0.95)}, ${at(times[name], 1)} |`);
		});
	});
} finally {
	rmSync(work, { recursive: true, force: true });
}
