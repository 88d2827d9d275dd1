// The search index that Lectern writes is the one that MiniSearch makes of the same records, for the
// course and for texts of many scripts; the records hold what the pages say, and lead there.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parse } from "parse5";
import { generate, lectern, root } from "../paths.mjs";
import { openSearch } from "../search.mjs";
import { done, ok, same } from "../tap.mjs";

const packed = (text) => gzipSync(text, { level: 9 }).length;
const work = mkdtempSync(join(tmpdir(), "lectern-search-"));

/* Texts, and the words that they are found by: what C and JavaScript must both make of them. */
const texts = [
	["Train-test split, 80/20 (again)!", "train test split 80 20 again"],
	["snake_case and C++, a=b|c $HOME +x", "snake case and c++ a b c home x"],
	["don’t “quote” … 3.14", "don t quote 3 14"],
	["IĞDIR İstanbul ılık ISPARTA istanbul", "igdir istanbul ilik isparta istanbul"],
	["ΟΔΟΣ οδός Σίσυφος ΣΊΣΥΦΟΣ", "οδοσ οδοσ σισυφοσ σισυφοσ"],
	["Straße STRASSE Größe GRÖẞE über", "strasse strasse grosse grosse uber"],
	["café cafe\u0301 naïve Ångström \u212Bngström", "cafe cafe naive angstrom angstrom"],
	["Привет, мир: ёлка", "привет мир елка"],
	["مُحَمَّد الـتـعلّم؟ نعم، لا", "محمد التعلم نعم لا"],
	["機械学習を学ぶ。", "機械 械学 学習 習を を学 学ぶ ぶ"],
	["データの前処理、CNNモデル", "デー ータ タの の前 前処 処理 理 cnn モデ デル ル"],
	["か\u3099くしゅう ﾃﾞｰﾀ ＡＢＣ１２３", "がく くし しゅ ゅう う デー ータ タ abc123"],
	["深度学习入门；第1周", "深度 度学 学习 习入 入门 门 第 1 周"],
	["기계 학습을 배웁니다", "기계 계 학습 습을 을 배웁 웁니 니다 다"],
	["𠮷野家 々", "𠮷野 野家 家 々"],
	["\u{1f680} launch \u{1f469}\u200d\u{1f4bb} ❤\ufe0f ❤", "\u{1f680} launch \u{1f469}\u{1f4bb} ❤ ❤"],
	["हिन्दी में", "हिन्दी में"],
	["zero\u200bwidth soft\u00adhyphen ﬁne ½", "zerowidth softhyphen fine 1⁄2"],
	["x".repeat(50) + " é".repeat(2), "x".repeat(40) + " e e"],
	["日".repeat(3) + "a日", "日日 日日 日 a 日"],
];

function build(site, name, args = []) {
	const out = join(work, name);
	execFileSync(lectern, ["build", site, "--quiet", "--output", out, ...args], { stdio: "inherit" });
	return out;
}

/** word → field → record → count, as text that does not depend on order. */
function postings(index) {
	return index.index.map(([word, fields]) => `${word} ${JSON.stringify(Object.entries(fields).map(([field, counts]) =>
		[field, Object.entries(counts).sort(([a], [b]) => a - b)]).sort())}`).sort();
}

/** The library's own index of the records that the texts show. */
function rebuild({ MiniSearch, search, records }) {
	const made = new MiniSearch(search.options);
	made.addAll(records.map(({ id, title, text, page }) => ({ id, title, text, page })));
	return made;
}

const close = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

