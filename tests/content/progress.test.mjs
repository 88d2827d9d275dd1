// A learner's progress as a document: merging has laws, which random documents must keep, and what
// comes from strangers is read whole or refused whole.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { gzipSync } from "node:zlib";
import { root } from "../paths.mjs";
import { done, ok, same } from "../tap.mjs";

const assets = join(root, "themes/default/assets");
const load = (name, context) => vm.runInContext(readFileSync(join(assets, name), "utf8"), context);
const context = vm.createContext({ TextEncoder, TextDecoder, Blob, CompressionStream, DecompressionStream, Uint8Array, btoa, atob });
load("progress-document.js", context);
load("progress-link.js", context);
const { document: docs, link } = context.lectern;

// Random documents: few ids, times and values, so that they meet, tie and contradict each other.
let seed = 20260;
const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
const times = ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.001Z", "2026-05-01T12:00:00.000Z", "2031-01-01T00:00:00.000Z"];
const values = { items: ["s", ["done", "none"]], ratings: ["r", [1, 2, 3, 4]], practice: ["g", [0, 1, 5]],
	projects: ["s", ["planned", "doing", "done"]], settings: ["v", ["show", "hide"]] };
const parts = Object.keys(values);

function randomDocument() {
	const raw = { v: 1, course: "c", ...Object.fromEntries(parts.map((part) => [part, {}])) };
	for (const [part, [member, words]] of Object.entries(values))
		for (let n = random(5); n > 0; n--)
			raw[part][`week-0${random(2) + 1}/tasks/${"abc"[random(3)]}`] = { [member]: words[random(words.length)], t: times[random(4)] };
	if (random(2)) raw.last = { p: `week-0${random(3)}`, t: times[random(4)] };
	return docs.read(JSON.stringify(raw), "c", true).document;
}

const laws = { commutative: 0, associative: 0, idempotent: 0, absorbing: 0, pure: 0, written: 0, reverted: 0, counted: 0 };
const rounds = 3000;
for (let round = 0; round < rounds; round++) {
	const [a, b, c] = [randomDocument(), randomDocument(), randomDocument()];
	const text = docs.write;
	const before = text(a);
	const merged = docs.merge(a, b);
	laws.commutative += text(merged) === text(docs.merge(b, a));
	laws.associative += text(docs.merge(merged, c)) === text(docs.merge(a, docs.merge(b, c)));
	laws.idempotent += text(docs.merge(a, a)) === before;
	laws.absorbing += text(docs.merge(merged, b)) === text(merged);
	laws.pure += text(a) === before;
	laws.written += text(docs.read(before, "c").document) === before;
	const back = docs.revert(merged, a, merged);
	back.last = a.last;
	laws.reverted += text(back) === before;
	const told = docs.report(a, b, () => true, Date.parse("2026-06-01"));
	laws.counted += told.fresh + told.newer + told.same + told.older === parts.reduce((sum, part) => sum + Object.keys(b[part]).length, 0);
}
for (const [law, kept] of Object.entries(laws)) ok(kept === rounds, `${rounds} random documents: ${law}`, { kept });

// What a merge says it does.
const document = (items, rest) => docs.read(JSON.stringify({ v: 1, course: "c", items, ...rest }), "c").document;
const entry = (s, t) => ({ s, t });
const [early, late, future] = ["2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z", "2040-01-01T00:00:00.000Z"];
const mine = document({ "w/t/same": entry("done", early), "w/t/newer": entry("done", early), "w/t/older": entry("done", late), "w/t/mine": entry("done", early) });
const theirs = document({ "w/t/same": entry("done", early), "w/t/newer": entry("none", late), "w/t/older": entry("none", early), "w/t/fresh": entry("done", future), "w/t/gone": entry("done", early) });
same({ ...docs.report(mine, theirs, (id) => id !== "w/t/gone", Date.parse("2026-03-01")) }, { fresh: 2, newer: 1, same: 1, older: 1, unknown: 1, future: 1 }, "the report counts what is new, newer, the same, older, unknown, dated ahead");
const both = docs.merge(mine, theirs);
same([both.items["w/t/newer"].s, both.items["w/t/older"].s, both.items["w/t/gone"].s], ["none", "done", "done"], "a tick taken back stays so, older ones do not count, unknown ids are kept");
const tie = docs.merge(document({ "w/t/a": entry("none", early) }), document({ "w/t/a": entry("done", early) }));
same(tie.items["w/t/a"].s, "done", "of equal times the tick stays");

