// Hostile texts in every place that content has: whatever an author or a stranger writes stays
// text. The pages are judged twice, by an HTML parser and by a browser that would run the code.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "parse5";
import { pagesOf, withBrowser } from "./browser.mjs";
import { lectern, root } from "../paths.mjs";
import { done, ok, same } from "../tap.mjs";

/* What a payload runs. The browser watches alert; parse5 sees the rest. */
const markup = [
	`<script>alert(1)</script>`, `<SCRIPT>alert(1)</SCRIPT>`, `<script/x>alert(1)</script>`,
	`<script\u00a0>alert(1)</script>`, `<script src="data:text/javascript,alert(1)"></script>`,
	`<script type=module>alert(1)</script>`, `<scr<script>ipt>alert(1)</script>`, `</script><script>alert(1)</script>`,
	`<!--<script>`, `--><script>alert(1)</script><!--`, `--!><script>alert(1)</script>`, `<!--><img src=x onerror=alert(1)>-->`,
	`]]><script>alert(1)</script>`, `<![CDATA[<script>alert(1)</script>]]>`, `<?php alert(1) ?><script>alert(1)</script>`,
	`</title><script>alert(1)</script>`, `</textarea><script>alert(1)</script>`, `</style><script>alert(1)</script>`,
	`</a></p></div></main><script>alert(1)</script>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<img src=x onerror=alert(1)>`, `<img src="x" ONERROR="alert(1)">`, `<img/src=x/onerror=alert(1)>`,
	`<img src=x onerror  =  alert(1)>`, `<img src=x onerror=&#97;lert(1)>`, "<img src=`x`onerror=alert(1)>",
	`<img """><script>alert(1)</script>">`, `<img src=1 href=1 onerror="javascript:alert(1)"></img>`,
	`<svg onload=alert(1)>`, `<svg/onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`,
	`<svg><script xlink:href="data:,alert(1)" /></svg>`, `<svg><a xlink:href="javascript:alert(1)"><text y=9>x</text></a></svg>`,
	`<svg><animate onbegin=alert(1) attributeName=x dur=1s>`, `<svg><set onbegin=alert(1)>`,
	`<svg><foreignObject><iframe srcdoc="<script>alert(1)</script>"></iframe></foreignObject></svg>`,
	`<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)/>#x"/></svg>`,
	`<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`, `<math href="javascript:alert(1)">x</math>`,
	`<body onload=alert(1)>`, `<html onclick=alert(1)>`, `<frameset onload=alert(1)>`, `<details open ontoggle=alert(1)>`,
	`<summary onfocus=alert(1) tabindex=0>`, `<kbd onmouseover=alert(1)>k</kbd>`, `<mark style="background:url(//evil.example)">m</mark>`,
	`<abbr title="x" onclick=alert(1)>a</abbr>`, `<br onload=alert(1)>`, `<sub/onclick=alert(1)>s</sub>`,
	`<input autofocus onfocus=alert(1)>`, `<select autofocus onfocus=alert(1)>`, `<video><source onerror=alert(1)></video>`,
	`<audio src=x onerror=alert(1)>`, `<marquee onstart=alert(1)>x</marquee>`, `<a href="javascript:alert(1)">x</a>`,
	`<a href="&#106;avascript:alert(1)">x</a>`, `<form action="javascript:alert(1)"><button>x</button></form>`,
	`<button formaction=javascript:alert(1)>x</button>`, `<isindex action=javascript:alert(1)>`,
	`<iframe src=javascript:alert(1)></iframe>`, `<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>`,
	`<object data="javascript:alert(1)"></object>`, `<embed src="javascript:alert(1)">`, `<applet code=x></applet>`,
	`<base href="https://evil.example/">`, `<link rel=stylesheet href="https://evil.example/x.css">`,
	`<link rel=import href="https://evil.example/">`, `<meta http-equiv="refresh" content="0;url=https://evil.example/">`,
	`<meta http-equiv=refresh content="0;javascript:alert(1)">`, `<style>@import "https://evil.example/x.css";</style>`,
	`<style>body{display:none}</style>`, `<div style="position:fixed;inset:0">x</div>`, `<template><script>alert(1)</script></template>`,
	`<xss id=x onfocus=alert(1) tabindex=1>#x`, `<p onpointerenter=alert(1)>x`, `<table background="javascript:alert(1)"><td>x`,
	`<plaintext>`, `<xmp><script>alert(1)</script></xmp>`, `<textarea autofocus onfocus=alert(1)>`, `<dialog open onclose=alert(1)>`,
	`<\u0131mg src=x onerror=alert(1)>`, `\uff1cscript\uff1ealert(1)\uff1c/script\uff1e`, `<script>alert(1)`, `<img src=x onerror=alert(1)`,
	`<<script>alert(1)//<</script>`, `<a href=x onclick=alert(1)`, `</p><p onclick=alert(1)>`, `<x onclick=alert(1)>y</x>`,
];
const breakers = [
	`" onmouseover="alert(1)`, `' onmouseover='alert(1)`, `"><img src=x onerror=alert(1)>`, `'><svg onload=alert(1)>`,
	"` onmouseover=`alert(1)", `" autofocus onfocus=alert(1) x="`, `">`, `"/><script>alert(1)</script>`, `&quot; onclick=alert(1) &quot;`,
	`&#34;><script>alert(1)</script>`, `&lt;script&gt;alert(1)&lt;/script&gt;`, `&#60;img src=x onerror=alert(1)&#62;`,
	`&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;`, `&amp;lt;script&amp;gt;`, `\\" onclick=\\"alert(1)`, `\\'-alert(1)-\\'`,
	`"-alert(1)-"`, `'-alert(1)-'`, "${alert(1)}", "`${alert(1)}`", `</scr\u200bipt>`, `";alert(1);//`, `*/alert(1)/*`, `//--></script>`,
];
const templates = [
	`{{ os.exit() }}`, `{{ os.exit(7) }}`, `{% os.exit(7) %}`, `{% for i = 1, 1e9 do %}x{% end %}`, `{# comment #} x`, `{{ site.title }}`,
	`{% extends "base" %}`, `{% include "base" %}`, `{{ "x" }}`, `{{ html }}`, `<%= system("id") %>`, `#{7*7}`, `{{7*7}}`, `{{constructor.constructor('alert(1)')()}}`,
	`]] os.exit() --[[`, `]==] os.exit() --`, `%s%n%d%x`, `%1 %2 %%`, `{number} {first} {last} {total}`,
];
const characters = [
	`a\u202ealert(1)\u202cb`, `a\u2066b\u2069c`, `a\u200bb\ufeffc`, `a\u2028alert(1)//`, `a\u2029alert(1)//`, `a\u0085b`, `a\u00adb`, `\u{1f600}<b>`, `\ufffd<i>`,
	`__proto__`, `constructor`, `a\u0301\u0301\u0301<u>`,
];
const payloads = [...markup, ...breakers, ...templates, ...characters];
const urls = [
	`javascript:alert(1)`, `JaVaScRiPt:alert(1)`, `javascript&colon;alert(1)`, `javascript&#58;alert(1)`, `javascript&#x3A;alert(1)`,
	`&#106;avascript:alert(1)`, `&#0000106avascript:alert(1)`, `&#x6A;avascript:alert(1)`, `java&#9;script:alert(1)`, `java&Tab;script:alert(1)`,
	`java&#10;script:alert(1)`, `java&NewLine;script:alert(1)`, `java&#13;script:alert(1)`, `&#1;javascript:alert(1)`, `&#14;  javascript:alert(1)`,
	`&#32;javascript:alert(1)`, `&#0;javascript:alert(1)`, `java&#0;script:alert(1)`, `java&#173;script:alert(1)`, `\u2028javascript:alert(1)`,
	`\ufeffjavascript:alert(1)`, `\u00a0javascript:alert(1)`, `javascript\\:alert(1)`, `java\\script:alert(1)`, `javascript://x%0aalert(1)`,
	`javascript:javascript:alert(1)`, `javascript%3Aalert(1)`, `%6aavascript:alert(1)`, `./javascript:alert(1)`, `x/../javascript:alert(1)`,
	`//javascript:alert(1)`, `vbscript:msgbox(1)`, `VBScript:x`, `livescript:alert(1)`, `data:text/html,<script>alert(1)</script>`,
	`DATA:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==`, `data:image/svg+xml,<svg onload=alert(1)>`, `data:,x`, `blob:x`, `file:///etc/passwd`,
	`view-source:x`, `about:blank`, `intent://x#Intent;end`, `ms-word:x`, `feed:javascript:alert(1)`, `jar:x!/`, `mhtml:x`, `ws://x`, `ftp://x/`,
	`https://x.example/" onclick="alert(1)`, `https://x.example/'onclick='alert(1)`, `https://x.example/<script>alert(1)</script>`,
	`https://x.example/&quot;onclick=alert(1)`, `https://x.example/\\"onclick=alert(1)`, `https://javascript:alert(1)@x.example/`, `http:javascript:alert(1)`,
	`mailto:a@b.example?body=<script>`, `tel:1"onclick="alert(1)`, `#" onclick="alert(1)`, `?x=" onclick="alert(1)`, `\\\\evil.example`, `/\\evil.example`,
];

