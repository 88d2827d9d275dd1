---@meta lectern
-- What Lectern offers to plugins, for editors: put this folder into `workspace.library`
-- of the Lua language server. Nothing here runs. Handles end with the call that they were
-- given to. Of Lua's libraries there are string, table, math and utf8, and of the base
-- functions assert, error, ipairs, next, pairs, select, tonumber, tostring and type.

---A text, number or boolean, or a table of them: a list, or a map with text as keys.
---@alias Data nil|boolean|number|string|table

---The table that main.lua returns; plugin.yaml lists its members under `contributes`.
---@class Plugin
---@field configure? fun(site: Settings, options: table<string, any>) Once in every worker, first.
---@field filter? table<NodeKind, fun(node: Node, page: FilterPage): FilterResult> By kind of node.
---@field page? fun(page: Page) For every page that a file holds, in any worker.
---@field assemble? fun(site: Site) Once, after all pages.
---@field check? fun(site: Site, report: Report, ask: Ask) Once, last.
---@field helpers? table<string, function> For templates, as plugin.NAME.HELPER(…).
---@field slots? table<string, Slot> What stands in the theme's slots, with '_' for '-'.

---Returns text, which is escaped, markup, or nil for nothing. `section` is given by the
---slot after-section. Pages that no file holds, such as 404.html, have no data.
---@alias Slot fun(page: Page, site: Site, section?: Section): string|Markup|nil

---What a filter returns: nil keeps the node, a node or text replaces it, a list comes in its
---place, an empty list deletes it.
---@alias FilterResult nil|Node|string|(Node|string)[]

---@alias Level "error"|"warning"
---@alias Report fun(finding: Finding|Summary)|fun(level: Level, target: Page|Section|Item|Link|Site, text: string, cure?: string)

---What the author asked for.
---@class Ask
---@field online boolean
---@field strict boolean
---@field cache boolean Whether what the cache knows may be used.
---@field only "all"|"new"|"changed"
---@field refresh integer? How many of the oldest are to be looked at again.
---@field max_time number? Seconds.
---@field levels table<string, "off"|"note"|"warning"|"error"|"failure"> How each rule of the plugin is told when a report does not say.

---What `check` reports by a rule that plugin.yaml lists under `rules`. On a link that the
---author took out of checking it is kept for programs only.
---@class Finding
---@field rule string Shown as [PLUGIN/RULE].
---@field target Page|Section|Item|Link|Site
---@field text string Lower case, the problem first, its subject in 'quotes'.
---@field cure string?
---@field level "off"|"note"|"warning"|"error"|"failure"|nil Else that of the rule.
---@field fix string? Of a link: what its address is to be replaced by.
---@field facts table<string, any>? For programs.
---@field notes string[]?

---What `check` says once of its work as a whole: a line at the end for people, facts for programs.
---@class Summary
---@field text string?
---@field facts table<string, any>?

---@class Page
---@field kind "home"|"week"|"page"
---@field id string Such as week-01 or pages/career.
---@field title string
---@field summary string?
---@field updated string?
---@field output string Path of the HTML file.
---@field front_matter table<string, any> As it was read; keys that are not set are nil.
---@field params table<string, any> The author's own values; any name may be asked for.
---@field content Markup? The whole text.
---@field sections Section[] In reading order.
---@field roles table<string, Section?> By role, with '_' for '-'.
---@field links Link[] In reading order, footnotes last.
---@field week PageWeek? Of a week.
---@field data table<string, table> What plugins set, by their names with '_' for '-'.
---@field assets table[] What the page is asked to load: path and kind, style or script.
local Page = {}

---Sets a field of the plugin's data of the page. Only in `page`.
---@param key string Letters, digits and '_'; with a '_' in front the field is kept out of the JSON files.
---@param value Data
function Page:set(key, value) end

---Reports a problem; an error keeps the site from being published. Only in `page`.
---@param level Level
---@param target Page|Section|Item|Link
---@param text string Lower case, the problem first, its subject in 'quotes'.
---@param cure? string
function Page:report(level, target, text, cure) end

---Asks that the page loads a file of the plugin's assets/, or else of the theme's: .css as
---a style sheet, .js as a deferred script. Only in `page`.
---@param name string Such as quiz.css.
function Page:use_asset(name) end