function checkContract(opened, name) {
	const made = rebuild(opened);
	const [wanted, index] = [JSON.parse(JSON.stringify(made)), opened.index];
	const [ours, theirs] = [postings(index), postings(wanted)].map((list) => new Set(list));
	const differ = [...[...ours].filter((row) => !theirs.has(row)).map((row) => `ours: ${row}`),
		...[...theirs].filter((row) => !ours.has(row)).map((row) => `theirs: ${row}`)];
	ok(index.index.length > 100 && differ.length === 0 && ours.size === theirs.size,
		`${name}: all ${theirs.size} words stand where MiniSearch has them`, differ.slice(0, 20));
	const rest = ({ documentCount, nextId, documentIds, fieldIds, fieldLength, storedFields, dirtCount, serializationVersion }) =>
		({ documentCount, nextId, documentIds, fieldIds, fieldLength, storedFields, dirtCount, serializationVersion });
	// MiniSearch keeps an empty object for each record only when fields are stored.
	same(rest(index), rest(wanted), `${name}: ids, fields and lengths are MiniSearch's`);
	ok(index.averageFieldLength.every((length, field) => close(length, wanted.averageFieldLength[field])),
		`${name}: so are average lengths`, [index.averageFieldLength, wanted.averageFieldLength]);
	return made;
}

function checkQueries(opened, made, queries, name) {
	const loaded = opened.MiniSearch.loadJSON(JSON.stringify(opened.index), opened.search.options);
	const ranked = (engine, query, options) => new Map(engine.search(query, options).map(({ id, score }) => [id, score]));
	let found = 0;
	const wrong = [];
	for (const query of queries)
		for (const options of [{}, { combineWith: "OR" }, { fuzzy: 1 }]) {
			const [a, b] = [ranked(loaded, query, options), ranked(made, query, options)];
			found += a.size;
			if (a.size !== b.size || [...a].some(([id, score]) => !close(score, b.get(id) ?? -1))) wrong.push([query, options]);
		}
	ok(wrong.length === 0 && found > queries.length, `${name}: the same results and scores for ${queries.length} queries (${found})`, wrong);
}

/** The text of an element, one space for each gap; ids that it holds. */
function read(node, skip = () => false, ids = new Set(), out = []) {
	if (skip(node)) return { ids, text: out };
	for (const { name, value } of node.attrs ?? []) {
		if (name === "id") ids.add(value);
		if (name === "alt") out.push(value);
	}
	if (node.nodeName === "#text") out.push(node.value);
	for (const child of node.childNodes ?? []) read(child, skip, ids, out);
	return { ids, text: out };
}

function find(node, name) {
	if (node.nodeName === name) return node;
	for (const child of node.childNodes ?? []) {
		const found = find(child, name);
		if (found) return found;
	}
	return null;
}

/** Every word of every page, whatever it stands in, against the words of its records. */
function checkPages(opened, out, name) {
	const wrong = [];
	const themed = new Set(["projects.html", "resources.html", "practice.html", "print.html", "progress.html"]);
	let words = 0;
	// What the theme adds in <main>, and what is told by numbers elsewhere.
	const classes = /breadcrumb|kicker|facts|stops|stretch|course|steps|bill-sum|hours|callout-title|anchor|footnote|visually-hidden|hero|figures|task-sum|progress|practise|share|rate|next/;
	const skip = (node) => node.nodeName === "nav" || classes.test(node.attrs?.find(({ name: attr }) => attr === "class")?.value ?? "");
	for (const [output, title] of opened.search.pages) {
		const records = opened.records.filter((record) => record.output === output);
		const html = readFileSync(join(out, output), "utf8");
		// A page of the theme shows others' items again: it is found by its name.
		if (themed.has(output)) {
			if (records.length !== 1 || records[0].title !== title || records[0].text) wrong.push(`${output} is found by more than its name`);
			continue;
		}
		const main = find(parse(html), "main");
		const { ids } = read(main);
		const said = new Set(opened.search.words(read(main).text.join(" ")));
		const known = new Set(records.flatMap(({ title: name, text }) => opened.search.words(`${name} ${text}`)));
		for (const { anchor, title: of } of records)
			if (anchor && !ids.has(anchor)) wrong.push(`${output}#${anchor} (${of}) leads nowhere`);
		if (!records.length || records[0].title !== title) wrong.push(`${output} cannot be found by its title`);
		for (const word of opened.search.words(read(main, skip).text.join(" "))) {
			words++;
			if (!known.has(word) && !/^\d/.test(word) && word !== "h" && word !== "min") wrong.push(`${output}: '${word}' is not found`);
		}
		// Summaries and facts of the front matter are not all shown on their page.
		const shown = records.slice(1).filter(({ kind }) => kind !== "p")
			.flatMap((record) => opened.search.words(record.text).filter((word) => !said.has(word)).map((word) => `${output}: '${word}' is not said`));
		wrong.push(...shown);
	}
	ok(words > 1000 && wrong.length === 0, `${name}: records hold the ${words} words of the pages, no others, and lead to them`,
		[wrong.length, ...new Set(wrong)].slice(0, 30));
}

