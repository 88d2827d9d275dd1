// A site owner's afternoon: six links of our own course are broken in six ways. Each message has to
// be enough by itself, so the owner does what the cures say, and nothing else, until all is well.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { done, ok, same, skip } from "../tap.mjs";
import { copyCourse, findAddresses, resolveAll, unknown, writeMap } from "./course.mjs";
import { startServer } from "./server.mjs";
import { canGoOnline, check } from "./site.mjs";

const build = process.env.LECTERN_BUILD ?? path.resolve("build");
const lectern = process.env.LECTERN ?? path.join(build, "lectern");
if (!canGoOnline(lectern)) {
	skip("links online", "this program was built without libcurl");
	done();
	process.exit();
}
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "lectern-afternoon-"));
const ca = path.join(scratch, "ca.pem");
const gone = "https://pytorch.org/serve/", archived = "https://docs.pytorch.org/serve/";
const moved = "http://cs231n.stanford.edu/", now = "https://cs231n.stanford.edu/2027/";
const index = "content/index.md", portfolio = "content/pages/portfolio.md";
const week5 = "content/weeks/05-introduction-to-machine-learning.md";
const week10 = "content/weeks/10-convolutional-networks.md", week14 = "content/weeks/14-model-deployment.md";

const read = (file) => fs.readFileSync(path.join(scratch, file), "utf8");
const write = (file, text) => fs.writeFileSync(path.join(scratch, file), text);

function edit(file, from, to) {
	const text = read(file);
	if (!text.includes(from)) throw new Error(`${file} has no '${from}'`);
	write(file, text.replace(from, to));
}

/** Line and column of the link that holds the text, the line, and the carets below it. */
function place(file, text) {
	const lines = read(file).split("\n");
	const row = lines.findIndex((line) => line.includes(text));
	const at = lines[row].lastIndexOf("[", lines[row].indexOf(text)), end = lines[row].indexOf(")", at);
	return { where: `${file}:${row + 1}:${at + 1}`, line: lines[row], at, len: end + 1 - at };
}

/** What is said of a site that is well. */
const summary = /^16 weeks, .* hours \(.*\)\n/m;

/** A message of a link as people see it. */
function message(file, text, level, what, cure) {
	const { where, line, at, len } = place(file, text);
	const shown = line.length > 160 ? `${line.slice(0, 158)}…` : line;
	return `${where}: ${level}: ${what}\n    ${shown}\n    ${" ".repeat(at)}^${"~".repeat(len - 1)}\n  cure: ${cure}\n`;
}

function offline(...words) {
	const { status, stdout, stderr } = spawnSync(lectern, ["check", ".", ...words], { cwd: scratch, encoding: "utf8" });
	return { status, output: stdout, said: stderr };
}

/** The files of content/, to see whether any was touched. */
function sum() {
	const names = fs.readdirSync(path.join(scratch, "content"), { recursive: true, withFileTypes: true });
	return names.filter((entry) => entry.isFile()).map((entry) => read(path.join(path.relative(scratch, entry.parentPath ?? entry.path), entry.name))).join("\0");
}

copyCourse(scratch, { online: { allow_private: ["127.0.0.1"], tls: { ca_file: ca } } });
const urls = [...findAddresses(scratch), now, archived];
const whole = sum();
edit(index, "pages/how-to-study.md", "pages/How-To-Study.md");
edit(index, "#self-assessment", "#self-asessment");
edit(portfolio, "../weeks/03-visualization-and-statistics.md", "../weeks/03-charts.md");
edit(week5, "(https://scikit-learn.org/stable/tutorial/", "(https:/scikit-learn.org/stable/tutorial/");
const broken = sum();

const server = await startServer(path.join(build, "tests/linkd"), ca,
	writeMap(path.join(scratch, "map"), urls, { [gone]: "status/404", [moved]: `redirect/301?${now}` }));
const resolve = resolveAll(urls, server.ports);
const online = async (...words) => {
	const result = await check(lectern, ".", resolve, { words: ["--format", "text", ...words], cwd: scratch, env: unknown(build) });
	return { ...result, said: result.errors.replace(summary, "") };
};
const anchor = () => message(index, "#self-asessment", "error",
	"'content/weeks/04-mathematics-for-ml.md' has no heading or item 'self-asessment' [link-anchor-missing]", "did you mean '#self-assessment'?");
const missing = () => message(portfolio, "03-charts.md", "error",
	"there is no file 'weeks/03-charts.md' in content/ [link-page-missing]", "did you mean '../weeks/03-visualization-and-statistics.md'?");
const capitals = () => message(index, "How-To-Study", "error",
	"there is no file 'pages/How-To-Study.md' in content/ [link-page-missing]", "write 'pages/how-to-study.md': capitals count");
const slash = () => message(week5, "https:/scikit", "error",
	"'https:/scikit-learn.org/stable/tutorial/index.html' lacks the two slashes [url-invalid]", "write 'https://scikit-learn.org/stable/tutorial/index.html'");
