---@meta lectern
-- What Lectern offers to plugins, for editors: put this folder into `workspace.library`
-- of the Lua language server. Nothing here runs. Handles end with the call that they were
-- given to. Of Lua's libraries there are string, table, math and utf8, and of the base
-- functions assert, error, ipairs, next, pairs, select, tonumber, tostring and type.

---A text, number or boolean, or a table of them: a list, or a map with text as keys.
---@alias Data nil|boolean|number|string|table

---The table that main.lua returns; plugin.yaml lists its members under `contributes`.
---@class Plugin
---@field configure? fun(site: Site, options: table<string, any>) Once in every worker, first.
---@field page? fun(page: Page) For every page that a file holds, in any worker.
---@field assemble? fun(site: Site) Once, after all pages.
---@field check? fun(site: Site, report: Report) Once, last.
---@field helpers? table<string, function> For templates, as plugin.NAME.HELPER(…).
---@field slots? table<string, Slot> What stands in the theme's slots, with '_' for '-'.

---Returns text, which is escaped, markup, or nil for nothing. `section` is given by the
---slot after-section. Pages that no file holds, such as 404.html, have no data.
---@alias Slot fun(page: Page, site: Site, section?: Section): string|Markup|nil

---@alias Level "error"|"warning"
---@alias Report fun(level: Level, target: Page|Section|Item|Site, text: string, cure?: string)

---@class Page
---@field kind "home"|"week"|"page"
---@field id string Such as week-01 or pages/career.
---@field title string
---@field summary string?
---@field updated string?
---@field output string Path of the HTML file.
---@field content Markup? The whole text.
---@field sections Section[] In reading order.
---@field roles table<string, Section?> By role, with '_' for '-'.
---@field week PageWeek? Of a week.
---@field data table<string, table> What plugins set, by their names with '_' for '-'.
---@field assets table[] What the page is asked to load: path and kind, style or script.
local Page = {}

---Sets a field of the plugin's data of the page. Only in `page`.
---@param key string Letters, digits and '_'.
---@param value Data
function Page:set(key, value) end

---Reports a problem; an error keeps the site from being published. Only in `page`.
---@param level Level
---@param target Page|Section|Item
---@param text string Lower case, the problem first, its subject in 'quotes'.
---@param cure? string
function Page:report(level, target, text, cure) end

---Asks that the page loads a file of the plugin's assets/, or else of the theme's: .css as
---a style sheet, .js as a deferred script. Only in `page`.
---@param name string Such as quiz.css.
function Page:use_asset(name) end

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
---@field kind string?
---@field cost string?
---@field items Item[]
---@field data table<string, table>
local Item = {}

---Sets a field of the plugin's data of the item. Only in `page`.
---@param key string
---@param value Data
function Item:annotate(key, value) end

---@class Site
---@field title string
---@field id string
---@field url string?
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
---@param target Page|Section|Item|Site
---@param text string
---@param cure? string
function Site:report(level, target, text, cure) end

---Markup: tostring() gives its source; templates print it as it is.
---@class Markup

---Makes markup of a text, for helpers and slots. What is in it is not escaped.
---@param text string
---@return Markup
function html(text) end