/** Items of api/curriculum.json, which is made from another walk of the tree. */
function checkItems(opened, out) {
	const api = JSON.parse(readFileSync(join(out, "api/curriculum.json"), "utf8"));
	const roles = { tasks: "t", resources: "r", "my-resources": "r", interview: "q" };
	const missing = [];
	let count = 0;
	for (const page of [...api.weeks, ...api.pages]) {
		const records = opened.records.filter((record) => record.output === page.url);
		const has = (kind, title, anchor) => {
			count++;
			if (!records.some((record) => record.kind === kind && record.title === title && record.anchor.endsWith(anchor)))
				missing.push([page.url, kind, title, anchor]);
		};
		for (const section of page.sections) {
			if (section.role === "project" && page.project) has("p", page.project.title, section.anchor);
			else has(section.role === "project" ? "p" : "s", section.title, section.anchor);
			for (const item of section.items) {
				const ticked = "done" in item && ["ethics", "stretch"].includes(section.role) ? "t" : undefined;
				const kind = roles[section.role] ?? ticked;
				if (kind) has(kind, item.label ? `${item.label}: ${item.text}` : item.text, `-${item.id.split("/").at(-1)}`);
			}
		}
	}
	ok(count > 400 && missing.length === 0, `course: the ${count} sections and items of the JSON are found as what they are`, missing.slice(0, 20));
}

