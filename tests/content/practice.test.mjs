// When interview questions come back and how weeks are mixed: by rules that the guide tells.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { root } from "../paths.mjs";
import { done, ok, same } from "../tap.mjs";

const context = vm.createContext({});
for (const name of ["progress-document", "practice-schedule"])
	vm.runInContext(readFileSync(join(root, `themes/default/assets/${name}.js`), "utf8"), context);
const { schedule, document: docs } = context.lectern;
const { DAY } = schedule;
const now = Date.parse("2026-10-08T18:00:00Z");
const entry = (g, days) => ({ g, t: new Date(now - days * DAY).toISOString() });

// The table of the guide is what the schedule does.
const guide = readFileSync(join(root, "content/guide/progress.md"), "utf8");
const told = [...guide.matchAll(/^\| (\d) \| (?:at once|after (\d+) days?) \|$/gm)].map((row) => [Number(row[1]), Number(row[2] ?? 0)]);
same(told, [[0, 0], [1, 1], [2, 3], [3, 7], [4, 14], [5, 30]], "the guide tells every step");
for (const [step, days] of told) {
	same(Math.round((schedule.dueTime(entry(step, 0)) - now) / DAY), days, `step ${step} rests ${days} days`);
	ok(schedule.stateOf(entry(step, days), now) === "due", `step ${step}: after ${days} days it is due`);
	ok(step === 0 || schedule.stateOf(entry(step, days / 2), now) === "resting", `step ${step}: before that it rests`);
	same(schedule.nextStep(entry(step, days), true, now), Math.min(step + 1, 5), `step ${step}: a good answer leads up`);
	same(schedule.nextStep(entry(step, days), false, now), 0, `step ${step}: "again" leads back to the start`);
	ok(docs.read(JSON.stringify({ v: 1, course: "c", practice: { "w/i/a": entry(step, 0) } }), "c", true).document, `step ${step} can be stored`);
}
same([schedule.stateOf(undefined, now), schedule.nextStep(undefined, true, now), schedule.nextStep(undefined, false, now)], ["fresh", 1, 0], "a question that was never asked is new");
same(schedule.nextStep(entry(3, 1), true, now), 3, "who asks for more before the time does not climb");
ok(schedule.stateOf(entry(1, 0.85), now) === "due", "a little earlier tomorrow is in time");
ok(schedule.stateOf(entry(3, -0.5), now) === "resting" && schedule.stateOf(entry(3, -400), now) === "due", "an entry of a clock that ran far ahead is due");

// Mixing: the same every time, everything once, in the order of each week, no week twice in a row where it can be.
let seed = 7;
const random = (n) => Math.floor((seed = (seed * 69069 + 12345) % 2147483648) / 65536) % n;
const make = (sizes) => sizes.flatMap((size, week) => [...Array(size)].map((_, n) => ({ id: `week-${week + 1}/interview/${n}`, week: week + 1 })));
const fresh = () => undefined;
const laws = { whole: 0, ordered: 0, apart: 0, repeated: 0 };
const rounds = 500;
for (let round = 0; round < rounds; round++) {
	const sizes = [...Array(random(8) + 1)].map(() => random(12));
	const questions = make(sizes);
	const order = schedule.plan(questions, fresh, now).map((question) => question.id);
	const weeks = order.map((id) => id.split("/")[0]);
	const most = Math.max(...sizes);
	laws.whole += [...order].sort().join() === questions.map((question) => question.id).sort().join();
	laws.ordered += sizes.every((_, week) => {
		const own = order.filter((id) => id.startsWith(`week-${week + 1}/`)).map((id) => Number(id.split("/")[2]));
		return own.every((n, at) => n === at);
	});
	laws.apart += most > questions.length - most + 1 || weeks.every((week, at) => week !== weeks[at - 1]);
	laws.repeated += schedule.plan(questions, fresh, now).map((question) => question.id).join() === order.join();
}
for (const [law, kept] of Object.entries(laws)) ok(kept === rounds, `${rounds} random courses: ${law}`, { kept });
const weeksOf = (sizes) => schedule.plan(make(sizes), fresh, now).map((question) => question.week);
ok(new Set(weeksOf([5, 5, 5, 10]).slice(0, 5)).size === 4, "a long week does not crowd the beginning", weeksOf([5, 5, 5, 10]));
const short = weeksOf([2, 10, 10, 10]).flatMap((week, at) => (week === 1 ? [at] : []));
ok(short[0] < 16 && short[1] >= 16, "a short week is spread as well", short);

// What is asked: due ones, then new ones; all, when there are neither.
const questions = make([2, 2, 2]);
const entries = { [questions[0].id]: entry(2, 1), [questions[3].id]: entry(0, 1), [questions[5].id]: entry(1, 2) };
const get = (id) => entries[id];
same(schedule.plan(questions, get, now).map((question) => questions.indexOf(question)), [3, 5, 1, 2, 4], "due ones come first, resting ones not");
same(schedule.plan(questions, () => entry(5, 0), now).length, 6, "when all rest, all are asked");
const shuffled = schedule.plan(questions, get, now, () => random(1000) / 1000).map((question) => questions.indexOf(question));
same([shuffled.slice(0, 2).sort(), shuffled.slice(2).sort()], [[3, 5], [1, 2, 4]], "shuffled, too");
const orders = new Set([...Array(50)].map(() => schedule.plan(questions, fresh, now, () => random(1000) / 1000).map((question) => question.id).join()));
ok(orders.size > 10, `and in ${orders.size} orders of 50`);

// Two devices: of each question the later answer stays, whoever merges.
const id = questions[0].id;
const a = docs.change("c", "practice", id, 1, undefined, now), b = docs.change("c", "practice", id, 0, undefined, now + 5);
same(docs.merge(a, b).practice[id].g, 0, "the later answer stays");
same(docs.write(docs.merge(a, b)), docs.write(docs.merge(b, a)), "in whatever order");
const tie = docs.change("c", "practice", id, 4, undefined, now);
same([docs.merge(a, tie).practice[id].g, docs.merge(tie, a).practice[id].g], [1, 1], "of equal times the lower step");
done();
