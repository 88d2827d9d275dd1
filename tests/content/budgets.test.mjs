// What pages may weigh, in one place: weeks, the styles that each of them loads, other styles, and
// the theme's own scripts that a page can come to load. 1 KB is 1,000 bytes.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { pagesOf } from "../browser/browser.mjs";
import { lectern, root } from "../paths.mjs";
import { done, ok } from "../tap.mjs";

const budgets = { week: 60_000, weekStyles: 25_000, otherStyle: 8_000, scripts: 20_000 };
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

	/* A page is charged with its own scripts and with those that no page names, which scripts load. */
	const packed = Object.fromEntries(assets(".js").map((name) => [name, gzipSync(readFileSync(join(out, "assets", name)), { level: 9 }).length]));
	const named = pagesOf(out).map((path) => ({ path, scripts: scriptsOf(readFileSync(join(out, path), "utf8")) }));
	const unnamed = Object.keys(packed).filter((name) => !named.some(({ scripts }) => scripts.includes(name)));
	const charged = named.map(({ path, scripts }) => ({ path, bytes: sum([...scripts, ...unnamed].map((name) => packed[name])) }));
	const heaviest = charged.sort((a, b) => b.bytes - a.bytes)[0];
	fits(heaviest.bytes, budgets.scripts, `the scripts of ${heaviest.path}, of ${Object.keys(packed).length} in all, packed one by one`);
} finally {
	rmSync(out, { recursive: true, force: true });
}
done();
