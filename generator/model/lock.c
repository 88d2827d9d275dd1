/* Reading and writing of the lock; what its ids mean for items is identity.c's business. */
#include "model/lock.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "document/item.h"

#include <stdlib.h>

enum { FIELDS = 4 }; // of the longest line

struct reading {
	struct arena *arena;
	struct lock *lock;
	struct diag_list *diags;
	VEC(struct lock_entry *) entries;
};

static size_t
name_start(struct str id)
{
	size_t at = id.len;

	while (at > 0 && id.at[at - 1] != '/')
		at--;
	return at;
}

struct str
lock_place(struct str id)
{
	size_t at = name_start(id);

	return str_slice(id, 0, at ? at - 1 : 0);
}

struct str
lock_name(struct str id)
{
	return str_skip(id, name_start(id));
}

/* White space of any kind, and control characters, become one space. */
static void
add_line(struct buf *out, struct str text)
{
	text = str_trim(text);
	for (int32_t c = utf8_next(&text); c >= 0; c = utf8_next(&text)) {
		if (c >= ' ' && c != 0x7f && !utf8_is_space(c))
			utf8_put(out, c);
		else if (out->len && out->at[out->len - 1] != ' ')
			buf_add_char(out, ' ');
	}
}

/* Most texts are a line already. */
static bool
is_line(struct str text)
{
	if (text.len > LOCK_TEXT || str_trim(text).len != text.len)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < ' ' || text.at[i] > '~' ||
		    (text.at[i] == ' ' && text.at[i - 1] == ' '))
			return false;
	return true;
}

struct str
lock_text(struct arena *arena, const struct item *item)
{
	struct buf out;
	struct str text;

	if (!item->label.len && is_line(item->text))
		return item->text;
	buf_init(&out);
	add_line(&out, item->label);
	if (item->label.len)
		buf_add(&out, item->text.len ? STR(": ") : STR(":"));
	add_line(&out, item->text);
	text = arena_dup(arena, str_trim(utf8_cut(buf_str(&out), LOCK_TEXT)));
	buf_release(&out);
	return text;
}

static struct diag *
refuse(struct reading *reading, struct str part, const char *problem)
{
	const struct source *source = &reading->lock->source;
	uint32_t start = (uint32_t)(part.at - source->text.at);

	return diag_add(reading->diags, DIAG_LOCK_SYNTAX, source,
			(struct span){start, start + (uint32_t)part.len}, "%s", problem);
}

static bool
is_place(struct str place)
{
	size_t slash = str_find_char(place, '/');

	return slash > 0 && slash + 1 < place.len && place.at[place.len - 1] != '/';
}

/* What ids of sections and items are made of, whether written or made of a text. */
static bool
is_name(struct str name)
{
	for (int32_t c = utf8_next(&name); c >= 0; c = utf8_next(&name))
		if (c != '-' && (!utf8_is_word(c) || (c >= 'A' && c <= 'Z')))
			return false;
	return true;
}

/* Whether there is a part that no id and no place can have, and which. The last ones are names. */
static bool
find_wrong_part(struct str id, size_t nnames, struct str *part)
{
	size_t nparts = 1;

	for (size_t i = 0; i < id.len; i++)
		nparts += id.at[i] == '/';
	for (; str_split(&id, '/', part); nparts--)
		if (!part->len || (nparts <= nnames ? !is_name(*part) : !path_is_segment(*part)))
			return true;
	return false;
}

static bool
check_parts(struct reading *reading, struct str id, size_t nnames)
{
	struct diag *diag;
	struct str part;

	if (!find_wrong_part(id, nnames, &part))
		return true;
	diag = refuse(reading, part.len ? part : id,
		      part.len ? "this cannot be a part of an id" : "a part of the id is missing");
	diag_cure(reading->diags, diag,
		  "an id has letters a-z, digits, '-' and '_', or letters of other scripts; remove "
		  "the line, and let `lectern ids --write` put right what is missing");
	return false;
}

