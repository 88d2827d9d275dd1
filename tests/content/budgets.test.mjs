// What pages may weigh, in one place: weeks, the styles that each of them loads, other styles, and
// the theme's own scripts. 1 KB is 1,000 bytes.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { pagesOf } from "../browser/browser.mjs";
import { lectern, root } from "../paths.mjs";
import { done, ok } from "../tap.mjs";

const budgets = { week: 60_000, weekStyles: 25_000, otherStyle: 8_000, scripts: 20_000, otherScript: 8_000 };
const out = mkdtempSync(join(tmpdir(), "lectern-budgets-"));
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/** The names of the scripts that a page names. */
const scriptsOf = (html) => [...html.matchAll(/<script[^>]* src="(?:[^"]*\/)?([^"?/]*)/g)].map((match) => match[1]);

/** A size that must be above nothing and below its budget. */
const fits = (bytes, budget, what) => ok(bytes > 0 && bytes <= budget, `${what}: ${bytes} of ${budget} bytes`);

try {
	execFileSync(lectern, ["build", root, "--quiet", "--output", out], { stdio: "inherit" });
	const assets = (ending) => readdirSync(join(out, "assets")).filter((name) => name.endsWith(ending));
	const size = (name) => readFileSync(join(out, "assets", name)).length;
	const weeks = readdirSync(join(out, "weeks")).map((name) => ({ name, html: readFileSync(join(out, "weeks", name)) }));
	const largest = weeks.sort((a, b) => b.html.length - a.html.length)[0];
	fits(largest.html.length, budgets.week, `the largest week, ${largest.name}`);

	/* What stands in the pages, so that a sheet that joins them counts. */
	const loaded = new Set(weeks.flatMap(({ html }) => [...html.toString().matchAll(/<link rel="stylesheet" href="([^"?]*)/g)].map((match) => basename(match[1]))));
	fits(sum([...loaded].map(size)), budgets.weekStyles, `the styles of a week, ${[...loaded].join(", ")}`);
	for (const name of assets(".css").filter((name) => !loaded.has(name)))
		fits(size(name), budgets.otherStyle, name);

	/* What a page names is loaded with it; the others (search.js, sw.js, store.js) when they are needed, if at all. */
	const packed = Object.fromEntries(assets(".js").map((name) => [name, gzipSync(readFileSync(join(out, "assets", name)), { level: 9 }).length]));
	const pages = pagesOf(out).map((path) => ({ path, scripts: scriptsOf(readFileSync(join(out, path), "utf8")) }));
	const named = new Set(pages.flatMap(({ scripts }) => scripts));
	for (const name of Object.keys(packed).filter((name) => !named.has(name)))
		fits(packed[name], budgets.otherScript, `${name}, packed`);
	const weights = pages.map(({ path, scripts }) => ({ path, bytes: sum(scripts.map((name) => packed[name])) }));
	const heaviest = weights.sort((a, b) => b.bytes - a.bytes)[0];
	fits(heaviest.bytes, budgets.scripts, `the scripts of ${heaviest.path}, packed one by one`);
} finally {
	rmSync(out, { recursive: true, force: true });
}
done();
