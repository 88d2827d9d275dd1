/* Findings as JSON: one document, or one a line. */
#include "findings/formats.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "data/value.h"
#include "findings/finding.h"

#include <stdlib.h>

/* Of the document; another one when a member changes its meaning. */
enum { VERSION = 1 };

static void
set_text(struct arena *arena, struct value *map, struct str key, struct str text)
{
	value_set(arena, map, key, json_text(arena, text));
}

static void
set_number(struct arena *arena, struct value *map, struct str key, size_t number)
{
	value_set(arena, map, key, value_int(arena, (int64_t)number));
}

static struct value *
note_value(struct arena *arena, const struct diag_note *note)
{
	struct value *map = value_map(arena, NULL);
	struct position position;

	if (note->place.source) {
		position = source_position(note->place.source, note->place.span.start);
		set_text(arena, map, STR("path"), note->place.source->path);
		set_number(arena, map, STR("line"), position.line);
		set_number(arena, map, STR("column"), position.column);
	}
	set_text(arena, map, STR("text"), note->text);
	return map;
}

static struct value *
notes_value(struct arena *arena, const struct diag *diag)
{
	struct value *list = value_list(arena);

	for (const struct diag_note *note = diag->notes; note; note = note->next)
		value_append(arena, list, note_value(arena, note));
	return list;
}

static void
set_place(struct arena *arena, struct value *map, const struct finding *finding)
{
	struct span span = finding->diag->place.span;

	if (finding->path.len)
		set_text(arena, map, STR("path"), finding->path);
	if (!finding->start.line)
		return;
	set_number(arena, map, STR("line"), finding->start.line);
	set_number(arena, map, STR("column"), finding->start.column);
	set_number(arena, map, STR("end_line"), finding->end.line);
	set_number(arena, map, STR("end_column"), finding->end.column);
	set_number(arena, map, STR("byte_start"), span.start);
	set_number(arena, map, STR("byte_end"), span.end);
}

static struct value *
fix_value(struct arena *arena, const struct diag_fix *fix)
{
	struct value *map = value_map(arena, NULL);

	set_number(arena, map, STR("byte_start"), fix->span.start);
	set_number(arena, map, STR("byte_end"), fix->span.end);
	set_text(arena, map, STR("text"), fix->text);
	return map;
}

static struct value *
finding_value(struct arena *arena, const struct finding *finding)
{
	const struct diag *diag = finding->diag;
	struct value *map = value_map(arena, NULL);

	set_text(arena, map, STR("rule"), finding->rule);
	set_text(arena, map, STR("level"), str_from(finding_level_name(diag->level)));
	set_place(arena, map, finding);
	set_text(arena, map, STR("text"), diag->text);
	if (diag->cure.len)
		set_text(arena, map, STR("cure"), diag->cure);
	if (diag->notes)
		value_set(arena, map, STR("notes"), notes_value(arena, diag));
	if (diag->fix)
		value_set(arena, map, STR("fix"), fix_value(arena, diag->fix));
	if (finding->facts)
		value_set(arena, map, STR("facts"), finding->facts);
	value_set(arena, map, STR("suppressed"), value_bool(arena, diag->suppressed));
	return map;
}

static int
compare_rules(const void *left, const void *right)
{
	return str_compare(*(const struct str *)left, *(const struct str *)right);
}

/* How many findings each rule has, rules in the order of their names. */
static struct value *
rules_value(struct arena *arena, const struct findings *findings)
{
	struct str *rules = ARENA_ARRAY(arena, struct str, findings->len);
	struct value *map = value_map(arena, NULL);
	size_t nrules = 0, count = 0;

	for (size_t i = 0; i < findings->len; i++)
		if (!findings->at[i].diag->suppressed)
			rules[nrules++] = findings->at[i].rule;
	if (nrules)
		qsort(rules, nrules, sizeof(*rules), compare_rules);
	for (size_t i = 0; i < nrules; i++) {
		count++;
		if (i + 1 < nrules && str_eq(rules[i], rules[i + 1]))
			continue;
		set_number(arena, map, rules[i], count);
		count = 0;
	}
	return map;
}

/* What each plugin says of the whole, by its name; NULL when none does. */
static struct value *
plugins_value(struct arena *arena, const struct findings *findings)
{
	struct value *map = value_map(arena, NULL);

	for (size_t i = 0; i < findings->nsummaries; i++)
		if (findings->summaries[i].facts)
			value_set(arena, map, findings->summaries[i].said->owner,
				  findings->summaries[i].facts);
	return value_len(map) ? map : NULL;
}

static struct value *
summary_value(struct arena *arena, const struct findings *findings)
{
	struct value *map = value_map(arena, NULL), *levels = value_map(arena, NULL);
	struct value *plugins = plugins_value(arena, findings);

	for (enum diag_level i = DIAG_NOTE; i <= DIAG_FATAL; i++)
		set_number(arena, levels, str_from(finding_level_name(i)), findings->counts[i]);
	value_set(arena, map, STR("levels"), levels);
	value_set(arena, map, STR("rules"), rules_value(arena, findings));
	set_number(arena, map, STR("suppressed"), findings->nsuppressed);
	if (plugins)
		value_set(arena, map, STR("plugins"), plugins);
	return map;
}

void
json_put(struct buf *out, const struct telling *telling)
{
	struct arena *arena = telling->arena;
	const struct findings *findings = telling->findings;
	struct value *map = value_map(arena, NULL), *list = value_list(arena);

	for (size_t i = 0; i < findings->len; i++)
		value_append(arena, list, finding_value(arena, findings->sorted[i]));
	set_number(arena, map, STR("version"), VERSION);
	value_set(arena, map, STR("summary"), summary_value(arena, findings));
	value_set(arena, map, STR("findings"), list);
	json_put_value(out, map, JSON_PRETTY);
}

void
jsonl_put(struct buf *out, const struct telling *telling)
{
	for (size_t i = 0; i < telling->findings->len; i++) {
		json_put_value(out, finding_value(telling->arena, telling->findings->sorted[i]),
			       JSON_COMPACT);
		buf_add_char(out, '\n');
	}
}
