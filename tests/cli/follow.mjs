// follow.mjs GUIDE SECTION: does what a section of a guide tells, in the folder it is started in.
//
// A block of YAML or Lua is written to the file that the paragraph before it names last (site.yaml
// gets it at its end); "write `a` for `b`" changes the last one; a block of sh is run, and what it
// prints holds the block of text that follows. Without such a block the commands must succeed.
import { execSync } from "node:child_process";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

const [guide, section] = process.argv.slice(2);
const text = readFileSync(guide, "utf8").split(`\n## ${section}\n`)[1].split("\n## ")[0];
let file = "", edited = "", ran = null, followed = 0;

function fail(problem) {
	console.error(problem);
	process.exit(1);
}

function run(commands) {
	try {
		return { good: true, said: execSync(`exec 2>&1\nset -e\n${commands}`).toString() };
	} catch (error) {
		return { good: false, said: error.stdout.toString() };
	}
}

function settle() {
	if (ran && !ran.good) fail(`this failed, and no block tells what it says:\n${ran.said}`);
	ran = null;
}

function prose(words) {
	for (const [, name] of words.matchAll(/`([\w./-]+\.(?:yaml|lua))`/g)) file = name;
	for (const [, now, before] of words.matchAll(/write `([^`]+)` for `([^`]+)`/g)) {
		const old = readFileSync(edited, "utf8");
		if (!old.includes(before)) fail(`there is no '${before}' in ${edited}`);
		writeFileSync(edited, old.replace(before, now));
	}
}

function block(language, body) {
	followed++;
	if (language === "text") {
		if (!ran || !ran.said.includes(body)) fail(`this was to be said:\n${body}\nbut this was:\n${ran?.said}`);
		ran = null;
		return;
	}
	settle();
	if (language === "sh") {
		ran = run(body);
	} else if (file.endsWith("site.yaml")) {
		appendFileSync(file, body);
	} else {
		writeFileSync(file, body);
		edited = file;
	}
}

for (const [, words, language, body] of text.matchAll(/([\s\S]*?)```(\w+)\n([\s\S]*?)```\n/g)) {
	prose(words);
	block(language, body);
}
settle();
if (followed < 10) fail(`only ${followed} blocks were found`);
