// The schemas that `lectern schema` prints say what is true: of the files that Lectern writes, and
// of front matter, where a slip must be refused by them as it is by a build.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import { lectern, root } from "../paths.mjs";
import { done, ok } from "../tap.mjs";

const work = mkdtempSync(join(tmpdir(), "lectern-schema-"));
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
const schema = (name) => ajv.compile(JSON.parse(execFileSync(lectern, ["schema", name], { encoding: "utf8" })));

function valid(validate, value, name) {
	ok(validate(value), name, validate.errors?.slice(0, 5));
}

try {
	execFileSync(lectern, ["build", root, "--quiet", "--output", join(work, "out")], { stdio: "inherit" });
	const read = (path) => JSON.parse(readFileSync(join(work, "out", path), "utf8"));
	const [summary, api, week] = ["curriculum", "api", "api-week"].map(schema);
	valid(summary, read("curriculum.json"), "curriculum.json is as its schema says");
	valid(api, read("api/curriculum.json"), "api/curriculum.json is as its schema says");
	for (let n = 1; n <= 16; n++) {
		const path = `api/weeks/${String(n).padStart(2, "0")}.json`;
		valid(week, read(path), `${path} is as its schema says`);
	}
	ok(!summary({ roadmap: { weeks: [] } }), "a summary without its counts is refused");
	ok(!week({ ...read("api/weeks/01.json"), extra: 1 }), "a key that is not described is refused");

	execFileSync(lectern, ["merge", join(work, "out"), "again=" + join(work, "out"), "--quiet", "--output", join(work, "merged")], { stdio: "inherit" });
	const courses = schema("courses"), list = JSON.parse(readFileSync(join(work, "merged/api/courses.json"), "utf8"));
	valid(courses, list, "api/courses.json is as its schema says");
	ok(!courses({ ...list, courses: [{}] }), "a course without its totals is refused");

	const [site, front] = ["site", "week"].map(schema);
	ok(site({ title: "T", hours_per_week: 12, blocks: [{ title: "B", weeks: "1-4" }] }), "a site.yaml is accepted");
	ok(!site({ titel: "T" }), "a site.yaml with a slip is refused");
	ok(front({ week: 2, title: "T", prerequisites: [1, { weeks: "1-2", note: "n" }], hours: 1.5 }), "front matter is accepted");
	ok(!front({ week: "two", title: "T" }), "a week that is no number is refused");

	// What is wrong with a golden case that has rules of a plugin, facts, fixes and notes.
	const said = execFileSync(lectern, ["check", join(root, "tests/golden/plugin-rules"), "--format", "json"], { encoding: "utf8" });
	const report = schema("report");
	valid(report, JSON.parse(said), "--format json is as its schema says");
	ok(JSON.parse(said).findings.some((one) => one.facts && one.fix && one.notes && one.cure), "and the case shows all of it");
	ok(!report({ ...JSON.parse(said), extra: 1 }), "a member that is not described is refused");
} finally {
	rmSync(work, { recursive: true, force: true });
}
done();
