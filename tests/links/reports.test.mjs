// What was asked online, in reports and in files: fixes of links that moved, and who says what.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { done, ok, skip } from "../tap.mjs";
import { startServer } from "./server.mjs";
import { canGoOnline, check, makeSite } from "./site.mjs";

const build = process.env.LECTERN_BUILD ?? path.resolve("build");
const lectern = process.env.LECTERN ?? path.join(build, "lectern");
if (!canGoOnline(lectern)) {
	skip("links online", "this program was built without libcurl");
	done();
	process.exit();
}
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "lectern-reports-"));
const server = await startServer(path.join(build, "tests/linkd"), path.join(scratch, "ca.pem"));
const here = `127.0.0.1:${server.ports.http}`;
const resolve = { "moved.example.org:80": here, "gone.example.org:80": here };
const moved = "http://moved.example.org/redirect/301?/status/200";
const gone = "http://gone.example.org/status/404";
const settings = { online: { allow_private: [here] } };
const folder = path.join(scratch, "site");
const page = path.join(folder, "content/index.md");

makeSite(folder, [moved, gone, moved], settings);
try {
	const before = fs.readFileSync(page, "utf8");
	const told = await check(lectern, folder, resolve);
	const one = told.findings.find((finding) => finding.rule === "links/moved");
	ok(one?.facts.url === moved && one.fix === "http://moved.example.org/status/200", "a moved link has its fix and its facts", one);

	const report = path.join(scratch, "out.sarif");
	await check(lectern, folder, resolve, { words: ["--no-cache", "--format", "sarif", "--report", report] });
	const valid = spawnSync("node", [path.resolve("tests/cli/sarif.mjs"), report], { encoding: "utf8" });
	ok(valid.status === 0, "the same as SARIF is valid", valid.stderr);
	const rules = JSON.parse(fs.readFileSync(report, "utf8")).runs[0].tool.driver.rules;
	ok(rules.filter((rule) => rule.id.startsWith("links/")).every((rule) => rule.help.text.length > 20 && !rule.help.text.includes("example.org")),
		"with the words of the plugin's rules", rules);

	const chosen = await check(lectern, folder, resolve, { words: ["--no-cache", "--rules", "links/broken,link-*"] });
	ok(chosen.findings.length === 1 && chosen.findings[0].rule === "links/broken", "--rules leaves those that are named, of plugins too", chosen.findings);

	await server.reset();
	const fixed = await check(lectern, folder, resolve, { words: ["--fix", "--no-cache"] });
	const asked = (await server.log()).filter((request) => request.path.startsWith("/redirect"));
	ok(fs.readFileSync(page, "utf8") === before.replaceAll(moved, "http://moved.example.org/status/200"), "--fix puts the new address in both places");
	ok(asked.length === 1, "and asks nobody twice", asked);
	ok(/fixed 2 places in 1 file/.test(fixed.errors), "and says so", fixed.errors);
	ok(!fixed.findings.some((finding) => finding.rule === "links/moved") && fixed.findings.some((finding) => finding.rule === "links/broken"),
		"what is left is what is told", fixed.findings);

	fs.appendFileSync(page, `\n[Another place](<${gone}>)\n\n[A third place](<${gone}>)\n`);
	const folded = await check(lectern, folder, resolve, { words: ["--no-cache", "--format", "text"] });
	ok(/note: and 2 more places: \S+index\.md:\d+, \S+index\.md:\d+\n/.test(folded.errors), "one broken address is told to people once, with its places", folded.errors);
} finally {
	server.stop?.();
	fs.rmSync(scratch, { recursive: true, force: true });
}
done();