---A link or image of a page, and what it means in the site. Positions count from the start of
---the file: lines and columns from 1, bytes from 0, with the end behind the last.
---@class Link
---@field kind "link"|"image"|"asset"|"resource" An asset is a file of content/; a resource stands in a list of them.
---@field target "page"|"file"|"web"|"contact"|"none" What it leads to.
---@field url string As the author wrote it.
---@field text string What is read of it; of an image its description.
---@field output string? Path in the site that it leads to.
---@field item string? Of a resource: the full id.
---@field source "markdown"|"html"
---@field ignored boolean By a comment: nothing may be reported of it.
---@field host string? Of a web address.
---@field key string? Of a web address: the same for all spellings of one address, without what is behind '#'.
---@field anchor string? What is behind '#'.
---@field line integer
---@field column integer
---@field changed true? With --since: a line that it stands on has changed.
---@field byte_start integer
---@field byte_end integer
---@field address_start integer? Where the address itself stands, and nothing else; nil where it is not to be found.
---@field address_end integer?

---@class PageWeek
---@field number integer
---@field id string
---@field hours number?
---@field task_hours number?

---@class Section
---@field id string
---@field role string Empty for an ordinary one.
---@field title string
---@field items Item[]
---@field hours number?
---@field html Markup?

---@class Item
---@field id string Unique in the page.
---@field key string Full id, such as week-01/tasks/setup-env.
---@field aliases string[] Full ids that it had before.
---@field text string Readable text.
---@field label string?
---@field checkable boolean Whether it has a box.
---@field done boolean
---@field hours number? The middle of a range.
---@field hours_low number? The ends of the range; equal for a single figure.
---@field hours_high number?
---@field kind string?
---@field cost string?
---@field items Item[]
---@field data table<string, table>
local Item = {}

---Sets a field of the plugin's data of the item. Only in `page`.
---@param key string
---@param value Data
function Item:annotate(key, value) end

---The settings of the site: what is known before its pages are read.
---@class Settings
---@field title string
---@field tagline string?
---@field description string?
---@field language string
---@field direction "ltr"|"rtl"
---@field id string
---@field url string?
---@field audience "learner"|"instructor"
---@field hours_per_week string?
---@field params table<string, any> The owner's own values; any name may be asked for.
---@field generator string
---@field links LinkSettings

---What `links:` of site.yaml says, with all its defaults: durations are seconds, sizes bytes.
---@class LinkSettings
---@field strict boolean
---@field allow_empty boolean
---@field internal {https: string}
---@field free_only {enabled: boolean}
---@field exclude (string|table)[]
---@field remap {from: string, to: string}[]
---@field severity table<string, string>
---@field online OnlineSettings
---@field cache {ttl: table<string, number>, jitter: number}
---@field health {confirm: integer, refresh: integer, pins: table[]}

---@class OnlineSettings
---@field concurrency integer
---@field per_host HostLimit
---@field hosts table<string, HostLimit>
---@field timeout {connect: number, head: number, total: number}
---@field max_time number
---@field method "auto"|"get"|"head"
---@field max_redirects integer
---@field max_body integer
---@field retries RetrySettings
---@field accept integer[][] First and last of each range.
---@field headers table<string, string>
---@field fragments FragmentSettings
---@field redirects {permanent: string, temporary: string, to_root: string, cross_site: string, allow: table[]}
---@field archive "off"|"suggest"
---@field tls {exceptions: {host: string, until: string?}[]}
---@field probes string|table[]

---@class RetrySettings
---@field times integer
---@field base number
---@field factor number
---@field jitter number
---@field max_wait number
---@field host_budget number

---@class FragmentSettings
---@field external boolean
---@field severity string
---@field skip string[]

---@class Site: Settings
---@field weeks table[]
---@field blocks table[]
---@field totals table<string, number>
---@field plugins table<string, true?> Which plugins the site uses, by their names with '_' for '-'.
---@field data table<string, table>
local Site = {}

---All pages that a file holds, in the order of their paths. In `assemble` and `check`.
---@return Page[]
function Site:all_pages() end

---Sets a field of the plugin's data of the site. Only in `assemble`.
---@param key string
---@param value Data
function Site:set(key, value) end

---Adds a file to the site. Only in `assemble`.
---@param path string From the site's root; no other output may have it.
---@param text string
function Site:output(path, text) end

---Reports a problem. In `assemble` and `check`.
---@param level Level
---@param target Page|Section|Item|Link|Site
---@param text string
---@param cure? string
function Site:report(level, target, text, cure) end

---A page whose tree is being filtered: it has no sections, items or HTML yet.
---@class FilterPage
---@field path string Such as content/weeks/01-loops.md.
---@field kind "home"|"week"|"page"
---@field front_matter table<string, any> As it was read; keys that are not set are nil.
---@field params table<string, any> The author's own values; any name may be asked for.
---@field site Settings
local FilterPage = {}

---Reports a problem; an error keeps the site from being published.
---@param level Level
---@param target Node|FilterPage
---@param text string
---@param cure? string
function FilterPage:report(level, target, text, cure) end

