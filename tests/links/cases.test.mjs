// What the server of tests/linkd does, what `lectern check --online` says of it, and what it asked.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { done, ok, same, skip } from "../tap.mjs";
import { doors, plain, slow } from "./cases.mjs";
import { unknown } from "./course.mjs";
import { startHttp2 } from "./http2.mjs";
import { startServer } from "./server.mjs";
import { canGoOnline, check, makeSite } from "./site.mjs";

const build = process.env.LECTERN_BUILD ?? path.resolve("build");
const lectern = process.env.LECTERN ?? path.join(build, "lectern");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "lectern-links-"));
const server = await startServer(path.join(build, "tests/linkd"), path.join(scratch, "ca.pem"));
const here = `127.0.0.1:${server.ports.http}`;
const allowed = Object.values(server.ports).map((port) => `127.0.0.1:${port}`);
let nsites = 0;

function settings(online, rest = {}) {
	return { ...rest, online: { allow_private: allowed, tls: { ca_file: path.join(scratch, "ca.pem") }, ...online } };
}

async function run(urls, links, resolve, options) {
	const folder = path.join(scratch, `site-${++nsites}`);
	makeSite(folder, urls, links);
	await server.reset();
	const result = await check(lectern, folder, resolve, options);
	return { ...result, folder, log: await server.log() };
}

function matches(finding, wanted) {
	const [verdict, ...more] = wanted.split(" ");
	return `${finding?.status}/${finding?.reason}` === verdict
		&& more.every((word) => word === finding.certainty || word === finding.level);
}

function extraIsRight(extra, finding, all, asked, origin) {
	if ("fix" in extra && (finding.fix ?? null) !== (extra.fix === null ? null : origin + extra.fix)) return false;
	if (extra.attempts && finding.attempts !== extra.attempts) return false;
	if (extra.chain && finding.chain?.length !== extra.chain) return false;
	if (extra.path && asked[0]?.path !== extra.path) return false;
	if (extra.pause && asked[1].time - asked[0].time < extra.pause * 10) return false;
	if (!extra.fragment) return true;
	return all.some((one) => one.rule === "links/fragment") === (extra.fragment === "missing");
}

/** One run for all rows; each has a host of its own, so they do not disturb each other. */
async function table(rows, online) {
	const resolve = {};
	const cases = rows.map((row, i) => {
		const host = `c${row[0]}-${i}.example.org`;
		resolve[`${host}:80`] = here;
		return { row, host, origin: `http://${host}`, url: `http://${host}/${row[1]}` };
	});
	const result = await run(cases.map((one) => one.url), settings(online), resolve);
	if (!result.findings.length) console.log(`# ${result.errors}`);
	for (const { row, host, origin, url } of cases) {
		const [number, does, wanted, methods, extra = {}] = row;
		const all = result.findings.filter((one) => one.url === url);
		const finding = all.find((one) => one.rule !== "links/fragment" && one.rule !== "links/userinfo");
		const asked = result.log.filter((line) => line.host === host);
		const good = matches(finding, wanted) && asked.map((line) => line.method).join(" ") === methods
			&& extraIsRight(extra, finding, all, asked, origin);
		ok(good, `case ${number}: ${does.slice(0, 60)}`, { wanted, methods, extra, all, asked });
	}
	return result;
}

async function cookiesAndAgents(result) {
	const first = result.log.find((line) => line.path === "/cookie");
	ok(!/cookie:/i.test(first.headers), "case 10: the first request has no cookie");
	ok(!result.log.some((line) => /mozilla/i.test(line.headers)), "case 23: nobody is impersonated");
	ok(!result.log.some((line) => /^range:|\|range:/i.test(line.headers)), "no request asks for a range");
	// eslint-disable-next-line no-control-regex
	ok(!/[\u0000-\u0009\u000b-\u001f]/.test(result.output), "case 80: no control characters are printed");
}

