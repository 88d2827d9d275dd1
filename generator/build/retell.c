#include "build/retell.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "data/value.h"
#include "model/site.h"

/* Whoever has more of them has other work than to wait for a build. */
enum { MOST = 2000 };

/* Telling again: the files that are shown, each read once. */
struct retelling {
	struct arena *arena;
	struct map sources; // path → struct source
	struct diag_list *diags;
};

static void
set_span(struct arena *arena, struct value *map, struct span span)
{
	value_set(arena, map, STR("start"), value_int(arena, span.start));
	value_set(arena, map, STR("end"), value_int(arena, span.end));
}

/* False when the text is not that of a file. */
static bool
set_place(struct arena *arena, struct value *map, const struct place *place)
{
	struct file_info info;

	if (!place->source)
		return true;
	info = file_info(arena_dup(arena, place->source->path).at);
	value_set_text(arena, map, STR("source"), place->source->path);
	set_span(arena, map, place->span);
	return info.kind == FILE_REGULAR && info.size == place->source->text.len;
}

static bool
keep_notes(struct arena *arena, struct value *map, const struct diag_note *notes)
{
	struct value *list = value_list(arena);
	bool kept = true;

	for (const struct diag_note *note = notes; note; note = note->next) {
		struct value *one = value_map(arena, NULL);

		value_set_text(arena, one, STR("text"), note->text);
		kept &= set_place(arena, one, &note->place);
		value_append(arena, list, one);
	}
	value_set(arena, map, STR("notes"), list);
	return kept;
}

static struct value *
keep_fix(struct arena *arena, const struct diag_fix *fix)
{
	struct value *map = value_map(arena, NULL);

	set_span(arena, map, fix->span);
	value_set_text(arena, map, STR("text"), fix->text);
	return map;
}

/* NULL when it shows a text that is no file. */
static const struct value *
keep_one(struct arena *arena, const struct diag *diag)
{
	struct value *map = value_map(arena, NULL);

	value_set(arena, map, STR("code"),
		  value_string(arena, str_from(diag_catalogue[diag->code].slug)));
	value_set(arena, map, STR("level"), value_int(arena, diag->level));
	value_set_text(arena, map, STR("rule"), diag->rule);
	value_set_text(arena, map, STR("path"), diag->path);
	value_set_text(arena, map, STR("text"), diag->text);
	value_set_text(arena, map, STR("cure"), diag->cure);
	value_set_text(arena, map, STR("facts"), diag->facts);
	value_set(arena, map, STR("suppressed"), value_bool(arena, diag->suppressed));
	value_set(arena, map, STR("settled"), value_bool(arena, diag->settled));
	if (diag->fix)
		value_set(arena, map, STR("fix"), keep_fix(arena, diag->fix));
	if (!set_place(arena, map, &diag->place) || !keep_notes(arena, map, diag->notes))
		return NULL;
	return map;
}

static const struct value *
keep_summaries(struct arena *arena, const struct diag_summary *first)
{
	struct value *list = value_list(arena);

	for (const struct diag_summary *at = first; at; at = at->next) {
		struct value *map = value_map(arena, NULL);

		value_set_text(arena, map, STR("owner"), at->owner);
		value_set_text(arena, map, STR("text"), at->text);
		value_set_text(arena, map, STR("facts"), at->facts);
		value_append(arena, list, map);
	}
	return list;
}

const struct value *
retell_keep(struct arena *arena, const struct diag_list *diags)
{
	struct value *list = value_list(arena), *kept = value_map(arena, NULL);

	for (const struct diag *diag = diags->first; diag; diag = diag->next) {
		const struct value *one = value_len(list) < MOST ? keep_one(arena, diag) : NULL;

		if (!one)
			return NULL;
		value_append(arena, list, one);
	}
	value_set(arena, kept, STR("found"), list);
	value_set(arena, kept, STR("summaries"), keep_summaries(arena, diags->summaries));
	return kept;
}