const elsewhere = () => message(week10, moved, "note", `'${moved}' has moved for good [links/moved]`, `write '${now}'`);
const dead = (level) => message(week14, gone, level, `'${gone}' is not there (404) [links/broken]`, "name the page's new address, or leave the link out");

try {
	let run = offline();
	same(run.said, `${anchor()}${capitals()}${missing()}${slash()}4 errors\n--fix mends 2 of these\n`, "each message has its place, its caret and its cure");
	same(run.status, 1, "and the site is not well");
	same((await server.log()).length, 0, "nobody was asked");

	run = offline("--fix", "--dry-run");
	same(run.output.split("\n").filter((line) => /^[-+]/.test(line)).map((line) => line.slice(0, 86)), [
		`--- a/${index}`, `+++ b/${index}`,
		"-[How to study](pages/How-To-Study.md) has a plan for the thirteen hours, and a plan for ",
		"+[How to study](pages/how-to-study.md) has a plan for the thirteen hours, and a plan for ",
		`--- a/${week5}`, `+++ b/${week5}`,
		"-- [Scikit-learn Official Tutorials](https:/scikit-learn.org/stable/tutorial/index.html): docs",
		"+- [Scikit-learn Official Tutorials](https://scikit-learn.org/stable/tutorial/index.html): docs",
	].map((line) => line.slice(0, 86)), "the dry run shows what would be written");
	ok(run.said.startsWith("--fix would mend 2 places in 2 files\n"), "and counts it", run.said);
	same(sum(), broken, "and writes nothing");

	const mended = [place(index, "How-To-Study"), place(week5, "https:/scikit")];
	run = offline("--fix");
	const [file, row] = mended[0].where.split(":"), [file5, row5] = mended[1].where.split(":");
	same(run.said, `${file}:${row}:16: 'pages/How-To-Study.md' is now 'pages/how-to-study.md' [link-page-missing]\n`
		+ `${file5}:${row5}:37: 'https:/scikit-learn.org/stable/tutorial/index.html' is now 'https://scikit-learn.org/stable/tutorial/index.html' [url-invalid]\n`
		+ `fixed 2 places in 2 files\n${anchor()}${missing()}2 errors\n`, "what was mended is told, and what is left");
	same(run.status, 1, "which is still an error");

	edit(index, "#self-asessment", /did you mean '([^']+)'/.exec(anchor())[1]);
	edit(portfolio, "../weeks/03-charts.md", /did you mean '([^']+)'/.exec(missing())[1]);
	run = offline();
	same([run.status, run.said], [0, ""], "the owner does what the cures say, and the site is well");
	same(sum(), whole, "and what it was before, to the byte");

	run = await online();
	same(run.said, `${elsewhere()}${dead("warning")}1 warning\nlinks: 76 addresses, 76 asked, 0 remembered: 74 ok, 1 redirected, 1 broken\n--fix mends 1 of these\n`, "online the same: where, what, and what to do");
	same(run.status, 0, "what others break is no error");
	same((await online("--strict")).said, `${elsewhere().replace("note", "warning")}${dead("error")}1 error, 1 warning\nlinks: 76 addresses, 1 asked, 75 remembered: 74 ok, 1 redirected, 1 broken\n--fix mends 1 of these\n`, "but for the strict");

	await server.reset();
	run = await online("--fix", "--dry-run");
	ok(run.output.includes(`\n-- [CS231n Stanford CNN Course](${moved})`) && run.output.includes(`\n+- [CS231n Stanford CNN Course](${now})`), "a page that moved gets its new address", run.output);
	same(sum(), whole, "not in a dry run");
	same((await server.log()).map((line) => `${line.method} ${line.host}${line.path}`), ["HEAD pytorch.org/serve/", "GET pytorch.org/serve/"], "what is known is not asked again, but what was broken is");
	const warning = dead("warning"), from = place(week10, moved).where.replace(/:\d+$/, "");
	run = await online("--fix");
	same(run.said, `${from}:32: '${moved}' is now '${now}' [links/moved]\nfixed 1 place in 1 file\n${warning}1 warning\nlinks: 76 addresses, 1 asked, 75 remembered: 74 ok, 1 redirected, 1 broken\n`, "--fix writes it");

	const report = path.join(scratch, "report.md");
	await check(lectern, ".", resolve, { words: ["--format", "markdown", "--report", report], cwd: scratch, env: unknown(build) });
	same(fs.readFileSync(report, "utf8").replace(/ <!-- [0-9a-f]{16} -->/, ""), `0 errors, 1 warning, 0 notes.\n
| file | errors | warnings | notes |\n| --- | ---: | ---: | ---: |\n| ${week14} | 0 | 1 | 0 |\n
### ${week14}\n
- [ ] line 48: **warning** '${gone.replace("https:", "https:<!-- -->")}' is not there (404) (links/broken)
  - cure: name the page's new address, or leave the link out\n`, "the report for an issue has the same words");

	edit(week14, gone, archived);
	run = await online();
	same([run.status, run.said], [0, "links: 76 addresses, 1 asked, 75 remembered: 76 ok\n"], "the last one by hand, and all is well");
} finally {
	server.stop();
	fs.rmSync(scratch, { recursive: true, force: true });
}
done();