async function controlInFormats() {
	const host = "c80.example.org", resolve = { [`${host}:80`]: here };
	const url = `http://${host}/decoded-redirect/302?${encodeURIComponent("/status/404?\u001b[31mred")}`;
	for (const format of ["text", "json", "jsonl", "github", "sarif", "junit", "markdown"]) {
		const result = await run([url], settings({}), resolve, { words: ["--no-cache", "--format", format, "--color", "never"] });
		// eslint-disable-next-line no-control-regex
		ok((result.output + result.errors).length > 0 && !/[\u0000-\u0009\u000b-\u001f]\[31m/.test(result.output + result.errors), `case 80: ${format}`, result);
	}
}

/** The entries of this machine's memory; each line has to be one. */
function remembered(folder) {
	const lines = fs.readFileSync(path.join(folder, ".cache/links.jsonl"), "utf8").trimEnd().split("\n");
	return lines.map((line) => JSON.parse(line)).filter((entry) => entry.u);
}

async function userinfo() {
	const host = "c17.example.org";
	const result = await run([`http://${host}/redirect/302?http://user:hunter2@${host}/status/200`],
		settings({}), { [`${host}:80`]: here });
	ok(result.findings.some((one) => one.rule === "links/userinfo" && one.level === "warning"), "case 17: told", result);
	ok(!result.output.includes("hunter2"), "case 17: the password is not printed", result.output);
	ok(!result.log.some((line) => /authorization:/i.test(line.headers)), "case 17: nor sent");
}

async function privateName() {
	const result = await run(["http://c20.example.org/"], settings({}), { "c20.example.org:80": "10.0.0.1:80" });
	ok(matches(result.findings.find((one) => one.url), "excluded/private"), "case 20: a private address behind a name", result);
}

async function getFirst() {
	const host = "c28.example.org";
	const result = await run(["405", "404", "501"].map((code) => `http://${host}/head/${code}`),
		settings({ hosts: { [host]: { concurrency: 1 } } }), { [`${host}:80`]: here });
	ok(result.log.map((line) => line.method).join(" ") === "HEAD GET HEAD GET GET",
		"case 28: the third link of a host that lies to HEAD begins with GET", result.log);
}

async function spellings() {
	const base = "http://c65.example.org/html";
	const urls = [`${base}/%7ea`, `${base}/~a`, `${base}/x%2fb`, `${base}/x/b`, `${base}/y/../c`, `${base}/c`];
	const result = await run(urls, settings({}), { "c65.example.org:80": here });
	ok(result.log.length === 4 && result.findings.filter((one) => one.rule === "links/checked").length === 6,
		"case 65: spellings of one address are asked once, others are not merged", result.log);
}

async function bodiesAreCapped() {
	for (const scene of ["endless", "endless-chunked"]) {
		await run([`http://c41.example.org/${scene}#x`], settings({ max_body: "64KiB" }), { "c41.example.org:80": here });
		const sent = await server.sent();
		ok(sent >= 64 * 1024 && sent < 16 << 20, `case 41: ${scene}: what the cap and the buffers of sockets hold is sent, and no more`, sent);
	}
	const url = "http://c42.example.org/bomb#x";
	const result = await run([url], settings({ max_body: "16MiB" }), { "c42.example.org:80": here },
		{ memory: 180000, words: ["--jobs", "1"] });
	ok(matches(result.findings.find((one) => one.url === url), "ok/ok"), "case 42: 200 MB are never in the memory", result);
}

async function idnAndInvalid() {
	const bad = ["http:///x", "http:/h.example.org/x", "http:\\\\h", "http://h.example.org:99999/", "http://a b/"];
	const result = await run(["http://bücher.example.org/status/200", ...bad], settings({}),
		{ "xn--bcher-kva.example.org:80": here });
	ok(result.log.length === 1 && result.log[0].host === "xn--bcher-kva.example.org", "case 66, 67: only the IDN host is asked",
		result);
	const { stdout } = spawnSync(lectern, ["check", result.folder, "--format", "json"], { encoding: "utf8" });
	const told = JSON.parse(stdout).findings.map((one) => `${one.line - 7 >> 1} ${one.rule} ${one.level}`);
	same(told, ["0 url-invalid error", "1 url-invalid error", "2 url-invalid error", "3 url-invalid error", "4 url-invalid error"],
		"case 67: what cannot be asked is told offline");
}

async function http2Cases() {
	const two = await startHttp2(path.join(scratch, "ca.pem.pair"));
	allowed.push(`127.0.0.1:${two.port}`);
	const rows = [
		["fine", "ok/ok", "HEAD 2"],
		["reset", "ok/ok", "HEAD 2, GET 1.1"],
		["goaway", "ok/ok", "HEAD 2, GET 1.1"],
		["never", "broken/empty_reply maybe note", "HEAD 2, GET 1.1, GET 1.1"],
		["reset", "ok/ok", "GET 2, GET 1.1", "#x"],
	];
	for (const [name, wanted, asked, fragment = ""] of rows) {
		const url = `https://127.0.0.1:${two.port}/${name}${fragment}`;
		const { findings } = await run([url], settings({}));
		const finding = findings.find((one) => one.url === url && one.rule !== "links/fragment");
		const log = two.log.splice(0).map((line) => `${line.method} ${line.version}`).join(", ");
		ok(matches(finding, wanted) && log === asked, `case 61: /${name}${fragment}: ${asked}`, { finding, log });
	}
	two.stop();
}

async function certificateExceptions() {
	const doors = ["self", "expired", "nochain", "name"];
	const good = async (exceptions, rest = {}) => {
		const urls = doors.map((door) => `https://127.0.0.1:${server.ports[`tls-${door}`]}/status/200`);
		const tls = { ca_file: path.join(scratch, "ca.pem"), exceptions: exceptions.map((one) => ({ host: "127.0.0.1", reason: "a test", ...one })) };
		const result = await run(urls, settings({ tls, ...rest }), {}, { env: { LINK_SECRET: "Bearer x" } });
		const ok = doors.filter((door, i) => result.findings.some((one) => one.url === urls[i] && one.status === "ok"));
		return { ...result, good: ok.join(" ") };
	};
	same((await good([])).good, "", "exceptions: without one all these certificates are wrong");
	same((await good([{ allow: ["tls_self_signed"] }])).good, "self", "exceptions: what is allowed is, and nothing else");
	same((await good([{ allow: ["tls_expired"] }, { allow: ["tls_hostname"] }])).good, "expired name", "exceptions: several of a host");
	same((await good([{ host: "example.org", allow: ["tls_chain"] }])).good, "", "exceptions: of another host they do not count");
	const chain = await good([{ until: "2026-11-20" }], { auth: [{ host: "127.0.0.1", header: "Authorization", env: "LINK_SECRET" }] });
	same(chain.good, "nochain", "exceptions: tls_chain, up to the day, unless another is named");
	ok(chain.log.length > 0 && !chain.log.some((line) => /authorization/i.test(line.headers)), "exceptions: but no secret is sent there", chain.log);
	const over = await good([{ until: "2026-11-19" }]);
	ok(over.good === "" && over.findings.some((one) => one.rule === "links/exclude-unused" && one.text.includes("until 2026-11-19")),
		"exceptions: not longer, which is told", over.findings);
}

/** The setting does what --strict does to what is asked online, and nothing to the rest. */
async function strictSetting() {
	const host = "strict.example.org", scenes = ["status/404", "status/403", "status/500", "redirect/301?/status/200"];
	const levels = ({ findings }) => scenes.map((scene) => findings.find((one) => one.url === `http://${host}/${scene}`).level).join(" ");
	const result = await run(scenes.map((scene) => `http://${host}/${scene}`), settings({}, { strict: true }), { [`${host}:80`]: here });
	same([levels(result), result.status], ["error warning warning warning", 1], "links.strict: what is certain is an error, and fails");
	const file = path.join(result.folder, "content/site.yaml");
	fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace('"strict":true', '"strict":false'));
	const mild = await check(lectern, result.folder, { [`${host}:80`]: here });
	same([levels(mild), mild.status], ["warning note note note", 0], "links.strict: false is as without it");
}