static struct str
text_at(const struct value *map, const char *key)
{
	return value_text(value_find(map, str_from(key)));
}

static int64_t
number_at(const struct value *map, const char *key)
{
	return (int64_t)value_real(value_find(map, str_from(key)), 0);
}

static struct span
span_of(const struct value *map)
{
	return (struct span){(uint32_t)number_at(map, "start"), (uint32_t)number_at(map, "end")};
}

/* NULL when the file cannot be read. */
static const struct source *
find_source(struct retelling *retelling, struct str path)
{
	struct source *source = map_find(&retelling->sources, path);

	if (source)
		return source;
	source = ARENA_NEW(retelling->arena, struct source);
	source->path = path;
	if (!file_read(retelling->arena, arena_dup(retelling->arena, path).at, PAGE_LIMIT,
		       &source->text))
		return NULL;
	map_put(&retelling->sources, retelling->arena, path, source);
	return source;
}

/* Nothing is placed where nothing was said. */
static bool
find_place(struct retelling *retelling, const struct value *map, struct place *place)
{
	struct str path = text_at(map, "source");

	*place = (struct place){0};
	if (!path.len)
		return true;
	place->source = find_source(retelling, path);
	place->span = span_of(map);
	return place->source && place->span.start <= place->span.end &&
	       place->span.end <= place->source->text.len + 1;
}

static bool
find_notes(struct retelling *retelling, const struct value *list, struct diag_note **notes)
{
	*notes = NULL;
	for (size_t i = value_len(list); i-- > 0;) {
		struct diag_note *note = ARENA_NEW(retelling->arena, struct diag_note);

		*note =
		    (struct diag_note){.next = *notes, .text = text_at(value_at(list, i), "text")};
		if (!find_place(retelling, value_at(list, i), &note->place))
			return false;
		*notes = note;
	}
	return true;
}

static bool
retell_one(struct retelling *retelling, const struct value *map)
{
	const struct value *fixed = value_find(map, STR("fix"));
	struct diag_fix fix = {span_of(fixed), text_at(fixed, "text")};
	struct diag diag = {
	    .code = diag_find(text_at(map, "code")),
	    .level = (enum diag_level)number_at(map, "level"),
	    .rule = text_at(map, "rule"),
	    .path = text_at(map, "path"),
	    .text = text_at(map, "text"),
	    .cure = text_at(map, "cure"),
	    .facts = text_at(map, "facts"),
	    .suppressed = value_is_true(value_find(map, STR("suppressed"))),
	    .settled = value_is_true(value_find(map, STR("settled"))),
	    .fix = fixed ? &fix : NULL,
	};

	/* What stopped a build was never kept. */
	if (diag.code == DIAG_COUNT || diag.level > DIAG_WARNING ||
	    !find_place(retelling, map, &diag.place) ||
	    !find_notes(retelling, value_find(map, STR("notes")), &diag.notes))
		return false;
	diag_add_copy(retelling->diags, &diag);
	return true;
}

static void
retell_summaries(const struct value *list, struct diag_list *diags)
{
	for (size_t i = 0; i < value_len(list); i++) {
		const struct value *map = value_at(list, i);

		diag_add_summary(diags, &(struct diag_summary){.owner = text_at(map, "owner"),
							       .text = text_at(map, "text"),
							       .facts = text_at(map, "facts")});
	}
}

bool
retell(struct arena *arena, const struct value *kept, struct diag_list *diags)
{
	struct retelling retelling = {.arena = arena, .diags = diags};
	const struct value *list = value_find(kept, STR("found"));

	if (!list || list->kind != VALUE_LIST)
		return false;
	for (size_t i = 0; i < value_len(list); i++)
		if (!retell_one(&retelling, value_at(list, i)))
			return false;
	retell_summaries(value_find(kept, STR("summaries")), diags);
	return true;
}
