// sarif.mjs FILE: whether a report is SARIF 2.1.0, as far as Lectern writes it.
//
// The schema says in its own words what the standard demands of these objects (OASIS, sections
// 3.13 to 3.58), with nothing else allowed, and what GitHub's code scanning wants besides: a
// place for each result, paths that are no absolute ones, at most 5,000 results. What a schema
// cannot say is checked below it.
import { readFileSync } from "node:fs";
import process from "node:process";
import { createRequire } from "node:module";

const Ajv = createRequire(new URL("../package.json", import.meta.url))("ajv");

const object = (properties, required) => ({ type: "object", additionalProperties: false, properties, required });
const list = (items, minItems = 1) => ({ type: "array", items, minItems });
const text = { type: "string", minLength: 1 };
const number = { type: "integer", minimum: 1 };
const message = object({ text }, ["text"]);
const level = { enum: ["none", "note", "warning", "error"] };
const region = object(
	{ startLine: number, startColumn: number, endLine: number, endColumn: number },
	["startLine", "startColumn", "endLine", "endColumn"],
);
// A relative reference of RFC 3986 without scheme, query and fragment.
const uri = { type: "string", pattern: "^(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+(?:/(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+)*$" };
const artifact = object({ uri, uriBaseId: { const: "SRCROOT" } }, ["uri", "uriBaseId"]);
const location = object(
	{ physicalLocation: object({ artifactLocation: artifact, region }, ["artifactLocation"]) },
	["physicalLocation"],
);
const fix = object(
	{
		description: message,
		artifactChanges: list(object(
			{ artifactLocation: artifact, replacements: list(object({ deletedRegion: region, insertedContent: object({ text: { type: "string" } }, ["text"]) }, ["deletedRegion"])) },
			["artifactLocation", "replacements"],
		)),
	},
	["artifactChanges"],
);
const result = object(
	{
		ruleId: text,
		level,
		message,
		locations: list(location),
		partialFingerprints: object({ primaryLocationLineHash: { type: "string", pattern: "^[0-9a-f]{16}:[1-9][0-9]*$" } }, ["primaryLocationLineHash"]),
		fixes: list(fix),
		suppressions: list(object({ kind: { enum: ["inSource", "external"] } }, ["kind"])),
	},
	["ruleId", "level", "message", "locations", "partialFingerprints"],
);
const rule = object(
	{ id: text, shortDescription: message, help: message, defaultConfiguration: object({ level }, ["level"]) },
	["id", "shortDescription", "help", "defaultConfiguration"],
);
const run = object(
	{
		tool: object({ driver: object({ name: text, version: text, rules: list(rule, 0) }, ["name", "version", "rules"]) }, ["driver"]),
		originalUriBaseIds: object({ SRCROOT: object({ description: message }, ["description"]) }, ["SRCROOT"]),
		columnKind: { const: "unicodeCodePoints" },
		results: { ...list(result, 0), maxItems: 5000 },
	},
	["tool", "columnKind", "results"],
);
const schema = object(
	{ $schema: { const: "https://json.schemastore.org/sarif-2.1.0.json" }, version: { const: "2.1.0" }, runs: { ...list(run), maxItems: 1 } },
	["version", "runs"],
);

function fail(problem) {
	console.error(problem);
	process.exit(1);
}

const document = JSON.parse(readFileSync(process.argv[2], "utf8"));
const validate = new Ajv({ strict: false }).compile(schema);
if (!validate(document)) fail(JSON.stringify(validate.errors, null, 1));
const { results, tool } = document.runs[0];
const ids = tool.driver.rules.map((one) => one.id);
if (ids.join() !== [...new Set(ids)].sort().join()) fail("rules are there twice, or not in order");
const unknown = results.find((one) => !ids.includes(one.ruleId));
if (unknown) fail(`there is no rule '${unknown.ruleId}'`);
if (ids.some((id) => !results.some((one) => one.ruleId === id))) fail("a rule has no result");
const prints = results.map((one) => one.partialFingerprints.primaryLocationLineHash);
if (new Set(prints).size !== prints.length) fail("two results have one fingerprint");
