// trace.mjs FILE CONTENT: FILE is a trace that profilers open, of a build of the folder CONTENT.
//
// All events are complete ones, those of a thread lie one within another, each lies in one stage,
// and every Markdown file of CONTENT is laid out once, by the theme that Lectern comes with. What
// is wrong is told, and the status is 1.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const [file, content] = process.argv.slice(2);
const events = JSON.parse(readFileSync(file, "utf8"));

function fail(problem, event) {
  console.error(`${file}: ${problem}: ${JSON.stringify(event)}`);
  process.exit(1);
}

// Nanoseconds, so that sums are exact.
const start = (event) => Math.round(event.ts * 1000);
const end = (event) => start(event) + Math.round(event.dur * 1000);
const holds = (outer, inner) => start(outer) <= start(inner) && end(inner) <= end(outer);

for (const event of events) {
  if (event.ph !== "X" || event.pid !== 1) fail("this is no complete event", event);
  if (typeof event.name !== "string" || !["stage", "page", "hook", "layout", "partial"].includes(event.cat))
    fail("this has no name, or another kind", event);
  if (!(event.ts >= 0) || !(event.dur >= 0) || !Number.isInteger(event.tid) || event.tid < 1) fail("this has no time", event);
}

const stages = events.filter((event) => event.cat === "stage");
for (const [i, stage] of stages.entries()) {
  if (stage.tid !== 1) fail("this is not the first worker's", stage);
  if (i && start(stage) < end(stages[i - 1])) fail("this begins before the last has ended", stage);
}

const laidOut = new Map();
const open = new Map(); // thread → events that have not ended
for (const event of events) {
  const outer = open.get(event.tid) ?? [];
  while (outer.length && end(outer[outer.length - 1]) <= start(event) && !holds(outer[outer.length - 1], event)) outer.pop();
  if (outer.length && !holds(outer[outer.length - 1], event)) fail("this is half in another", event);
  if (event.cat !== "stage" && stages.filter((stage) => holds(stage, event)).length !== 1) fail("this is in no stage", event);
  if (event.cat === "layout") {
    const page = outer[outer.length - 1];
    if (page?.cat !== "page") fail("this is of no page", event);
    laidOut.set(page.name, (laidOut.get(page.name) ?? 0) + 1);
  }
  if (event.cat === "partial" && !outer.some(({ cat }) => cat === "layout")) fail("this is in no layout", event);
  if (event.name === "partials/footer" && outer[outer.length - 1].cat !== "layout") fail("this is in one that has ended", event);
  open.set(event.tid, [...outer, event]);
}

function check(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) check(path);
    else if (name.endsWith(".md") && laidOut.get(path) !== 1) fail("this was not laid out once", path);
  }
}
check(content);