async function archiveSuggestions() {
	const host = "old.example.org", url = `http://${host}/status/404`, known = `http://${host}/status/410`;
	const folder = path.join(scratch, `site-${++nsites}`);
	const cures = async () => {
		await server.reset();
		const { findings } = await check(lectern, folder, { [`${host}:80`]: here }, { words: ["--no-cache"], env: unknown(build) });
		return [url, known, `http://${host}/status/500`].map((one) => findings.find((finding) => finding.url === one).cure);
	};
	makeSite(folder, [url, known, `http://${host}/status/500`], settings({ archive: "suggest" }));
	fs.writeFileSync(path.join(folder, "content/link-health.jsonl"), `{"v":1}\n{"u":"${known}","s":"broken","r":"http_410","c":410,"t":"2026-11-10","ok":"2026-08-03"}\n`);
	const [newest, dated, server500] = await cures();
	same(newest, `name the page's new address, or leave the link out; an old copy may be at 'https://web.archive.org/web/${url}'`, "archive: the newest copy");
	ok(dated.endsWith(`'https://web.archive.org/web/20260803/${known}'`), "archive: that of the day when it last worked", dated);
	ok(!server500.includes("archive"), "archive: not of what may come back", server500);
	ok((await server.log()).every((line) => line.host === host), "archive: and nobody asks there");
	fs.writeFileSync(path.join(folder, "content/site.yaml"), fs.readFileSync(path.join(folder, "content/site.yaml"), "utf8").replace(',"archive":"suggest"', ""));
	ok((await cures()).every((cure) => !cure.includes("archive")), "archive: only where the site wants it");
}

