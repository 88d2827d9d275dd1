// surface.mjs API PLUGIN...: the plugins use only what the stubs of the API document.
//
// Of a plugin's source are listed: globals, names of libraries, methods behind a colon, and
// fields behind a dot. A field is documented, or one of a table of the plugin's own: a name
// that it assigns or writes into a table's constructor. What is not is told, and the status is 1.
// The files of a plugin's folder know each other's fields, and are all looked at with main.lua.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const libraries = {
  string: "byte char find format gmatch gsub len lower match rep reverse sub upper",
  table: "concat insert move pack remove sort unpack",
  math: "abs acos asin atan ceil cos deg exp floor fmod huge log max maxinteger min mininteger modf pi rad sin sqrt tan tointeger type ult",
  utf8: "char charpattern codepoint codes len offset",
};
const base = "assert error ipairs next pairs select tonumber tostring type".split(" ");
// What hooks are given, by the names that all plugins use: nobody may assign to its fields.
const handles = new Set("page site item section week".split(" "));
const keywords = new Set(
  "and break do else elseif end false for function goto if in local nil not or repeat return then true until while".split(" "),
);

// Names, and signs; texts become "", comments vanish. Each has its line.
function tokens(source) {
  const found = [];
  const pattern =
    /--\[(=*)\[[\s\S]*?\]\1\]|--[^\n]*|\[(=*)\[[\s\S]*?\]\2\]|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|0[xX][\w.]+|\.?\d[\w.]*|[A-Za-z_]\w*|\.\.\.|\.\.|::|[=~<>]=|\/\/|<<|>>|[^\s\w]/g;
  for (const match of source.matchAll(pattern)) {
    if (match[0].startsWith("--")) continue;
    const line = source.slice(0, match.index).split("\n").length;
    const text = /^["']|^\[=*\[/.test(match[0]) ? '""' : match[0];
    found.push({ text, line });
  }
  return found;
}

const isName = (token) => token && /^[A-Za-z_]\w*$/.test(token.text) && !keywords.has(token.text);

// Fields and methods of all classes, members of the plugin's table, and global functions.
function documented(path) {
  const text = readFileSync(path, "utf8");
  const names = (pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
  return {
    fields: new Set([...names(/^---@field (\w+)/gm), ...names(/[{,] ?(\w+)\??: (?=[^\n]*\})/g)]),
    methods: new Set(names(/^function \w+:(\w+)\(/gm)),
    globals: new Set([...names(/^function (\w+)\(/gm), ...names(/^function (\w+)\./gm), ...base, ...Object.keys(libraries)]),
    modules: [...text.matchAll(/^function (\w+)\.(\w+)\(/gm)].map((match) => [match[1], match[2]]),
  };
}

// Names that the plugin declares: locals, parameters, loop variables, and fields of its own.
function declared(list) {
  const locals = new Set(["self"]);
  const fields = new Set();
  const take = (i) => {
    for (; isName(list[i]) || [",", "...", "<", ">"].includes(list[i]?.text); i++)
      if (isName(list[i])) locals.add(list[i].text);
    return i;
  };
  list.forEach((token, i) => {
    const next = list[i + 1]?.text;
    if (token.text === "local") take(next === "function" ? i + 2 : i + 1);
    if (token.text === "for") take(i + 1);
    if (token.text === "function") {
      let at = i + 1;
      while (list[at].text !== "(") at++;
      if (list[at - 2]?.text === ".") fields.add(list[at - 1].text);
      take(at + 1);
    }
    const before = list[i - 1]?.text;
    if (isName(token) && next === "=" && ["{", ",", ";"].includes(before)) fields.add(token.text);
    if (isName(token) && next === "=" && before === "." && !handles.has(list[i - 2].text)) fields.add(token.text);
  });
  return { locals, fields };
}

// The sources of a plugin; of other files that file alone.
function family(path) {
  if (basename(path) !== "main.lua") return [path];
  const names = readdirSync(dirname(path)).filter((name) => name.endsWith(".lua") && name !== "main.lua");
  return [path, ...names.map((name) => join(dirname(path), name))];
}

// Fields that the modules of a plugin give each other, as members and as strings for keys.
function ownFields(paths) {
  const lists = paths.map((path) => tokens(readFileSync(path, "utf8")));
  return new Set(lists.flatMap((list) => [...declared(list).fields]));
}

function check(path, api, fields) {
  const list = tokens(readFileSync(path, "utf8"));
  const own = { ...declared(list), fields };
  const faults = [];
  list.forEach((token, i) => {
    if (!isName(token)) return;
    const before = list[i - 1]?.text;
    const library = libraries[list[i - 2]?.text];
    const isKey = list[i + 1]?.text === "=" && ["{", ",", ";"].includes(before);
    let good;
    let name = token.text;
    if (before === ":") good = api.methods.has(name) || libraries.string.split(" ").includes(name);
    else if (before === "." && library) {
      good = library.split(" ").includes(name);
      name = `${list[i - 2].text}.${name}`;
    } else if (before === ".") good = api.fields.has(name) || own.fields.has(name) || isFree(list, i);
    else good = own.locals.has(name) || api.globals.has(name) || isKey;
    if (!good) faults.push(`${path}:${token.line}: '${name}' is not documented for plugins`);
  });
  return faults;
}

// What is documented as a table of any names: `options.NAME` of plugin.yaml, `roles.NAME`,
// `data.PLUGIN.NAME` that a plugin set.
function isFree(list, i) {
  return ["data", "options", "roles"].includes(list[i - 2].text) || (list[i - 3]?.text === "." && list[i - 4]?.text === "data");
}

const [apiPath, ...plugins] = process.argv.slice(2);
const api = documented(apiPath);
for (const [module, name] of api.modules) libraries[module] = `${libraries[module] ?? ""} ${name}`;
const faults = plugins.filter((path) => path !== apiPath).flatMap((path) => {
  const paths = family(path);
  const fields = ownFields(paths);
  return paths.flatMap((one) => check(one, api, fields));
});
for (const fault of faults) console.log(fault);
process.exitCode = faults.length || !plugins.length ? 1 : 0;
