/* Changes as text and as JSON; both on standard output. */
#include "commands/ids_table.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/source.h"
#include "data/json.h"
#include "data/value.h"
#include "document/item.h"
#include "model/identity.h"
#include "model/page.h"

#include <stdio.h>

static void
print_change(const struct change *change)
{
	bool same_id = change->kind != CHANGE_ALIASED;

	if (same_id)
		printf("  %.*s\n", STR_ARG(change->id));
	if (change->kind == CHANGE_NEW || change->kind == CHANGE_VANISHED) {
		printf("      %.*s\n", STR_ARG(change->text));
		return;
	}
	printf("%s%.*s\n", same_id ? "    - " : "  - ", STR_ARG(change->was));
	printf("%s%.*s\n", same_id ? "    + " : "  + ", STR_ARG(change->now));
}

void
ids_print_table(const struct identity *identity)
{
	size_t i = 0;

	printf("%-10s%zu\n", "kept", identity->nkept);
	for (enum change_kind kind = 0; kind < CHANGE_COUNT; kind++) {
		if (identity->counts[kind])
			printf("%-10.*s%zu\n", STR_ARG(change_name(kind)), identity->counts[kind]);
		for (; i < identity->nchanges && identity->changes[i].kind == kind; i++)
			print_change(&identity->changes[i]);
	}
}

static void
set(struct arena *arena, struct value *map, struct str key, struct str text)
{
	if (text.len)
		value_set(arena, map, key, value_string(arena, text));
}

static struct value *
change_to_value(struct arena *arena, const struct change *change)
{
	struct value *map = value_map(arena, NULL);
	const struct source *source = change->page ? &change->page->document.source : NULL;

	set(arena, map, STR("change"), change_name(change->kind));
	set(arena, map, STR("id"), change->id);
	set(arena, map, STR("text"), change->text);
	set(arena, map, STR("was"), change->was);
	if (source) {
		set(arena, map, STR("path"), source->path);
		value_set(arena, map, STR("line"),
			  value_int(arena, source_position(source, change->item->span.start).line));
	}
	return map;
}

void
ids_print_json(const struct identity *identity)
{
	struct value *map, *changes;
	struct arena arena;
	struct buf out;

	arena_init(&arena);
	buf_init(&out);
	map = value_map(&arena, NULL);
	changes = value_list(&arena);
	value_set(&arena, map, STR("kept"), value_int(&arena, (int64_t)identity->nkept));
	for (size_t i = 0; i < identity->nchanges; i++)
		value_append(&arena, changes, change_to_value(&arena, &identity->changes[i]));
	value_set(&arena, map, STR("changes"), changes);
	json_write(&out, map, JSON_PRETTY);
	fwrite(out.at, 1, out.len, stdout);
	buf_release(&out);
	arena_release(&arena);
}