async function limits() {
	const host = "c69.example.org";
	const urls = [...Array(40).keys()].map((i) => `http://${host}/sleep/${i % 5}?${i}`);
	const result = await run(urls, settings({ per_host: { concurrency: 2, gap: "50ms" } }), { [`${host}:80`]: here }, { scale: "1" });
	// What comes late shortens the next gap, so it is the whole that counts; the first may be late by 40 ms.
	const early = result.log.filter((line, i) => line.time - result.log[0].time < 50 * i - 40);
	ok(result.log.length === 40 && early.length === 0, "case 69: every gap is kept", early);
	ok(Number((await server.loads())[host]) <= 2, "case 69: two at once are the most", await server.loads());
}

async function noFalseTimeouts() {
	const host = "c71.example.org";
	const urls = [...Array(1000).keys()].map((i) => `http://${host}/sleep/5?${i}`);
	const result = await run(urls, settings({ concurrency: 1, per_host: { concurrency: 1, gap: "0ms" },
		timeout: { connect: "400ms", head: "400ms", total: "400ms" } }), { [`${host}:80`]: here });
	ok(result.log.length === 1000 && result.findings.filter((one) => one.status === "ok").length === 1000,
		"case 71: who waits in a queue does not time out", result.log.length);
}

async function names() {
	const result = await run(["http://a.nx.example.org/", "http://a.maybe.example.org/", `http://${here}/status/200`],
		settings({}), {}, { env: { LD_PRELOAD: path.join(build, "tests/resolver.so") } });
	const of = (part) => result.findings.find((one) => one.url?.includes(part));
	ok(matches(of(".nx."), "broken/nxdomain sure warning"), "case 68: no such name", of(".nx."));
	ok(matches(of(".maybe."), "timeout/dns_timeout note") && of(".maybe.").attempts === 3,
		"case 68: nobody knows whether there is such a name", of(".maybe."));
}

async function moneyAndLogin() {
	const host = "c26.example.org";
	const result = await run([`http://${host}/status/402`, `http://${host}/redirect/302?/login`],
		settings({}, { free_only: { enabled: true } }), { [`${host}:80`]: here });
	const rules = result.findings.filter((one) => one.level === "warning").map((one) => one.rule);
	ok(rules.includes("links/payment") && rules.includes("links/login"), "case 26: a course that promises free resources", result);
}