// How sure a reader is, how far a project is, what is hidden: the newest counts, whoever merges, and a change is dated after what it changes.
const said = (part, value, old, now) => docs.change("c", part, "w/x", value, old, Date.parse(now));
for (const [part, member, first, second] of [["ratings", "r", 4, 2], ["projects", "s", "done", "doing"], ["settings", "v", "hide", "show"]]) {
	const [a, b] = [said(part, first, null, early), said(part, second, null, late)];
	same([docs.merge(a, b)[part]["w/x"][member], docs.merge(b, a)[part]["w/x"][member]], [second, second], `${part}: the newest counts`);
	const changed = said(part, first, b[part]["w/x"], early);
	same(docs.merge(b, changed)[part]["w/x"], { [member]: first, t: "2026-02-01T00:00:00.001Z" }, `${part}: a change wins over what it changes`);
	same(docs.write(docs.read(docs.write(changed), "c", true).document), docs.write(changed), `${part}: written and read`);
}
const week = (p, old, now) => docs.change("c", "last", "", p, old, Date.parse(now));
same(docs.merge(week("week-03", null, late), week("week-01", null, early)).last.p, "week-03", "the week read last is the latest of both");
same(week("week-02", week("week-03", null, late).last, early).last, { p: "week-02", t: "2026-02-01T00:00:00.001Z" }, "and the next is dated after it");

// Taking back what an import did keeps what was changed since.
const since = docs.merge(both, docs.change("c", "items", "w/t/fresh", "none", both.items["w/t/fresh"], Date.parse(late)));
const undone = docs.revert(since, mine, both);
same([undone.items["w/t/fresh"].s, undone.items["w/t/gone"], undone.items["w/t/newer"].s], ["none", undefined, "done"], "undo keeps later changes");
ok(since.items["w/t/fresh"].t > future && since.items["w/t/fresh"].s === "none", "a change wins over an entry from a clock that ran ahead");

// Old names.
const aliases = { "w/t/first": "w/t/second", "w/t/second": "w/t/third", "w/t/round": "w/t/round" };
const renamed = docs.translate(document({ "w/t/first": entry("done", late), "w/t/third": entry("none", early), "w/t/round": entry("done", early) }), aliases);
same(Object.keys(renamed.items).sort(), ["w/t/round", "w/t/third"], "old ids are read as the ids of today");
same(renamed.items["w/t/third"].s, "done", "of an old and a new name the newer counts");
same(Object.keys(docs.translate(document({ "constructor/t/a": entry("done", late) }), {}).items), ["constructor/t/a"], "there need be no aliases");

