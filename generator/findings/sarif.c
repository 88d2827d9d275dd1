/*
 * SARIF 2.1.0, which code scanning reads. Columns count code points, as in messages; paths are
 * the repository's; what a result is recognised by does not change when lines move.
 */
#include "findings/formats.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/url.h"
#include "base/utf8.h"
#include "data/value.h"
#include "findings/finding.h"

#include <stdlib.h>

/* GitHub shows no more of one run. */
enum { RESULTS = 5000 };

#define ROOT STR("SRCROOT")

/* One document being made. */
struct run {
	const struct telling *telling;
	struct arena *arena;
	struct map rules; // name → the finding that shows it first
	struct value *results;
	size_t room[DIAG_FATAL + 1], suppressed_room; // results that may still be made, by level
};

static struct value *
text_value(struct arena *arena, struct str text)
{
	struct value *map = value_map(arena, NULL);

	value_set(arena, map, STR("text"), json_text(arena, text));
	return map;
}

static struct value *
level_value(struct arena *arena, enum diag_level level)
{
	return value_string(arena,
			    str_from(finding_level_name(level == DIAG_FATAL ? DIAG_ERROR : level)));
}

/* A path as a relative reference of a URI. */
static struct str
path_uri(struct arena *arena, struct str path)
{
	struct buf uri;
	struct str result;

	buf_init(&uri);
	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.at[i];

		if (ascii_is_alnum((char)c) || c == '/' || c == '-' || c == '.' || c == '_' ||
		    c == '~')
			buf_add_char(&uri, (char)c);
		else
			buf_addf(&uri, "%%%02X", (unsigned)c);
	}
	result = arena_dup(arena, buf_str(&uri));
	buf_release(&uri);
	return result;
}

static struct value *
artifact_value(const struct run *run, const struct finding *finding)
{
	struct value *map = value_map(run->arena, NULL);
	struct str uri = path_uri(run->arena, telling_path(run->telling, finding));

	value_set(run->arena, map, STR("uri"), value_string(run->arena, uri));
	value_set(run->arena, map, STR("uriBaseId"), value_string(run->arena, ROOT));
	return map;
}

static struct value *
region_value(struct arena *arena, struct position start, struct position end)
{
	struct value *map = value_map(arena, NULL);

	value_set(arena, map, STR("startLine"), value_int(arena, start.line));
	value_set(arena, map, STR("startColumn"), value_int(arena, start.column));
	value_set(arena, map, STR("endLine"), value_int(arena, end.line));
	value_set(arena, map, STR("endColumn"), value_int(arena, end.column));
	return map;
}

static struct value *
one_of(struct arena *arena, struct value *item)
{
	struct value *list = value_list(arena);

	value_append(arena, list, item);
	return list;
}

static struct value *
locations_value(const struct run *run, const struct finding *finding)
{
	struct arena *arena = run->arena;
	struct value *physical = value_map(arena, NULL), *location = value_map(arena, NULL);

	value_set(arena, physical, STR("artifactLocation"), artifact_value(run, finding));
	if (finding->start.line)
		value_set(arena, physical, STR("region"),
			  region_value(arena, finding->start, finding->end));
	value_set(arena, location, STR("physicalLocation"), physical);
	return one_of(arena, location);
}

static struct value *
fixes_value(const struct run *run, const struct finding *finding)
{
	struct arena *arena = run->arena;
	const struct source *source = finding->diag->place.source;
	const struct diag_fix *fix = finding->diag->fix;
	struct value *replacement = value_map(arena, NULL), *change = value_map(arena, NULL);
	struct value *map = value_map(arena, NULL);
	struct str cure = finding->diag->cure;

	value_set(arena, replacement, STR("deletedRegion"),
		  region_value(arena, source_position(source, fix->span.start),
			       source_position(source, fix->span.end)));
	value_set(arena, replacement, STR("insertedContent"), text_value(arena, fix->text));
	value_set(arena, change, STR("artifactLocation"), artifact_value(run, finding));
	value_set(arena, change, STR("replacements"), one_of(arena, replacement));
	value_set(arena, map, STR("description"),
		  text_value(arena, cure.len ? cure : finding->diag->text));
	value_set(arena, map, STR("artifactChanges"), one_of(arena, change));
	return one_of(arena, map);
}

static struct value *
fingerprints_value(const struct run *run, const struct finding *finding)
{
	struct value *map = value_map(run->arena, NULL);
	struct str path = telling_path(run->telling, finding);
	struct str hash = finding_fingerprint(run->arena, finding, path);

	value_set(run->arena, map, STR("primaryLocationLineHash"),
		  value_string(run->arena, arena_printf(run->arena, "%.*s:%u", STR_ARG(hash),
							finding->ordinal)));
	return map;
}

static struct value *
message_value(struct arena *arena, const struct diag *diag)
{
	struct str text = diag->text;

	for (const struct diag_note *note = diag->notes; note; note = note->next)
		text = arena_printf(arena, "%.*s\nnote: %.*s", STR_ARG(text), STR_ARG(note->text));
	if (diag->cure.len)
		text = arena_printf(arena, "%.*s\ncure: %.*s", STR_ARG(text), STR_ARG(diag->cure));
	return text_value(arena, text);
}

static struct value *
suppressions_value(struct arena *arena)
{
	struct value *map = value_map(arena, NULL);

	value_set(arena, map, STR("kind"), value_string(arena, STR("inSource")));
	return one_of(arena, map);
}