async function healthCase() {
	const host = "c77.example.org", resolve = { [`${host}:80`]: here };
	const words = ["--refresh", "10", "--no-cache"];
	const url = `http://${host}/status/500`;
	const first = await run([url, `http://${host}/status/200`], settings({}), resolve, { words });
	const file = path.join(first.folder, "content/link-health.jsonl");
	const read = () => (fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n") : []);
	const level = (result) => result.findings.find((one) => one.url === url)?.rule;
	const again = (today) => check(lectern, first.folder, resolve, { words, today });
	ok(level(first) === "links/broken-maybe" && read().some((line) => line.includes("http_5xx")), "case 77: watched", first);
	ok(level(await again("2026-11-20")) === "links/broken-maybe", "case 77: the same day does not count");
	const later = await again("2026-11-27");
	ok(level(later) === "links/broken" && later.findings.some((one) => one.failing_since === "2026-11-20"),
		"case 77: confirmed a week later", later);
	ok(later.findings.some((one) => one.rule === "links/broken" && one.notes?.[0].text === "it has failed since 2026-11-20"), "case 77: and people are told since when", later);
	await server.reset();
	const sick = `http://${host}/retry/404/4`, healed = await run([sick], settings({}), resolve, { words });
	const path2 = path.join(healed.folder, "content/link-health.jsonl");
	const line = () => fs.readFileSync(path2, "utf8").split("\n").find((one) => one.includes("/retry/404/4")) ?? "";
	let before;
	for (const today of ["2026-11-27", "2026-12-04"]) {
		before = fs.readFileSync(path2, "utf8").split("\n");
		await check(lectern, healed.folder, resolve, { words, today });
	}
	ok(line().includes('"s":"ok"') && !line().includes('"n":'), "case 77: what works again is not counted any more", line());
	const after = fs.readFileSync(path2, "utf8").split("\n");
	ok(before.length === after.length && after.filter((one, i) => one !== before[i]).length === 1, "case 77: and that is a difference of one line", { before, after });
}

async function noHeadOfLine() {
	const a = [...Array(20).keys()].map((i) => `http://a.example.org/sleep/200?${i}`);
	const b = [...Array(100).keys()].map((i) => `http://b.example.net/status/200?${i}`);
	const result = await run([...a, ...b], settings({ concurrency: 8 }), { "a.example.org:80": here, "b.example.net:80": here });
	const last = result.log.map((line) => line.host).lastIndexOf("b.example.net");
	const before = result.log.slice(0, last).filter((line) => line.host === "a.example.org").length;
	ok(result.log.length === 120 && before < 20, "case 70: a slow host does not keep a fast one waiting", { before });
}

async function sameAddress() {
	const url = `http://c72.example.org/html?${encodeURIComponent("<p id=a><p id=b><p id=c>")}`;
	const urls = [...Array(50).keys()].map((i) => `${url}#${"abcde"[i % 5]}`);
	const result = await run(urls, settings({}), { "c72.example.org:80": here });
	const missing = result.findings.filter((one) => one.rule === "links/fragment");
	ok(result.log.length === 1 && result.log[0].method === "GET", "case 72: one request for fifty places", result.log);
	ok(missing.length === 20 && result.findings.filter((one) => one.rule === "links/checked").length === 50,
		"case 72: and fifty findings", missing.length);
}

async function excludeRemapAuth() {
	const a = "c73.example.org", b = "c73.example.net";
	const resolve = { [`${a}:80`]: here, [`${b}:80`]: here };
	let result = await run([`http://${a}/redirect/302?http://${b}/x`], settings({}, { exclude: [`http://${b}/*`] }), resolve);
	ok(matches(result.findings.find((one) => one.url), "excluded/rule:1") && result.log.every((line) => line.host === a),
		"case 73: an excluded hop is not asked", result);
	result = await run(["https://c74.example.org/status/404"],
		settings({}, { remap: [{ from: "https://c74.example.org/*", to: `http://${a}/*` }] }), resolve);
	ok(result.findings.some((one) => one.url === "https://c74.example.org/status/404" && one.reason === "http_404")
		&& result.log[0]?.host === a, "case 74: asked elsewhere, told as written", result);
	same(remembered(result.folder).map((entry) => entry.u), [`http://${a}/status/404`], "case 74: and remembered as it was asked");
	result = await run([`http://${a}/redirect/302?http://${b}/status/200`],
		settings({ auth: [{ host: a, header: "Authorization", env: "LINK_SECRET" }] }), resolve, { env: { LINK_SECRET: "Bearer x" } });
	ok(result.log.length === 2 && !/authorization:/i.test(result.log[1].headers), "case 75: a secret stays with its host", result.log);
	ok(/authorization: bearer x/i.test(result.log[0]?.headers), "case 75: which is told it");
}

async function cacheCase() {
	const host = "c76.example.org", resolve = { [`${host}:80`]: here };
	const urls = [`http://${host}/status/200`, `http://${host}/status/404`];
	const first = await run(urls, settings({}), resolve);
	const again = async (today, name) => {
		await server.reset();
		const result = await check(lectern, first.folder, resolve, { today });
		const paths = (await server.log()).map((line) => line.path);
		return { result, good: !paths.includes("/status/200"), paths, name };
	};
	const soon = await again("2026-11-22");
	ok(soon.good && soon.paths.includes("/status/404"), "case 76: what is good is remembered, what is broken is asked", soon);
	ok(soon.result.findings.some((one) => one.cached && one.age_days === 2), "case 76: and said to be remembered", soon);
	ok(!(await again("2026-12-20")).good, "case 76: until it is old");
	fs.appendFileSync(path.join(first.folder, ".cache/links.jsonl"), "no json\n");
	ok((await again("2026-12-20")).result.findings.some((one) => one.rule === "links/memory"), "case 76: a bad line is told");
	fs.rmSync(path.join(first.folder, ".cache/links.jsonl"));
	fs.mkdirSync(path.join(first.folder, ".cache/links.jsonl"));
	const blocked = await again("2026-12-20");
	ok(blocked.result.status !== 3 && !blocked.good, "case 76: a folder in its place stops nothing", blocked);
}

/** What is accepted today decides what a remembered code means. */
async function acceptCase() {
	const host = "c76.example.org", resolve = { [`${host}:80`]: here }, url = `http://${host}/status/403`;
	const { folder, findings } = await run([url], settings({}), resolve);
	ok(matches(findings.find((one) => one.url), "blocked/http_403 maybe"), "case 76: a wall", findings);
	const file = path.join(folder, "content/site.yaml");
	fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace('"online":{', `"online":{"hosts":{"${host}":{"accept":["200-299",403]}},`));
	await server.reset();
	const now = (await check(lectern, folder, resolve, { today: "2026-11-21" })).findings.find((one) => one.url);
	ok(matches(now, "ok/ok") && now.cached && !(await server.log()).length, "case 76: which the site accepts from now on is none, and not asked again", now);
}