function writeScripts() {
	const site = join(work, "scripts");
	mkdirSync(join(site, "content/weeks"), { recursive: true });
	writeFileSync(join(site, "content/site.yaml"), "title: Scripts\nid: scripts\n");
	writeFileSync(join(site, "content/index.md"), `---\ntitle: Scripts\n---\n${texts.map(([text], i) =>
		`## Section${i}\n\n${text.replace(/[\\`*_<>|[\]$~]/g, "\\$&")}\n`).join("\n")}`);
	writeFileSync(join(site, "content/weeks/01.md"), `---\nweek: 1\ntitle: '<script> & "quotes" \\ ''single'''\n---\n${"Filling ".repeat(3)}
${Array.from({ length: 120 }, (_, i) => `word${i}`).join(" ")}

> [!INSTRUCTOR]
> secretive

## Tasks

- [ ] Close the \`</script>\` and say \u2028 'it' (1 h)

## Interview Questions

- Why?
  > [!ANSWER]
  > hidden

[^1]: A footnotable remark.

## Reading

### Deeper[^1]

Below a heading of level three.
`);
	return site;
}

/** A plugin's nodes are found as if they had been written, markup of its own is not, and what it took away is not there. */
function checkPlugin() {
	const site = join(work, "plugin");
	const write = (path, text) => {
		mkdirSync(join(site, path, ".."), { recursive: true });
		writeFileSync(join(site, path), text);
	};
	write("content/site.yaml", "title: T\nid: t\nplugins: [grow]\n");
	write("content/index.md", "---\ntitle: T\n---\nText.\n");
	write("content/weeks/01.md", "---\nweek: 1\ntitle: One\n---\n> withdrawn\n\n## Tasks\n\n- [ ] Written (1 h)\n");
	write("plugins/grow/plugin.yaml", "name: grow\nversion: 1.0.0\napi: 1\ncontributes: [filter, slots]\n");
	write("plugins/grow/main.lua", `local M = {filter = {}, slots = {}}
function M.filter.quote() return {make_node("paragraph", nil, {"planted ", make_node("html", {text = html("<b>raw</b>")})})} end
function M.filter.item(node)
	return {node, make_node("item", {check = "open", id = "grown"}, {make_node("paragraph", nil, {"Grown (1 h)"})})}
end
function M.slots.footer() return "slotted" end
return M
`);
	const { records } = openSearch(build(site, "grown"));
	const week = records.filter(({ week: number }) => number === 1).map(({ kind, title, text, anchor }) => [kind, title, text, anchor]);
	same(week, [["s", "One", "planted", ""], ["s", "Tasks", "", "tasks"], ["t", "Written", "", "tasks-written"], ["t", "Grown", "", "tasks-grown"]],
		"nodes of plugins are found in the place where they stand");
}

/** The budgets: the index, packed as servers send it, takes at most a quarter of the text that it finds. */
function checkSize() {
	const large = join(work, "large");
	execFileSync(generate, ["1000", large]);
	for (const [name, out] of [["course", join(work, "course")], ["1,000 weeks", build(large, "large-out")]]) {
		const text = openSearch(out).records.map((record) => `${record.title}\n${record.text}\n`).join("");
		const index = packed(readFileSync(join(out, "assets/search/index.js")));
		const bytes = Buffer.byteLength(text);
		ok(index <= bytes / 4, `${name}: the index takes ${index} bytes, packed, of ${bytes} bytes of text`);
	}
	const theme = join(work, "course/assets");
	const style = readFileSync(join(theme, "search.css")).length;
	ok(style <= 8192, `the look of the search takes ${style} bytes`);
}

try {
	const out = build(root, "course");
	const course = openSearch(out);
	const made = checkContract(course, "course");
	checkQueries(course, made, ["gradient", "gradient descent", "cross valid", "pandas dataframe", "git", "modle", "week", "SQL joins", "c++", "overfitting and"], "course");
	checkItems(course, out);
	checkPages(course, out, "course");

	const site = writeScripts();
	const scripts = openSearch(build(site, "out"));
	checkContract(scripts, "scripts");
	texts.forEach(([text, words], i) => {
		const record = scripts.records.find(({ title }) => title === `Section${i}`);
		const counts = {};
		for (const [word, fields] of scripts.index.index)
			if (fields[1]?.[record.id]) counts[word] = fields[1][record.id];
		const wanted = {};
		for (const word of words.split(" ")) wanted[word] = (wanted[word] ?? 0) + 1;
		same(Object.entries(counts).sort(), Object.entries(wanted).sort(), `words of '${text.slice(0, 40)}' in the index`);
		same(scripts.search.words(text), words.split(" "), "and in search.js");
	});
	const week = scripts.records.filter(({ week: number }) => number === 1);
	same(week.map(({ kind, title }) => [kind, title]), [["s", `<script> & "quotes" \\ 'single'`], ["s", "Tasks"],
		["t", "Close the </script> and say \u2028 'it'"], ["s", "Interview Questions"], ["q", "Why?"], ["s", "Reading"], ["s", "Deeper"]],
	"a heading of any level, a task and a question are found by themselves");
	ok(week[0].text.includes("footnotable"), "footnotes are found as text of their page");
	const all = readFileSync(join(work, "out/assets/search/index.js"), "utf8") + readFileSync(join(work, "out/assets/search/text-1.js"), "utf8");
	ok(!/secretive|hidden/.test(all), "what instructors read is not in a learner's search");
	ok(!/[<>\u2028\u2029]/.test(all), "nothing in the scripts ends them");
	const taught = openSearch(build(site, "taught", ["--audience", "instructor"]));
	ok(taught.index.index.some(([word]) => word === "secretive"), "it is in an instructor's");
	checkPlugin();
	checkSize();
} finally {
	rmSync(work, { recursive: true, force: true });
}
done();