static struct value *
result_value(const struct run *run, const struct finding *finding)
{
	struct arena *arena = run->arena;
	const struct diag *diag = finding->diag;
	struct value *map = value_map(arena, NULL);
	size_t bad_at;

	value_set(arena, map, STR("ruleId"), json_text(arena, finding->rule));
	value_set(arena, map, STR("level"), level_value(arena, diag->level));
	value_set(arena, map, STR("message"), message_value(arena, diag));
	value_set(arena, map, STR("locations"), locations_value(run, finding));
	value_set(arena, map, STR("partialFingerprints"), fingerprints_value(run, finding));
	/* A fix is to be taken to the byte, which JSON cannot say of all bytes. */
	if (diag->fix && diag->place.source && utf8_is_valid(diag->fix->text, &bad_at))
		value_set(arena, map, STR("fixes"), fixes_value(run, finding));
	if (diag->suppressed)
		value_set(arena, map, STR("suppressions"), suppressions_value(arena));
	return map;
}

/* Errors have the first right to room, suppressed findings the last. */
static void
share_room(struct run *run)
{
	const struct findings *findings = run->telling->findings;
	size_t left = RESULTS;

	for (int level = DIAG_FATAL; level >= DIAG_NOTE; level--) {
		size_t count = findings->counts[level];

		run->room[level] = count < left ? count : left;
		left -= run->room[level];
	}
	run->suppressed_room = findings->nsuppressed < left ? findings->nsuppressed : left;
}

static void
add_results(struct run *run)
{
	for (size_t i = 0; i < run->telling->findings->len; i++) {
		struct finding *finding = run->telling->findings->sorted[i];
		const struct diag *diag = finding->diag;
		size_t *room = diag->suppressed ? &run->suppressed_room : &run->room[diag->level];

		if (!*room)
			continue;
		--*room;
		value_append(run->arena, run->results, result_value(run, finding));
		if (!map_find(&run->rules, finding->rule))
			map_put(&run->rules, run->arena, finding->rule, finding);
	}
}

static int
compare_rules(const void *left, const void *right)
{
	const struct finding *const *a = left, *const *b = right;

	return str_compare((*a)->rule, (*b)->rule);
}

static struct value *
rule_value(const struct telling *telling, const struct finding *finding)
{
	struct arena *arena = telling->arena;
	struct value *map = value_map(arena, NULL), *configuration = value_map(arena, NULL);

	value_set(arena, map, STR("id"), json_text(arena, finding->rule));
	value_set(arena, map, STR("shortDescription"),
		  text_value(arena, rule_summary(telling, finding)));
	value_set(arena, map, STR("help"), text_value(arena, rule_page(telling, finding)));
	value_set(arena, configuration, STR("level"),
		  level_value(arena, diag_catalogue[finding->diag->code].level));
	value_set(arena, map, STR("defaultConfiguration"), configuration);
	return map;
}

static struct value *
rules_value(const struct run *run)
{
	struct value *list = value_list(run->arena);
	const struct finding **rules =
	    ARENA_ARRAY(run->arena, const struct finding *, run->rules.len);

	for (size_t i = 0; i < run->rules.len; i++)
		rules[i] = run->rules.entries[i].value;
	if (run->rules.len)
		qsort(rules, run->rules.len, sizeof(struct finding *), compare_rules);
	for (size_t i = 0; i < run->rules.len; i++)
		value_append(run->arena, list, rule_value(run->telling, rules[i]));
	return list;
}

static struct value *
tool_value(const struct run *run)
{
	struct arena *arena = run->arena;
	struct value *tool = value_map(arena, NULL), *driver = value_map(arena, NULL);

	value_set(arena, driver, STR("name"), value_string(arena, STR("Lectern")));
	value_set(arena, driver, STR("version"), value_string(arena, STR(LECTERN_VERSION)));
	value_set(arena, driver, STR("rules"), rules_value(run));
	value_set(arena, tool, STR("driver"), driver);
	return tool;
}

static struct value *
bases_value(struct arena *arena)
{
	struct value *bases = value_map(arena, NULL), *root = value_map(arena, NULL);

	value_set(arena, root, STR("description"),
		  text_value(arena, STR("The root of the repository.")));
	value_set(arena, bases, ROOT, root);
	return bases;
}

void
sarif_put(struct buf *out, const struct telling *telling)
{
	struct arena *arena = telling->arena;
	struct run run = {.telling = telling, .arena = arena, .results = value_list(arena)};
	struct value *document = value_map(arena, NULL), *map = value_map(arena, NULL);

	share_room(&run);
	add_results(&run);
	value_set(arena, map, STR("tool"), tool_value(&run));
	value_set(arena, map, STR("originalUriBaseIds"), bases_value(arena));
	value_set(arena, map, STR("columnKind"), value_string(arena, STR("unicodeCodePoints")));
	value_set(arena, map, STR("results"), run.results);
	value_set(arena, document, STR("$schema"),
		  value_string(arena, STR("https://json.schemastore.org/sarif-2.1.0.json")));
	value_set(arena, document, STR("version"), value_string(arena, STR("2.1.0")));
	value_set(arena, document, STR("runs"), one_of(arena, map));
	json_put_value(out, document, JSON_PRETTY);
}