/** The folder cannot be written; for root, who may write everywhere, it is a file. */
async function readOnlyCache() {
	const host = "c76.example.org", resolve = { [`${host}:80`]: here };
	const { folder } = await run([`http://${host}/status/200`], settings({}), resolve);
	const cache = path.join(folder, ".cache"), root = process.getuid() === 0;
	fs.rmSync(cache, { recursive: true });
	if (root) fs.writeFileSync(cache, "");
	else fs.mkdirSync(cache, { mode: 0o555 });
	const { status, findings } = await check(lectern, folder, resolve);
	ok(status === 0 && findings.some((one) => one.rule === "links/memory" && one.level === "warning") && findings.some((one) => one.status === "ok"),
		"case 76: a cache that cannot be written is told, and stops nothing", { status, findings });
	if (!root) fs.chmodSync(cache, 0o755);
}

async function networkDown() {
	const names = [...Array(12).keys()].map((i) => `c78-${i}.example.org`);
	const resolve = Object.fromEntries(names.map((name) => [`${name}:80`, "224.0.0.1:80"]));
	const result = await run(names.map((name) => `http://${name}/`),
		settings({ allow_private: ["224.0.0.0/4"] }), resolve);
	ok(result.status === 3 && result.findings.some((one) => one.rule === "links/network-down"),
		"case 78: our own network is blamed", result);
	ok(!fs.existsSync(path.join(result.folder, ".cache")), "case 78: and nothing is remembered");
}

