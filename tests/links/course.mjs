// A copy of our own course, whose addresses of other sites are at the server of tests/linkd.
import fs from "node:fs";
import path from "node:path";

/** All of it, with the plugin and these settings below `links`. */
export function copyCourse(folder, links) {
	fs.cpSync("content", path.join(folder, "content"), { recursive: true });
	const file = path.join(folder, "content/site.yaml");
	const text = fs.readFileSync(file, "utf8").replace(/^ {2}- checklists$/m, "  - checklists\n  - links");
	fs.writeFileSync(file, `${text}\nlinks: ${JSON.stringify(links)}\n`);
}

/** Addresses of its weeks and pages, without what Markdown puts behind them; none that begins `whole`. */
export function findAddresses(folder, whole = "") {
	const found = new Set();
	for (const part of ["weeks", "pages"])
		for (const name of fs.readdirSync(path.join(folder, "content", part)))
			for (const [url] of fs.readFileSync(path.join(folder, "content", part, name), "utf8")
				.matchAll(/https?:\/\/[^\s>"'`()]+(?=[)>\s])/g))
				if (!whole.startsWith(url)) found.add(url);
	return [...found];
}

/** The map that linkd reads, written to a file: `answers` has the scene of an address; others answer 200. */
export function writeMap(file, urls, answers) {
	const lines = urls.map((url) => {
		const { host, pathname, search } = new URL(url);
		return `${host}\t${pathname}${search}\t/${answers[url] ?? "status/200"}`;
	});
	fs.writeFileSync(file, `${lines.join("\n")}\n`);
	return file;
}

/** Names that are not resolved so are unknown: nobody is asked but the server. */
export const unknown = (build) => ({ LD_PRELOAD: path.join(build, "tests/resolver.so") });

/** Where their hosts are, for check() of site.mjs. */
export function resolveAll(urls, ports) {
	const resolve = {};
	for (const { hostname } of urls.map((url) => new URL(url))) {
		resolve[`${hostname}:80`] = `127.0.0.1:${ports.http}`;
		resolve[`${hostname}:443`] = `127.0.0.1:${ports["tls-good"]}`;
	}
	return resolve;
}
