// The two browsers, as a learner has them: nothing of the machine's own, and no kinder policy.
import { createReadStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import puppeteer, { Page } from "puppeteer-core";
import { lectern, root } from "../paths.mjs";

const chromium = {
	browser: "chrome",
	executablePath: "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync"],
};
const firefox = {
	browser: "firefox",
	executablePath: "/usr/bin/firefox-esr",
	// Tools switch this off; a learner's Firefox has it on, and each local file has its own storage.
	extraPrefsFirefox: { "security.fileuri.strict_origin_policy": true, "app.update.enabled": false },
};
export const browsers = { chromium, firefox };

/**
 * What Firefox says of itself: of what a service worker was about to give to a page that has been
 * left, and, up to 140, of a script that is to run in each new page, be it empty.
 */
export const isLeft = (error) => /ServiceWorker intercepted the request|^(Error: )?Permission denied to access property "length"$/.test(error.message);

/*
 * A driven Firefox of 140 waits by an eval, which the policy of our pages forbids, and tells the
 * page of it. There we look again and again instead.
 */
const oldFirefoxes = new WeakSet();
const waits = { waitForFunction: Page.prototype.waitForFunction, waitForSelector: Page.prototype.waitForSelector };

async function look(find, { timeout = 30_000 } = {}) {
	for (const end = Date.now() + timeout; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 30))) {
		const found = await find();
		if (found) return found;
	}
	throw new Error(`it did not come within ${timeout} ms`);
}

Page.prototype.waitForFunction = function (test, options, ...args) {
	return oldFirefoxes.has(this.browser()) ? look(async () => (await this.evaluateHandle(test, ...args)).evaluate((found) => Boolean(found)), options) : waits.waitForFunction.call(this, test, options, ...args);
};
Page.prototype.waitForSelector = function (selector, options) {
	return oldFirefoxes.has(this.browser()) ? look(() => this.$(selector), options) : waits.waitForSelector.call(this, selector, options);
};

/** For evaluateOnNewDocument: what the policy of a page refuses goes into window.refused. */
export function countRefusals() {
	window.refused = [];
	document.addEventListener("securitypolicyviolation", (event) => window.refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
}

/** The viewport is set all the same when what it is to say of the screen's orientation is not known. */
async function easeOld(browser) {
	const pages = Object.getPrototypeOf((await browser.pages())[0]), { setViewport } = pages;
	oldFirefoxes.add(browser);
	pages.setViewport = function (viewport) {
		return setViewport.call(this, viewport).catch((error) => {
			if (!/unknown command emulation.setScreenOrientationOverride/.test(error.message)) throw error;
		});
	};
}

/** Starts a browser, hands it to the function, and ends it whatever happens. Options: a profile and a folder for downloads. */
export async function withBrowser(name, use, { profile, downloads } = {}) {
	const options = { headless: true, protocolTimeout: 60_000, ...browsers[name], userDataDir: profile };
	if (downloads && name === "chromium")
		options.downloadBehavior = { policy: "allow", downloadPath: downloads };
	else if (downloads)
		options.extraPrefsFirefox = { ...options.extraPrefsFirefox, "browser.download.folderList": 2, "browser.download.dir": downloads };
	const browser = await puppeteer.launch(options);
	if (/^firefox\/1[0-4]\d\./i.test(await browser.version())) await easeOld(browser);
	try {
		return await use(browser);
	} finally {
		await browser.close();
	}
}

/** Builds a site into a new folder, which is removed when the function has ended. */
export async function withSite(options, use) {
	const folder = mkdtempSync(join(tmpdir(), "lectern-browser-"));
	const out = join(folder, "public");
	try {
		execFileSync(lectern, ["build", options.site ?? root, "--quiet", "--output", out, ...(options.args ?? [])],
			{ stdio: "inherit" });
		return await use(out);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Paths of the pages that the manifest of a published folder names; HTML among the assets is no page. */
export function pagesOf(out) {
	return JSON.parse(readFileSync(join(out, ".build.json"), "utf8")).files
		.map((file) => file.path).filter((path) => path.endsWith(".html") && !path.startsWith("assets/"));
}

/** One page of each kind, {kind: path}: the largest, which has most on it. Kinds of the theme of tomorrow are found too. */
export function kindsOf(out) {
	const kinds = {};
	for (const path of pagesOf(out)) {
		const html = readFileSync(join(out, path), "utf8");
		const kind = /<body class="kind-([\w-]+)/.exec(html)[1];
		if (!(kinds[kind]?.size > html.length)) kinds[kind] = { path, size: html.length };
	}
	return Object.fromEntries(Object.entries(kinds).map(([kind, { path }]) => [kind, path]));
}

export const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript",
	".svg": "image/svg+xml", ".json": "application/json", ".webmanifest": "application/manifest+json", ".xml": "application/xml" };

/** Serves a folder under a prefix such as "/a/b/" on loopback, with these headers; calls use(url). */
export async function withServer(folder, prefix, use, headers = {}) {
	const server = createServer((request, response) => {
		const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
		let file = path.startsWith(prefix) ? join(folder, path.slice(prefix.length)) : "";
		if (path.endsWith("/")) file = join(file, "index.html");
		if (!file || !existsSync(file) || !statSync(file).isFile()) {
			response.writeHead(404).end("not found");
			return;
		}
		response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream", ...headers });
		createReadStream(file).pipe(response);
	});
	await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
	try {
		return await use(`http://127.0.0.1:${server.address().port}${prefix}`);
	} finally {
		server.closeAllConnections();
		server.close();
	}
}

/** A file of that name in a folder for downloads, when it is there: {name, text}. It is removed, or kept. */
export async function downloaded(folder, pattern, { keep } = {}) {
	for (let tries = 0; tries < 200; tries++) {
		/* Browsers write under another name first. */
		const name = readdirSync(folder).find((name) => pattern.test(name));
		const text = name && readFileSync(join(folder, name), "utf8");
		if (text) {
			if (!keep) rmSync(join(folder, name));
			return { name, text };
		}
		await new Promise((resolve) => setTimeout(resolve, 30));
	}
	return { name: "", text: "{}" };
}
