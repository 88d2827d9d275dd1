// The search of a published site, as its pages have it, without a browser: the theme's search.js,
// the index and the texts run in a context of their own.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

/** {MiniSearch, search: what search.js offers, index: as MiniSearch has it, records: [{title, text, page, …}]}. */
export function openSearch(out) {
	const assets = join(out, "assets");
	const context = vm.createContext({
		document: { currentScript: { src: "file:///assets/search.js", dataset: {} }, addEventListener() {} }, console, setTimeout,
	});
	const run = (path) => vm.runInContext(readFileSync(join(assets, path), "utf8"), context, { filename: path });
	context.window = context;
	context.self = context;
	run("search.js");
	run("vendor/minisearch.js");
	run("search/index.js");
	const files = readdirSync(join(assets, "search")).filter((name) => name.startsWith("text-"));
	for (const name of files) run(`search/${name}`);
	const search = context.lecternSearch;
	const texts = search.groups.flatMap(([stamp]) => search.texts[stamp]);
	const records = texts.map(([title, text, anchor], id) => {
		const [output, name, week, block, first] = search.pages.filter((page) => page[4] <= id).at(-1);
		const kind = search.kinds[id];
		// What is searched beside title and text: the page's title, for parts of it that are no items.
		const page = id !== first && anchor && "sp".includes(kind) ? name : "";
		return { id, title, text, anchor, kind, output, name, week, block, page };
	});
	return { MiniSearch: context.MiniSearch, search, index: JSON.parse(JSON.stringify(search.expand())), records, files };
}
