// From the network to the reader: weekly runs write the health file, and the built site says what
// they found. What a run asks is counted by the server.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { done, ok, same, skip } from "../tap.mjs";
import { canGoOnline, check } from "./site.mjs";

const build = process.env.LECTERN_BUILD ?? path.resolve("build");
const lectern = process.env.LECTERN ?? path.join(build, "lectern");
if (!canGoOnline(lectern)) {
	skip("links online", "this program was built without libcurl");
	done();
	process.exit();
}
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "lectern-memory-"));
const file = path.join(scratch, "content/link-health.jsonl");
const gone = new Set();
let asked = [];

const server = http.createServer((request, response) => {
	const address = request.headers.host + request.url;
	asked.push(address);
	response.writeHead(gone.has(address) ? 404 : 200, { "content-type": "text/html" }).end();
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const here = `127.0.0.1:${server.address().port}`;
const hosts = ["a", "b", "c", "d"].map((name) => `${name}.example.org`);
const resolve = Object.fromEntries(hosts.map((host) => [`${host}:80`, here]));

function makeSite() {
	fs.mkdirSync(path.join(scratch, "content/weeks"), { recursive: true });
	fs.writeFileSync(path.join(scratch, "content/site.yaml"), `title: Links\nid: links\nplugins: [links]\nlinks: {online: {allow_private: ["${here}"]}}\n`);
	fs.writeFileSync(path.join(scratch, "content/index.md"), "---\ntitle: Links\n---\nA course.\n");
	fs.writeFileSync(path.join(scratch, "content/weeks/01-first.md"), "---\nweek: 1\ntitle: First\n---\n## Resources\n\n"
		+ hosts.map((host) => `- [Place ${host[0]}](http://${host}/x): docs, free.\n`).join(""));
}

/** A run on a day; what it asked and said, and the lines of the file that are others afterwards. */
async function run(today, ...words) {
	const before = read().split("\n");
	asked = [];
	const result = await check(lectern, scratch, resolve, { today, words });
	const changed = read().split("\n").filter((line) => !before.includes(line));
	const places = [...new Set(asked)].map((address) => address[0]).sort().join("");
	return { ...result, places, changed };
}

const read = () => fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";

/** What the built week says below the name of a resource, and whether there is a page of links. */
function shown(letter) {
	execFileSync(lectern, ["build", scratch, "--quiet", "--output", path.join(scratch, "public")], { stdio: "inherit" });
	const html = fs.readFileSync(path.join(scratch, "public/weeks/01-first.html"), "utf8");
	const item = html.split("<li id=").find((one) => one.includes(`Place ${letter}`));
	return /(checked on|not reachable since) <time datetime="([^"]*)">/.exec(item)?.slice(1).join(" ");
}

try {
	makeSite();
	await run("2026-11-06");
	same(read(), "", "a run without --refresh leaves the committed file alone");
	same(shown("a"), undefined, "and readers see nothing");
	ok(!fs.existsSync(path.join(scratch, "public/link-health.html")), "not even a page");

	const first = await run("2026-11-06", "--refresh", "3");
	same(first.places, "abc", "a refresh asks as many as it shall");
	const second = await run("2026-11-06", "--refresh", "3");
	same(second.places, "d", "the next one those that are left");
	same(second.changed.length, 1, "which is one line more");
	same(shown("a"), "checked on 2026-11-06", "readers see the day");
	ok(fs.existsSync(path.join(scratch, "public/link-health.html")), "and the page");

	gone.add("a.example.org/x");
	const early = await run("2026-11-10", "--refresh", "9");
	same(early.places, "", "nothing is due: nothing is asked");
	same(early.changed, [], "and nothing is written");
	const watched = await run("2026-11-27", "--refresh", "9");
	same(watched.places, "abcd", "three weeks later all are due");
	ok(read().includes('"s":"broken","r":"http_404","c":404,"t":"2026-11-27","ok":"2026-11-06","n":1,"since":"2026-11-27"'), "a failure is counted", read());
	same(shown("a"), "checked on 2026-11-06", "but readers are told of none that came once");
	const again = await run("2026-11-27", "--refresh", "9");
	same([again.places, again.changed], ["a", []], "what failed is asked again; on the same day it does not count");
	const confirmed = await run("2026-11-28", "--refresh", "9");
	same([confirmed.places, confirmed.changed.length], ["a", 1], "on another day it does");
	same(shown("a"), "not reachable since 2026-11-27", "and readers see since when");
	same(shown("b"), "checked on 2026-11-27", "of that link alone");
	gone.clear();
	const healed = await run("2026-11-29", "--refresh", "9");
	same(healed.changed, ['{"u":"http://a.example.org/x","s":"ok","c":200,"t":"2026-11-29","ok":"2026-11-29"}'], "a recovery is one line");
	same(shown("a"), "checked on 2026-11-29", "and readers see it");

	const kept = read();
	fs.writeFileSync(file, `<<<<<<< ours\n${kept}`);
	const merged = await run("2026-11-29", "--refresh", "9");
	ok(merged.findings.some((one) => one.rule === "links/memory"), "the mark of a merge is told", merged.findings);
	same(read(), kept, "and gone when the file is written again");
	fs.writeFileSync(file, '{"v":2}\n');
	await run("2026-12-29", "--refresh", "9");
	same(read(), '{"v":2}\n', "a file of a newer version is not written over");
} finally {
	server.closeAllConnections();
	server.close();
	fs.rmSync(scratch, { recursive: true, force: true });
}
done();
