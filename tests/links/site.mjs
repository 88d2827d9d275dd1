// Sites of one page whose links are the case, checked online.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const home = "---\ntitle: Links\nsummary: Links that are a case each.\n---\n\n";

/** The site's own copy of the plugin, whose silent rules are notes, so that every link has a finding. */
export function addPlugin(folder) {
	const own = path.join(folder, "plugins/links");
	fs.cpSync("plugins/links", own, { recursive: true });
	const file = path.join(own, "plugin.yaml");
	fs.writeFileSync(file, fs.readFileSync(file, "utf8").replaceAll("level: 'off'", "level: note"));
}

/** `links` go to site.yaml; JSON is YAML. */
export function makeSite(folder, urls, links) {
	fs.mkdirSync(path.join(folder, "content/weeks"), { recursive: true });
	addPlugin(folder);
	fs.writeFileSync(
		path.join(folder, "content/site.yaml"),
		`title: Links\nlanguage: en\nid: links\nplugins: [links]\nlinks: ${JSON.stringify(links)}\n`,
	);
	fs.writeFileSync(
		path.join(folder, "content/index.md"),
		home + urls.map((url, i) => `[The place number ${i}](<${url}>)\n`).join("\n"),
	);
}

function parse(text) {
	const answer = JSON.parse(text || "[]");
	const list = Array.isArray(answer) ? answer : answer.findings;
	return list.map((one) => ({ ...one, ...one.facts, rule: one.rule ?? one.code, fix: one.fix?.text ?? one.fix }));
}

/** Whether the program was built with libcurl. */
export function canGoOnline(lectern) {
	return fs.existsSync(`${lectern}-online`);
}

/** {status, findings, output}: `resolve` maps "name:port" to "address:port". */
export function check(lectern, folder, resolve = {}, options = {}) {
	const names = Object.entries(resolve).map(([from, to]) => `${from}=${to}`);
	const env = {
		...process.env,
		LECTERN_TEST: "1",
		LECTERN_RESOLVE: names.join(","),
		LECTERN_TIME_SCALE: options.scale ?? "0.01",
		SOURCE_DATE_EPOCH: String(Date.parse(options.today ?? "2026-11-20") / 1000),
		...options.env,
	};
	const words = ["check", folder, "--online", ...(options.words?.includes("--format") ? [] : ["--format", "json"]), ...(options.words ?? [])];
	return new Promise((resolve) => {
		// `memory` is a limit in KiB of all addresses that the program may have.
		const limit = options.memory ? ["sh", "-c", `ulimit -v ${options.memory}; exec "$0" "$@"`] : [];
		const [program, ...rest] = [...limit, lectern, ...words];
		const child = spawn(program, rest, { env, cwd: options.cwd });
		let output = "", errors = "";
		child.stdout.on("data", (piece) => (output += piece));
		child.stderr.on("data", (piece) => (errors += piece));
		options.started?.(child);
		child.on("close", (status) => {
			let findings = [];
			try { findings = parse(output); } catch { errors += output; }
			resolve({ status, findings, output, errors });
		});
	});
}