static bool
check_id(struct reading *reading, struct str id)
{
	struct diag *diag;

	if (id.len && lock_name(id).len && is_place(lock_place(id)) && str_trim(id).len == id.len)
		return check_parts(reading, id, 2);
	if (str_starts(id, STR("<<<<<<<")) || str_starts(id, STR("=======")) ||
	    str_starts(id, STR(">>>>>>>"))) {
		diag = refuse(reading, id, "a merge was left unfinished here");
		diag_cure(reading->diags, diag,
			  "keep the lines of both sides, remove this one, then run `lectern ids "
			  "--write`");
		return false;
	}
	diag = refuse(reading, id, "this is no full id");
	diag_cure(
	    reading->diags, diag,
	    "a line is page/section/item, as in week-01/tasks/setup-env, a tab, and the text");
	return false;
}

/* The fields of a line; one more than FIELDS when there are too many. */
static size_t
split_fields(struct str line, struct str fields[FIELDS])
{
	size_t n = 0;
	struct str field;

	while (str_split(&line, '\t', &field)) {
		if (n == FIELDS)
			return FIELDS + 1;
		fields[n++] = field;
	}
	return n;
}

static bool
read_state(struct reading *reading, const struct str *fields, size_t n, struct lock_entry *entry)
{
	struct str word = fields[1];
	struct diag *diag;

	entry->text = fields[n - 1];
	if (n == 3 && str_eq(word, STR("retired"))) {
		entry->kind = LOCK_RETIRED;
		return true;
	}
	if (n == 3 && str_eq(word, STR("alias"))) {
		entry->kind = LOCK_ALIAS;
		entry->target = entry->text;
		entry->text = STR("");
		return check_id(reading, entry->target);
	}
	if (n == 4 && str_eq(word, STR("moved")) && is_place(fields[2])) {
		entry->place = fields[2];
		return check_parts(reading, fields[2], 1);
	}
	diag = refuse(reading, word, "what stands between two tabs cannot be read");
	diag_cure(reading->diags, diag,
		  "write 'retired' and a text, 'alias' and an id, or 'moved', page/section and a "
		  "text");
	return false;
}

static bool
read_fields(struct reading *reading, struct str line, struct lock_entry *entry)
{
	struct str fields[FIELDS];
	size_t n = split_fields(line, fields);

	if (n > FIELDS) {
		struct diag *diag = refuse(reading, line, "the line has too many tabs");

		diag_cure(reading->diags, diag, "a text has no tab in it");
		return false;
	}
	if (!check_id(reading, fields[0]))
		return false;
	entry->id = fields[0];
	entry->place = lock_place(entry->id);
	entry->text = STR("");
	if (n == 2)
		entry->text = fields[1];
	return n <= 2 || read_state(reading, fields, n, entry);
}

static bool
is_same(const struct lock_entry *a, const struct lock_entry *b)
{
	return a->kind == b->kind && str_eq(a->place, b->place) && str_eq(a->text, b->text) &&
	       str_eq(a->target, b->target);
}

static void
take_entry(struct reading *reading, const struct lock_entry *entry)
{
	struct lock *lock = reading->lock;
	struct lock_entry *first = lock_find(lock, entry->id);
	struct diag *diag;

	if (!first) {
		first = ARENA_NEW(reading->arena, struct lock_entry);
		*first = *entry;
		map_put(&lock->by_id, reading->arena, first->id, first);
		VEC_PUSH(reading->arena, &reading->entries, first);
		return;
	}
	if (is_same(first, entry))
		return;
	diag = diag_add(reading->diags, DIAG_LOCK_DUPLICATE, &lock->source, entry->span,
			"the id '%.*s' is on two lines, this one counts", STR_ARG(entry->id));
	diag_note(reading->diags, diag, &lock->source, first->span, "the other is here");
	diag_cure(reading->diags, diag,
		  "remove the line that is wrong, then run `lectern ids --write`");
	*first = *entry;
}

static void
read_line(struct reading *reading, struct str line)
{
	uint32_t start = (uint32_t)(line.at - reading->lock->source.text.at);
	struct lock_entry entry = {.span = {start, start}};

	if (str_ends(line, STR("\r")))
		line.len--;
	if (str_trim(line).len == 0 || line.at[0] == '#')
		return;
	entry.span.end = start + (uint32_t)line.len;
	if (read_fields(reading, line, &entry))
		take_entry(reading, &entry);
}