const work = mkdtempSync(join(tmpdir(), "lectern-hostile-"));
const quote = (text) => JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\u{fffe}\u{ffff}]/gu,
	(c) => `\\u${c.codePointAt(0).toString(16).padStart(4, "0")}`);
/* Characters that end the construct around them would only move the payload elsewhere. */
const cell = (text) => text.replaceAll("|", "\\|");
/* A label ends at a bracket, and may hold no blank. */
const label = (text) => text.replace(/[\s[\]\\]/g, "-");
const literal = (text) => text.replace(/[!-/:-@[-`{-~]/g, "\\$&");

/** Every place of a site that shows a text, for one batch of payloads; payload i is week i. */
function writeSite(name, texts) {
	const folder = join(work, name);
	const write = (path, content) => {
		mkdirSync(dirname(join(folder, "content", path)), { recursive: true });
		writeFileSync(join(folder, "content", path), content);
	};
	const pick = (i) => quote(texts[i % texts.length]);
	write("site.yaml", `title: ${pick(0)}\ntagline: ${pick(1)}\ndescription: ${pick(2)}\nid: hostile
url: "https://site.example/\\"onload=alert(1)//"\nhours_per_week: ${pick(3)}\nroles: {topics: [${pick(4)}]}\n`
		+ `theme: {options: {note: ${pick(5)}}, strings: {scheme_auto: ${pick(6)}, callout_note: ${pick(7)}, table: ${pick(8)}, week: ${pick(9)}}}\n`
		+ `blocks:\n${texts.map((text, i) => `  - {title: ${quote(text)}, weeks: ${i + 1}, goal: ${quote(text)}, skills: [${quote(text)}], capstone: ${quote(text)}, relevance: ${quote(text)}}\n`).join("")}`
		+ `navigation: [index.md, ${texts.map((_, i) => `pages/p${i}.md`).join(", ")}]\n`);
	write("index.md", `---\ntitle: ${pick(10)}\nsummary: ${pick(11)}\nupdated: 2026-01-02\n---\n${texts.map((t) => `Lead ${t}\n`).join("\n")}`);
	texts.forEach((text, i) => {
		const q = quote(text);
		const t = literal(text);
		write(`weeks/w${i}.md`, `---\nweek: ${i + 1}\ntitle: ${q}\nsummary: ${q}\nupdated: 2026-01-02\nhours: 1\n`
			+ (i ? `prerequisites: [{week: 1, note: ${q}}]\n` : "")
			+ `project: {kind: ${i % 2 ? "mini" : "capstone"}, title: ${q}}\nshort: {title: ${q}, topics: [${q}], project: ${q}}\n---\n`
			+ `Lead ${text}\n\n`
			+ `## Topics\n\n- ${text}\n- ${t}\n\n`
			+ `## Tasks\n\n- [ ] ${text} (1 h)\n- [ ] **${text}:** ${t}\n\n`
			+ `## Resources\n\n- [${t}](https://x.example/a): ${text}, free, 4 h. ${text}\n- [x](https://x.example/b "${t}"): docs, ${text}\n- [y](<https://x.example/${text.replace(/[<>\\]/g, "\\$&")}>): docs\n\n`
			+ `## Mini Project\n\n- **${t}:** ${text}\n- **Deliverables:**\n  - ${text}\n\n`
			+ `## Interview Questions\n\n1. ${text}\n\n   > [!ANSWER]\n   > ${text}\n\n`
			+ `## Heading ${text}\n\nText.\n\n### ${t}\n\nText.\n`);
		write(`pages/p${i}.md`, `---\ntitle: ${q}\nsummary: ${q}\n---\n`
			+ `# ${text}\n\n## ${t} {#id-${i}}\n\nInline ${text} end, *${text}*, **${t}**, ~~${text}~~, ~~${t}~~, \`\`\` ${text} \`\`\`.\n\n`
			+ `![${t}](https://x.example/i.png "${t}") ![a](<https://x.example/${text.replace(/[<>\\]/g, "\\$&")}>)\n\n`
			+ `[${t}][ref ${i}] and <https://x.example/${encodeURI(text)}> and https://x.example/${text} end.\n\n[ref ${i}]: https://x.example/ref '${t}'\n\n`
			+ `| ${cell(t)} | b |\n| --- | --- |\n| ${cell(text)} | ${cell(t)} |\n\n`
			+ `~~~ ${text}\ncode ${text}\n~~~\n\n`
			+ `> [!NOTE]\n> ${text}\n\n> ${text}\n\n`
			+ `Foot.[^${label(text)}] And.[^n]\n\n[^${label(text)}]: ${text}\n\n[^n]: ${t}\n\n`
			+ `<div ${text}>\n${text}\n</div>\n\n<details>\n<summary>${text}</summary>\n\n${text}\n\n</details>\n\n`
			+ `${text}\n`);
	});
	return folder;
}

const build = (folder, ...args) => spawnSync(lectern, ["build", folder, "--output", join(folder, "public"), "--quiet", ...args],
	{ encoding: "utf8", timeout: 60_000 });

const addresses = new Set(["href", "src", "action", "formaction", "data", "poster", "background", "cite", "srcset", "ping",
	"xlink:href", "manifest", "longdesc", "usemap", "codebase", "profile", "classid", "archive", "icon", "dynsrc", "lowsrc"]);
const forbidden = new Set(["style", "iframe", "object", "embed", "applet", "frame", "frameset", "form", "template", "math", "portal",
	"audio", "video", "source", "plaintext", "xmp", "noscript", "foreignobject", "animate", "set", "use"]);
const themed = new Set(["head", "body", "html"]);

function* walk(node) {
	for (const child of node.childNodes ?? []) {
		yield child;
		yield* walk(child);
	}
	if (node.content) yield* walk(node.content);
}

/** Whether a browser could be led astray by an address: the scheme as the URL standard reads it. */
function isAllowed(value) {
	const trimmed = value.replace(/^[\u0000-\u0020]+/, "").replace(/[\t\n\r]/g, "");
	const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(trimmed)?.[1].toLowerCase();
	return (scheme === undefined || ["http", "https", "mailto", "tel"].includes(scheme)) && !/^[\\/]*\\/.test(trimmed);
}

/** The address of a script that the theme has, from any page. */
const scripts = readdirSync(join(root, "themes/default/assets")).filter((name) => name.endsWith(".js"));
const ownScript = new RegExp(`^(\\.\\./)*assets/(${scripts.map((name) => name.replaceAll(".", "\\.")).join("|")})(\\?[0-9a-f]+)?$`);

const ownPolicy = /^default-src 'self'; img-src 'self' data:( http: https:)?; object-src 'none'; base-uri 'self'; form-action 'none'$/;

/** The element with the theme's policy, where it must be: behind the character set, before all that loads. */
function policyOf(document) {
	const head = first(document, (node) => node.tagName === "head").childNodes.filter((node) => node.tagName);
	const [set, policy] = head.map((node) => Object.fromEntries(node.attrs.map((a) => [a.name, a.value])));
	return set?.charset === "utf-8" && policy?.["http-equiv"] === "Content-Security-Policy" && ownPolicy.test(policy.content) ? head[1] : null;
}

/** Everything on a page that a theme did not put there, in words. */
function judge(path, html) {
	const found = [];
	const document = parse(html);
	if (!policyOf(document)) found.push("no policy");
	for (const node of walk(document)) {
		const name = node.tagName;
		if (node.nodeName === "#comment") found.push(`comment ${node.data}`);
		if (!name) continue;
		const attrs = Object.fromEntries(node.attrs.map((a) => [(a.prefix ? `${a.prefix}:` : "") + a.name.toLowerCase(), a.value]));
		const lower = name.toLowerCase();
		if (lower === "script" && (!ownScript.test(attrs.src ?? "") || node.childNodes.length)) found.push("script");
		if (lower === "svg" && !["mark", "lens"].includes(attrs.class)) found.push("svg");
		if (forbidden.has(lower)) found.push(lower);
		if (lower === "base" && !(path === "404.html" && attrs.href.startsWith("https://site.example/"))) found.push("base");
		if (lower === "meta" && attrs["http-equiv"] !== undefined && node !== policyOf(document)) found.push("meta http-equiv");
		if (lower === "link" && !["icon", "stylesheet", "manifest", "prev", "next", "canonical"].includes(attrs.rel)) found.push(`link ${attrs.rel}`);
		if (lower === "link" && attrs.rel !== "canonical" && isRemote(attrs.href)) found.push(`link to ${attrs.href}`);
		for (const [key, value] of Object.entries(attrs)) {
			if (key.startsWith("on") || ["srcdoc", "style", "autofocus", "is", "nonce"].includes(key)) found.push(`${lower} ${key}=${value}`);
			if (!/^[a-z][a-z0-9:-]*$/.test(key)) found.push(`${lower} has attribute ${key}`);
			if (addresses.has(key) && !isAllowed(value)) found.push(`${lower} ${key}=${value}`);
		}
	}
	for (const name of themed) if ((html.match(new RegExp(`<${name}[\\s>]`, "g")) ?? []).length !== 1) found.push(`${name} twice`);
	return found;
}
const isRemote = (url) => /^([a-z]+:)?\/\//i.test(url ?? "");

const textOf = (node) => (node.nodeName === "#text" ? node.value : (node.childNodes ?? []).map(textOf).join(""));
const first = (document, test) => [...walk(document)].find(test);
const normal = (text) => text.replace(/\s+/g, " ").trim();

function checkTexts(name, out, texts) {
	const wrong = [];
	texts.forEach((text, i) => {
		const html = readFileSync(join(out, `weeks/w${i}.html`), "utf8");
		const document = parse(html);
		const h1 = first(document, (n) => n.tagName === "h1");
		if (normal(textOf(h1)) !== normal(text)) wrong.push(`h1 ${textOf(h1)} for ${text}`);
		const title = first(document, (n) => n.tagName === "title");
		if (!normal(textOf(title)).includes(normal(text))) wrong.push(`title ${textOf(title)} for ${text}`);
		const description = first(document, (n) => n.tagName === "meta" && n.attrs.some((a) => a.value === "description"));
		if (description.attrs.find((a) => a.name === "content").value !== text) wrong.push(`description for ${text}`);
		if (templates.includes(text)) {
			const lead = first(document, (n) => n.attrs?.some((a) => a.name === "class" && a.value === "prose lead"));
			if (!text.startsWith("<") && normal(textOf(lead)) !== normal(`Lead ${text}`)) wrong.push(`lead ${textOf(lead)} for ${text}`);
		}
	});
	ok(wrong.length === 0, `${name}: titles, summaries and template syntax come out literally`, wrong);
}

function checkJson(name, out, texts) {
	const read = (path) => JSON.parse(readFileSync(join(out, path), "utf8"));
	const curriculum = read("api/curriculum.json");
	const summary = read("curriculum.json").roadmap;
	same(curriculum.weeks.map((week) => [week.title, week.summary, week.project.title]), texts.map((t) => [t, t, t]),
		`${name}: api/curriculum.json holds titles, summaries and projects literally`);
	same(summary.weeks.map((week) => [week.title, week.topics, week.project]), texts.map((t) => [t, [t], t]),
		`${name}: curriculum.json holds the short forms literally`);
	same(texts.map((_, i) => read(`api/weeks/${String(i + 1).padStart(2, "0")}.json`).title), texts, `${name}: api/weeks/*.json hold the titles`);
	same(curriculum.blocks.map((block) => [block.goal, block.skills[0]]), texts.map((t) => [t, t]), `${name}: and the goals of blocks`);
	const feed = readFileSync(join(out, "feed.xml"), "utf8");
	ok(!/<(?!\/?(feed|title|link|id|updated|author|name|entry|summary)\b|\?xml )/.test(feed), `${name}: the feed has no elements but its own`);
}

/** Has the page show what it finds of words in payloads, beside them, and of weeks by their number; what is no part of a result. */
async function search(page) {
	const wrong = [];
	let shown = 0;
	await page.keyboard.press("/");
	for (const word of ["script", "inline", ...Array.from({ length: 24 }, (_, i) => String(i + 1))]) {
		await page.$eval(".search input", (input) => input.select());
		await page.keyboard.type(word);
		await page.waitForFunction((text) => document.querySelector(".search input").value === text
			&& document.querySelector(".hits").getAttribute("aria-busy") === "false", { polling: 10 }, word);
		const [links, strange] = await page.$eval(".hits", (hits) => [hits.querySelectorAll("a").length,
			[...hits.querySelectorAll(":not(h3, ul, li, a, span, cite, mark)")].map((element) => element.outerHTML)]);
		shown += links;
		wrong.push(...strange.map((html) => `'${word}' shows ${html}`));
	}
	if (shown < 50) wrong.push(`only ${shown} places are found`);
	return wrong;
}

/** Pages in a browser that would tell when anything ran, was asked for, or led away. */
async function watch(browser, pages) {
	const seen = [];
	const page = await browser.newPage();
	let wanted = "";
	page.on("dialog", (dialog) => { seen.push(`${wanted} shows ${dialog.message()}`); dialog.dismiss(); });
	page.on("request", (request) => {
		const url = request.url();
		// Images that content names are asked for, and by 404.html the assets at the site's address.
		const expected = url.startsWith("file:") || request.resourceType() === "image" && url.startsWith("https://x.example/")
			|| url.startsWith("https://site.example/") && url.includes("/assets/");
		if (!expected) seen.push(`${wanted} asks for ${url}`);
		if (request.isNavigationRequest() && url !== wanted) seen.push(`${wanted} leads to ${url}`);
	});
	/* What the policy would keep from running is to be seen all the same. */
	await page.setBypassCSP(true);
	await page.exposeFunction("reportRun", (what) => seen.push(`${wanted} runs ${what}`));
	await page.evaluateOnNewDocument(() => {
		for (const name of ["alert", "confirm", "prompt", "print", "msgbox"]) window[name] = () => window.reportRun(name);
	});
	await page.setOfflineMode(true); // that something was asked for is enough
	for (wanted of pages) {
		await page.goto(wanted, { waitUntil: "domcontentloaded" });
		await page.evaluate(() => {
			document.querySelectorAll("main *").forEach((element) => {
				for (const type of ["mouseover", "focus", "toggle", "error"]) element.dispatchEvent(new Event(type));
			});
		});
		if (wanted.endsWith("/index.html")) seen.push(...(await search(page)).map((what) => `${wanted} ${what}`));
	}
	await page.close();
	return seen;
}

/** Addresses stand where Markdown has addresses; a build that refuses them all is what is wanted. */
function checkRefused() {
	const folder = join(work, "refused");
	mkdirSync(join(folder, "content/weeks"), { recursive: true });
	writeFileSync(join(folder, "content/site.yaml"), "title: T\n");
	const runs = urls.filter((url) => !/^(https?:|mailto:|tel:|[#?/\\]|\.\/|x\/|javascript(%3A|\\\\)|%6a|java\\\\|\u2028|\ufeff|\u00a0)/i.test(url));
	runs.forEach((url, i) => {
		const u = url.replace(/[<>]/g, "\\$&");
		writeFileSync(join(folder, `content/u${i}.md`), `---\ntitle: T\n---\n[a](<${u}>)\n\n![b](<${u}>)\n\n[c]\n\n[c]: <${u}>\n`);
	});
	const result = build(folder, "--format", "json");
	const said = JSON.parse(result.stdout).findings;
	const missed = runs.filter((_, i) => said.filter((d) => d.path.endsWith(`/u${i}.md`) && d.level === "error").length < 3);
	ok(result.status === 1 && missed.length === 0, `${runs.length} addresses are refused in links, images and definitions`,
		{ status: result.status, missed, stderr: result.stderr });
	ok(!existsSync(join(folder, "public")), "and nothing is published");
}

/** One site for each address that the build takes, or that it does not take at all. */
function checkAddresses() {
	const folder = join(work, "addresses");
	const harmless = urls.filter((url) => /^(https?:|mailto:|tel:|\/\/)/i.test(url));
	mkdirSync(join(folder, "content"), { recursive: true });
	writeFileSync(join(folder, "content/site.yaml"), "title: T\nlinks: {severity: {url-invalid: note, url-credentials: note, url-local: note}}\n");
	writeFileSync(join(folder, "content/index.md"), `---\ntitle: T\n---\n${harmless.map((url) => {
		const u = url.replace(/[<>\\]/g, "\\$&");
		return `[a](<${u}>) ![b](<${u}> "t") <${url.replace(/[<>\s]/g, "")}> ${url}\n`;
	}).join("\n")}`);
	const result = build(folder);
	const html = result.status === 0 ? readFileSync(join(folder, "public/index.html"), "utf8") : "";
	const found = html ? judge("index.html", html) : [result.stderr];
	ok(found.length === 0, `${harmless.length} odd addresses with good schemes stay addresses`, found);
}

try {
	ok(new Set(payloads).size + urls.length >= 120, `${new Set(payloads).size} texts and ${urls.length} addresses`);
	const size = Math.ceil(payloads.length / 6); // each page shows all titles of its site
	const batches = [0, 1, 2, 3, 4, 5].map((i) => payloads.slice(i * size, (i + 1) * size));
	const pages = [];
	batches.forEach((texts, i) => {
		const name = `site ${i + 1}`;
		const folder = writeSite(`s${i}`, texts);
		const out = join(folder, "public");
		const result = build(folder);
		if (!ok(result.status === 0, `${name}: ${texts.length} texts are published`, result.stderr.split("\n").filter((line) => line.includes(" error: ")))) return;
		const found = pagesOf(out).flatMap((path) => judge(path, readFileSync(join(out, path), "utf8")).map((what) => `${path}: ${what}`));
		ok(found.length === 0, `${name}: pages hold nothing that runs, loads or leads away`, found.slice(0, 40));
		checkTexts(name, out, texts);
		checkJson(name, out, texts);
		pages.push(...pagesOf(out).map((path) => pathToFileURL(join(out, path)).href));
	});
	checkRefused();
	checkAddresses();
	await withBrowser("chromium", async (browser) => {
		const half = Math.ceil(pages.length / 2); // two tabs, for two processors
		const seen = (await Promise.all([watch(browser, pages.slice(0, half)), watch(browser, pages.slice(half))])).flat();
		ok(pages.length > 0 && seen.length === 0, `chromium runs nothing on ${pages.length} pages`, seen.slice(0, 20));
	});
} finally {
	rmSync(work, { recursive: true, force: true });
}
done();