// Hostile and broken documents: refused, every one, for a reason, and nothing happens.
const good = `{"v":1,"course":"c","items":{"w/t/a":{"s":"done","t":"${early}"}}}`;
const withItem = (id, value) => `{"v":1,"course":"c","items":{${JSON.stringify(id)}:${JSON.stringify(value)}}}`;
const hostile = {
	"not JSON": ["ticks!", "json"],
	"empty": ["", "json"],
	"half a document": [good.slice(0, -5), "json"],
	"code": ["(function () { globalThis.pwned = 1 })()", "json"],
	"a number": ["1", "json"],
	"null": ["null", "json"],
	"a list": [`[${good}]`, "json"],
	"no version": ['{"course":"c","items":{}}', "json"],
	"a version of text": ['{"v":"1","course":"c"}', "json"],
	"version 0": ['{"v":0,"course":"c"}', "json"],
	"a later version": ['{"v":2,"course":"c","items":{}}', "version"],
	"another course": ['{"v":1,"course":"d","items":{}}', "course"],
	"a course of markup": ['{"v":1,"course":"<img src=x onerror=pwned()>","items":{}}', "course"],
	"a course that is a list": ['{"v":1,"course":["c"],"items":{}}', "json"],
	"items in a list": ['{"v":1,"course":"c","items":[]}', "shape"],
	"items that are null": ['{"v":1,"course":"c","items":null}', "shape"],
	"an item of text": [withItem("w/t/a", "done"), "shape"],
	"an item that is null": [withItem("w/t/a", null), "shape"],
	"an unknown state": [withItem("w/t/a", entry("perhaps", early)), "shape"],
	"a state with a method": [withItem("w/t/a", { s: { toString: "done" }, t: early }), "shape"],
	"__proto__ as id": ['{"v":1,"course":"c","items":{"__proto__":{"s":"done","t":"2026-01-01T00:00:00Z"}}}', "shape"],
	"constructor as id": [withItem("constructor", entry("done", early)), "shape"],
	"__proto__ as document": ['{"__proto__":{"v":1,"course":"c","items":{}}}', "json"],
	"an id of markup": [withItem("w/t/<img src=x onerror=alert(1)>", entry("done", early)), "shape"],
	"an id with a quote": [withItem('w/t/"]', entry("done", early)), "shape"],
	"an id without end": [withItem(`w/${"a".repeat(5000)}`, entry("done", early)), "shape"],
	"no time": [withItem("w/t/a", { s: "done" }), "shape"],
	"a number as time": [withItem("w/t/a", entry("done", 1e300)), "shape"],
	"a time in a list": [withItem("w/t/a", entry("done", [early])), "shape"],
	"a time that is none": [withItem("w/t/a", entry("done", "2026-99-99T99:99:99Z")), "shape"],
	"February 30": [withItem("w/t/a", entry("done", "2026-02-30T00:00:00Z")), "shape"],
	"the year 9999": [withItem("w/t/a", entry("done", "9999-12-31T23:59:59.999Z")), "shape"],
	"a local time": [withItem("w/t/a", entry("done", "2026-01-01T00:00:00+01:00")), "shape"],
	"a rating of 5": [`{"v":1,"course":"c","ratings":{"w/o/a":{"r":5,"t":"${early}"}}}`, "shape"],
	"a rating of text": [`{"v":1,"course":"c","ratings":{"w/o/a":{"r":"1","t":"${early}"}}}`, "shape"],
	"practice unknown": [`{"v":1,"course":"c","practice":{"w/i/a":{"g":"","t":"${early}"}}}`, "shape"],
	"a step too high": [`{"v":1,"course":"c","practice":{"w/i/a":{"g":6,"t":"${early}"}}}`, "shape"],
	"a project unknown": [`{"v":1,"course":"c","projects":{"w/project":{"s":"none","t":"${early}"}}}`, "shape"],
	"a setting of markup": [`{"v":1,"course":"c","settings":{"c/h":{"v":"<b>","t":"${early}"}}}`, "shape"],
	"last as list": ['{"v":1,"course":"c","last":[]}', "shape"],
	"a last page of script": [`{"v":1,"course":"c","last":{"p":"javascript:alert(1)","t":"${early}"}}`, "shape"],
	"one bad entry of many": [good.replace("}}}", '},"w/t/b":{"s":1}}}'), "shape"],
	"2 MiB": [`{"v":1,"course":"c","items":{},"x":"${"a".repeat(2 << 20)}"}`, "large"],
	"100,000 levels": [`{"v":1,"course":"c","items":${"[".repeat(100000)}${"]".repeat(100000)}}`, "shape"],
	"deep and open": ["[".repeat(500000), "json"],
	"not text": [undefined, "json"],
};
for (const [name, [text, problem]] of Object.entries(hostile)) {
	const found = docs.read(text, "c", true);
	ok(!found.document && found.problem === problem, `refused: ${name}`, { problem: found.problem });
}
ok(docs.read(good, "c", true).document, "what they are made from is taken");
same(docs.write(docs.read(good.replace("}}}", '},"w/t/a":{"s":"none","t":"2026-01-01T00:00:00Z"}}}'), "c", true).document).match(/none/g)?.length, 1, "of an id said twice the last counts");
ok(docs.read(withItem("w/t/a", entry("done", "9998-12-31T23:59:59.999Z")), "c").document, "what this browser kept itself may be dated as it is");
ok({}.s === undefined && {}.v === undefined && context.pwned === undefined && globalThis.pwned === undefined, "nothing was run, no prototype changed");

// The guide shows a document.
const guide = /```json\n([\s\S]*?)```/.exec(readFileSync(join(root, "content/guide/progress.md"), "utf8"))[1];
same(docs.write(docs.read(guide, "my-course", true).document), JSON.stringify(JSON.parse(guide)), "the guide's example is a document");

// Links: there and back, short, and bounded.
const large = document(Object.fromEntries([...Array(600)].map((_, n) => [`week-${n % 16}/tasks/an-item-with-a-name-${n}`, entry("done", new Date(1.77e12 + n * 7654321).toISOString())])), { last: { p: "seite/größe", t: early } });
const packed = await link.pack(docs.write(large));
same(await link.unpack(packed, docs.LIMIT), docs.write(large), "packed and unpacked it is the same text");
same(await link.unpack(link.packNow(docs.write(large)), docs.LIMIT), docs.write(large), "also when there was no time");
ok(/^[\w-]+$/.test(packed) && packed.length < docs.write(large).length / 4, `600 ticks make a link of ${packed.length} characters`);
same(await link.unpack(await link.pack("a".repeat(50 << 20)), docs.LIMIT), "", "50 MiB packed small are given up");
for (const broken of ["", "1", "1AAAA", "0%%%", "2abcd", packed.slice(0, -40)])
	ok(docs.read(await link.unpack(broken, docs.LIMIT), "c", true).problem === "json", `a broken link is refused: ${broken.slice(0, 8)}`);

// 20 KB are for all scripts of the theme together.
const size = ["progress-document", "progress-link", "progress-store", "progress", "store"]
	.reduce((text, name) => text + readFileSync(join(assets, `${name}.js`)), "");
ok(gzipSync(size, { level: 9 }).length <= 8500, `the scripts together take ${gzipSync(size, { level: 9 }).length} bytes, packed`);
done();