static void
check_aliases(struct reading *reading)
{
	struct lock *lock = reading->lock;

	for (size_t i = 0; i < lock->nentries; i++) {
		const struct lock_entry *entry = &lock->entries[i];
		const struct lock_entry *target = lock_find(lock, entry->target);
		struct diag *diag;

		if (entry->kind != LOCK_ALIAS || (target && target->kind != LOCK_ALIAS))
			continue;
		diag = diag_add(reading->diags, DIAG_LOCK_ALIAS, &lock->source, entry->span,
				target ? "the alias leads to another alias, '%.*s'"
				       : "the alias leads to '%.*s', which is not in the file",
				STR_ARG(entry->target));
		diag_cure(reading->diags, diag,
			  "name the id that the item has now, or remove the line");
	}
}

static int
compare_entries(const void *a, const void *b)
{
	return str_compare(((const struct lock_entry *)a)->id, ((const struct lock_entry *)b)->id);
}

static void
sort_entries(struct reading *reading)
{
	struct lock *lock = reading->lock;

	lock->nentries = reading->entries.len;
	lock->entries = ARENA_ARRAY(reading->arena, struct lock_entry, lock->nentries);
	for (size_t i = 0; i < lock->nentries; i++)
		lock->entries[i] = *reading->entries.at[i];
	if (lock->nentries)
		qsort(lock->entries, lock->nentries, sizeof(*lock->entries), compare_entries);
	for (size_t i = 0; i < lock->nentries; i++)
		map_put(&lock->by_id, reading->arena, lock->entries[i].id, &lock->entries[i]);
}

/* False for text that no line can be read from. */
static bool
check_bytes(const struct source *source, struct diag_list *diags)
{
	size_t bad = str_find_char(source->text, '\0');
	bool nul = bad < source->text.len;

	if (!nul && utf8_is_valid(source->text, &bad))
		return true;
	diag_add(diags, nul ? DIAG_TEXT_NUL : DIAG_TEXT_INVALID, source,
		 (struct span){(uint32_t)bad, (uint32_t)bad + 1},
		 nul ? "the file holds a NUL byte" : "the file is not UTF-8");
	return false;
}

void
lock_read(struct arena *arena, struct source source, struct lock *lock, struct diag_list *diags)
{
	struct reading reading = {.arena = arena, .lock = lock, .diags = diags};
	struct str rest = source.text, line;

	*lock = (struct lock){.exists = true, .source = source};
	if (!check_bytes(&lock->source, diags))
		return;
	if (str_starts(rest, STR("\xef\xbb\xbf")))
		rest = str_skip(rest, 3);
	while (str_split(&rest, '\n', &line))
		read_line(&reading, line);
	sort_entries(&reading);
	check_aliases(&reading);
}

static void
write_entry(struct buf *out, const struct lock_entry *entry)
{
	buf_add(out, entry->id);
	if (entry->kind == LOCK_RETIRED)
		buf_add(out, STR("\tretired"));
	else if (entry->kind == LOCK_ALIAS)
		buf_addf(out, "\talias\t%.*s", STR_ARG(entry->target));
	else if (!str_eq(entry->place, lock_place(entry->id)))
		buf_addf(out, "\tmoved\t%.*s", STR_ARG(entry->place));
	if (entry->kind != LOCK_ALIAS)
		buf_addf(out, "\t%.*s", STR_ARG(entry->text));
	buf_add_char(out, '\n');
}

void
lock_write(struct buf *out, struct lock_entry *entries, size_t nentries)
{
	if (nentries)
		qsort(entries, nentries, sizeof(*entries), compare_entries);
	buf_add(out, STR("# Ids of the course's items; `lectern ids --write` keeps this file.\n"));
	for (size_t i = 0; i < nentries; i++)
		write_entry(out, &entries[i]);
}

struct lock_entry *
lock_find(const struct lock *lock, struct str id)
{
	return map_find(&lock->by_id, id);
}