async function stopped() {
	const host = "c79.example.org", resolve = { [`${host}:80`]: here };
	const urls = [...Array(30).keys()].map((i) => `http://${host}/sleep/150?${i}`);
	const poke = async (child) => {
		for (let i = 0; i < 100 && !(await server.log()).length; i++) await new Promise((go) => setTimeout(go, 20));
		child.kill("SIGINT");
	};
	let result = await run(urls, settings({}), resolve, { started: poke });
	ok(result.status === 3 && result.log.length < 30, "case 79: interrupted", { status: result.status, asked: result.log.length });
	const known = remembered(result.folder).map((entry) => entry.u);
	ok(known.length > 0 && known.length <= result.log.length && known.join() === [...known].sort().join(), "case 79: what is known is remembered, in order", known);
	await server.reset();
	await check(lectern, result.folder, resolve);
	same((await server.log()).length, 30 - known.length, "case 79: and not asked again");
	result = await run(urls, settings({ max_time: "1s" }), resolve);
	ok(result.findings.some((one) => one.reason === "budget") && result.findings.some((one) => one.rule === "links/unfinished"),
		"case 79: out of time, which is told", result.status);
}

async function equalAndEmpty() {
	const host = "c81.example.org", resolve = { [`${host}:80`]: here };
	const urls = ["200", "404", "403"].map((code) => `http://${host}/status/${code}`);
	const one = await run(urls, settings({}), resolve);
	for (const format of ["text", "json", "jsonl", "github", "sarif", "junit", "markdown"]) {
		const words = ["--no-cache", "--format", format, "--quiet"];
		const [first, second] = [await check(lectern, one.folder, resolve, { words }), await check(lectern, one.folder, resolve, { words })];
		const said = first.output + first.errors;
		ok(said === second.output + second.errors && said.includes("/status/404"), `case 81: two runs say the same: ${format}`, [first, second]);
	}
	const summary = JSON.parse((await check(lectern, one.folder, resolve, { words: ["--no-cache"] })).output).summary.plugins.links;
	same(summary, { addresses: 3, asked: 3, cached: 0, links: 3, requests: 5, retries: 0, statuses: { blocked: 1, broken: 1, ok: 1 },
		worst_hosts: [{ blocked: 1, broken: 1, host }] }, "the report has a summary of the run");
	const empty = await run([], settings({}, { exclude: ["http://nowhere.example.org/*"],
		health: { pins: [{ url: "http://x.example.org/", status: "ok", reason: "seen", until: "2026-01-01" }] } }));
	const rules = empty.findings.map((finding) => `${finding.rule} ${finding.level}`);
	for (const wanted of ["links/nothing error", "links/exclude-unused warning", "links/pin-expired warning"])
		ok(rules.includes(wanted), `case 82: ${wanted}`, rules);
}

try {
	if (!canGoOnline(lectern)) {
		skip("cases of links", "this program was built without libcurl");
	} else {
		await cookiesAndAgents(await table(plain, {}));
		await table(slow, { timeout: { connect: "1s", head: "1s", total: "1s" } });
		const rows = doors(server.ports);
		const result = await run(rows.map((row) => row[1]), settings({ timeout: { connect: "1s", head: "1s", total: "1s" } }));
		for (const [number, url, wanted] of rows) {
			const finding = result.findings.find((one) => one.url === url);
			ok(matches(finding, wanted), `case ${number}: ${wanted}`, finding);
		}
		for (const one of [controlInFormats, userinfo, privateName, getFirst, spellings, bodiesAreCapped, idnAndInvalid, http2Cases, certificateExceptions, strictSetting, archiveSuggestions, limits, noFalseTimeouts, names,
			moneyAndLogin, noHeadOfLine, sameAddress, excludeRemapAuth, cacheCase, acceptCase, readOnlyCache, healthCase, networkDown, stopped, equalAndEmpty]) await one();
	}
} finally {
	server.stop();
	fs.rmSync(scratch, { recursive: true, force: true });
}
done();
