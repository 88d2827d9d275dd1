// The addresses of our own course, each with an answer that we made up, and what is said of it.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { done, ok, skip } from "../tap.mjs";
import { copyCourse, findAddresses, resolveAll, unknown, writeMap } from "./course.mjs";
import { startServer } from "./server.mjs";
import { addPlugin, canGoOnline, check } from "./site.mjs";

const build = process.env.LECTERN_BUILD ?? path.resolve("build");
const lectern = process.env.LECTERN ?? path.join(build, "lectern");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "lectern-course-"));
const paren = "https://en.wikipedia.org/wiki/Python_(programming_language)";
const idn = "https://bücher.example.org/leçon";

// What is not said here answers 200.
const answers = {
	"http://yann.lecun.com/exdb/mnist/": ["status/403", "blocked/http_403"],
	"http://cs231n.stanford.edu/": ["redirect/301?https://cs231n.stanford.edu/2027/", "redirected/permanent"],
	"http://neuralnetworksanddeeplearning.com/": ["retry/429/1?2", "ok/ok"],
	"https://archive.ics.uci.edu/ml/datasets/iris": ["redirect/301?/ml/datasets/iris/", "redirected/permanent"],
	"https://cloud.google.com/ai-platform/docs": ["redirect/301?/vertex-ai/docs", "redirected/permanent"],
	"https://facebook.github.io/prophet/docs/quick_start.html": ["status/404", "broken/http_404"],
	"https://pytorch.org/mobile/home/": ["status/410", "broken/http_410"],
	"https://pytorch.org/serve/": ["redirect/302?/", "redirected/to_root"],
	"https://towardsdatascience.com/": [`with/403?${encodeURIComponent("cf-mitigated: challenge\r\n")}`, "blocked/challenge"],
	"https://www.coursera.org/learn/machine-learning": ["redirect/302?/login", "blocked/login"],
	"https://www.khanacademy.org/math/calculus-1": ["status/429", "blocked/rate_limited"],
	"https://www.tensorflow.org/model_optimization": ["silent", "timeout/headers"],
	"https://spinningup.openai.com/": ["redirect/302?/en/latest/", "redirected/temporary"],
	"https://keras.io/examples/vision/": ["head/405", "ok/ok"],
	"https://docker-curriculum.com/": ["status/500", "broken/http_5xx"],
	"https://mlflow.org/docs/latest/tutorials-and-examples/index.html": ["empty", "broken/empty_reply"],
	[paren]: ["status/200", "ok/ok"],
	[idn]: ["status/200", "ok/ok"],
};

// Where those lead that have moved.
const targets = ["https://cs231n.stanford.edu/2027/", "https://archive.ics.uci.edu/ml/datasets/iris/",
	"https://cloud.google.com/vertex-ai/docs", "https://spinningup.openai.com/en/latest/", "https://pytorch.org/"];

function addFixtures() {
	const page = path.join(scratch, "content/pages/fixtures.md");
	fs.writeFileSync(page, `---\ntitle: Fixtures\nsummary: Two addresses of an odd kind.\n---\n\n- [The language](${paren})\n- [A lesson](<${idn}>)\n`);
}

if (!canGoOnline(lectern)) {
	skip("the addresses of the course", "this program was built without libcurl");
} else {
	const ca = path.join(scratch, "ca.pem");
	copyCourse(scratch, { online: { allow_private: ["127.0.0.1"], tls: { ca_file: ca },
		timeout: { connect: "1s", head: "1s", total: "1s" } } });
	addPlugin(scratch);
	addFixtures();
	const urls = [...new Set([paren, idn, ...findAddresses(scratch, paren)])];
	const scenes = Object.fromEntries(Object.entries(answers).map(([url, [scene]]) => [url, scene]));
	const map = writeMap(path.join(scratch, "map"), [...urls, ...targets], scenes);
	const server = await startServer(path.join(build, "tests/linkd"), ca, map);
	try {
		const result = await check(lectern, scratch, resolveAll(urls, server.ports), { words: ["--no-cache"], env: unknown(build) });
		const about = (url) => result.findings.filter((one) => one.url === url);
		ok(urls.length >= 78, "the course and two fixtures", urls.length);
		for (const url of urls) {
			const wanted = answers[url]?.[1] ?? "ok/ok";
			const said = about(url).map((one) => `${one.status}/${one.reason}`);
			ok(said.length > 0 && said.every((one) => one === wanted), `${url}: ${wanted}`, { said, errors: result.errors.slice(0, 500) });
		}
		const asked = (await server.log()).map((line) => `${line.host}${line.path}`);
		const fixes = ["http://cs231n.stanford.edu/", "https://cloud.google.com/ai-platform/docs"].map((url) => about(url)[0]?.fix);
		ok(fixes[0] === targets[0] && fixes[1] === targets[2], "what has moved has its new address as the fix", fixes);
		ok(urls.every((url) => asked.includes(new URL(url).host + new URL(url).pathname + new URL(url).search)),
			"each was asked as it is written", asked);
	} finally {
		server.stop();
	}
}
fs.rmSync(scratch, { recursive: true, force: true });
done();