---@alias NodeKind
---| "document" | "heading" | "paragraph" | "list" | "item" | "quote" | "callout"
---| "code_block" | "html_block" | "rule" | "table" | "row" | "cell" | "footnote"
---| "text" | "soft_break" | "line_break" | "code" | "emphasis" | "strong" | "strike"
---| "link" | "image" | "html" | "footnote_reference"

---A node of a page's Markdown. A field that the kind does not have is an error.
---@class Node
---@field kind NodeKind Not to be set; nor are the next five.
---@field parent Node?
---@field prev Node?
---@field next Node?
---@field first Node? The first child.
---@field last Node? The last child.
---@field text string|Markup Of text, code, code_block, html, html_block; of the last two, markup is printed as it is.
---@field info string Of a code_block: what stands behind the fence.
---@field url string Of a link or image.
---@field title string Of a link or image.
---@field automatic boolean Of a link: made of a bare URL. Not to be set.
---@field level integer Of a heading: 1 to 6.
---@field id string? Of a heading or item: as the author wrote it in {#id}.
---@field check "open"|"done"|nil Of an item: its box.
---@field ordered boolean Of a list.
---@field tight boolean Of a list: its items are no paragraphs.
---@field start integer Of a list: its first number.
---@field name string Of a callout: note, tip, important, warning, caution, instructor, answer.
---@field header boolean Of a row: it is the head of the table; its cells follow it.
---@field align "left"|"center"|"right"|nil Of a cell.
---@field label string Of a footnote and of references to it. Not to be set; nor is the next.
---@field number integer
local Node = {}

---The children as a list of its own.
---@return Node[]
function Node:children() end

---All nodes below it, in the order of the text; those of one kind if it is named.
---@param kind? NodeKind
---@return Node[]
function Node:find(kind) end

---Its readable text.
---@return string
function Node:plain() end

---Puts nodes behind its last child. A node that stands elsewhere moves; a text becomes a node.
---@param ... Node|string
---@return Node self
function Node:append(...) end

---Puts a node before it.
---@param node Node|string
---@return Node node
function Node:insert_before(node) end

---Puts a node behind it.
---@param node Node|string
---@return Node node
function Node:insert_after(node) end

---Takes it, with all below it, out of the page.
---@return Node self
function Node:remove() end

---Makes a node. Only in `filter`. A heading has level 2, a list is tight, a callout a note
---unless the fields say otherwise.
---@param kind NodeKind All but document, footnote and footnote_reference.
---@param fields? table<string, any>
---@param children? (Node|string)[]
---@return Node
function make_node(kind, fields, children) end

---Markup: tostring() gives its source; templates print it as it is.
---@class Markup

---Makes markup of a text, for helpers and slots. What is in it is not escaped.
---@param text string
---@return Markup
function html(text) end

---Runs NAME.lua of the plugin's folder, once a worker, and returns what that returns.
---@param name string Letters, digits, '-' and '_', without '.lua'.
---@return any
function require(name) end

---Addresses of the web, for plugins whose plugin.yaml says `uses: [url]`.
url = {}

---@class UrlParts
---@field scheme "http"|"https"
---@field host string Lower case and ASCII; "[::1]".
---@field port integer
---@field path string "" or from '/' on.
---@field query string With '?'; "" when there is none.
---@field fragment string? What is behind '#'.
---@field userinfo string? What is in front of '@'.

---Takes an address apart; nil and why it cannot be.
---@param text string
---@return UrlParts?, string?
function url.parse(text) end

---What all spellings of an address have in common, and what is behind '#'.
---@param text string
---@return string? key, string? fragment
function url.key(text) end

---The address as it is sent: only what is not legal is encoded.
---@param text string
---@return string?
function url.request(text) end

---What a reference means on the page `base`.
---@param base string
---@param reference string
---@return string?
function url.resolve(base, reference) end

---Whether the public internet has no such host, by its spelling; no name is looked up.
---@param host string As url.parse gives it.
---@return boolean
function url.is_private(host) end

---With each %XX decoded.
---@param text string
---@return string
function url.decode(text) end

---Whether the pattern is the whole address, '*' being any text; or, written "/like this/", an
---extended regular expression of POSIX that is somewhere in it.
---@param pattern string
---@param address string
---@return boolean
function url.matches(pattern, address) end

---JSON in one line, for plugins whose plugin.yaml says `uses: [json]`.
json = {}

---The value, where a null is nil; or nil and why the text is no JSON. At most 256 KiB.
---@param text string
---@return any, string?
function json.decode(text) end

---Members of maps come in the order of `names`, others behind them by their names.
---@param value Data
---@param names? string[]
---@return string
function json.encode(value, names) end

---Dates, for plugins whose plugin.yaml says `uses: [time]`.
time = {}

---Today in UTC, such as "2026-11-20". Only in `check`, online.
---@return string
function time.today() end

---Seconds since 1970. Only in `check`, online.
---@return integer
function time.now() end

---Days from 1970-01-01 to a date; nil when there is no such day.
---@param date string
---@return integer?
function time.days(date) end

---The date so many days after 1970-01-01.
---@param days integer
---@return string?
function time.date(days) end

---A date of HTTP as seconds since 1970; nil when it is none.
---@param text string
---@return integer?
function time.parse_http_date(text) end

---What is remembered of links between runs, for plugins whose plugin.yaml says `uses: [store]`.
store = {}

---The text of the file; nil when there is none, with a reason when it cannot be read. The
---store "health" is committed with the site and there in every hook; "cache" only in
---`check`, online.
---@param name "health"|"cache"
---@return string?, string?
function store.read(name) end

---Replaces the file, whole or not at all; false, and a warning for the author, when that
---failed. Only in `check`, online.
---@param name "health"|"cache"
---@param text string
---@return boolean
function store.write(name, text) end

---Requests to other machines, for plugins whose plugin.yaml says `uses: [http]`, and there
---only in `check`. Nothing is sent unless the author asked to go online.
http = {}

---@class Job
---@field url string In the queue of whose host it waits.

---How a host is treated.
---@class HostLimit
---@field concurrency? integer Requests at once; else 2.
---@field gap? number Seconds between the beginnings of two; else 0.2.

---@class EachOptions
---@field concurrency? integer Requests at once, of all hosts; else 64.
---@field per_host? HostLimit Of hosts that are not in `hosts`.
---@field hosts? table<string, HostLimit> "a.org" is also for "b.a.org", "*.a.org" only for that.
---@field max_time? number Seconds, after which the rest is left.
---@field progress? fun(stats: HttpStats) Called some times a second.

---@class HttpStats
---@field jobs integer
---@field done integer
---@field requests integer
---@field connections integer
---@field in_flight integer
---@field hosts integer With jobs left.
---@field waiting integer Hosts that wait for their time.

---@class HttpRequest
---@field url string
---@field method? "HEAD"|"GET" HEAD when it is left out.
---@field headers? table<string, string>
---@field timeout? number Seconds; else 20.
---@field connect_timeout? number Seconds; else 10.
---@field want? string[] Fragments to look for in HTML, as in a URL behind '#'.
---@field max_body? integer Bytes that are read for them; else 1 MiB.
---@field http1? boolean Not HTTP/2.
---@field cookies? boolean False: none are sent. A job has a jar of its own.

---What became of a request. Redirects are not followed.
---@class HttpResponse
---@field ok boolean A status and all headers came; else only the next five and `headers` are set.
---@field host string As http.pause and http.limit want it.
---@field ip string?
---@field time number Seconds.
---@field error string? timeout dns dns_temp refused reset empty tls_chain tls_expired tls_self_signed tls_hostname tls_version tls_other unreachable guard proto url headers_too_large malformed http2 body_cap cancelled; with ok, what ended the body.
---@field phase "dns"|"connect"|"tls"|"headers"|"body"|nil In which the error was.
---@field detail string? For people; of `guard` the address.
---@field headers fun(name: string): string?, string[] The last value of a header, and all of them.
---@field status integer
---@field location string? As it came.
---@field next string? The same as a whole URL; nil when it leads to nothing that may be requested.
---@field had_userinfo boolean A name or password was taken out of `next`.
---@field content_type string?
---@field length integer? As announced.
---@field retry_after integer? Seconds.
---@field bytes integer Of the body, as far as it was read.
---@field truncated boolean The body was not read whole.
---@field scripts boolean The HTML has scripts.
---@field found table<string, boolean>? Those of `want` that are there; nil when it was no HTML.
---@field challenge string? Who wants a browser to prove itself.
---@field http_version string?
---@field reused boolean The connection was there before.

---Calls a function for every job, each in a coroutine of its own, hosts side by side; returns
---when all are done. True, or nil and "time", "interrupted" or "stopped". A function that
---fails is reported, and the others go on.
---@generic T: Job
---@param jobs T[]
---@param options EachOptions
---@param fn fun(job: T)
---@return boolean?, string?
function http.each(jobs, options, fn) end

---Makes a request. Only in the function of a job.
---@param request HttpRequest
---@return HttpResponse
function http.request(request) end

---Waits. Only in the function of a job.
---@param seconds number
function http.sleep(seconds) end

---Ends the function; it is called afresh, behind the other jobs of its host. At most 32 times.
---@param job Job
function http.again(job) end

---No job asks the host before so many seconds have gone.
---@param host string
---@param seconds number
function http.pause(host, seconds) end

---@param host string
---@param limit HostLimit
function http.limit(host, limit) end

---@return HttpStats
function http.stats() end

---True and what libcurl can; or false and "offline" or "libcurl", which was left out.
---@return boolean, table|string
function http.available() end
