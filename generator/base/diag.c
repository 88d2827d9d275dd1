/*
 * Keeping diagnostics: adding, merging, counting, and the nearest name for a cure.
 * How they are shown is base/diag_print.c's matter.
 */
#include "base/diag.h"

#include "base/die.h"

#include <stdarg.h>
#include <string.h>

const struct diag_entry diag_catalogue[DIAG_COUNT] = {
#define DIAG(code, level, slug, page) [DIAG_##code] = {slug, level, page},
#include "base/diag.def"
#undef DIAG
};

void
diag_init(struct diag_list *list)
{
	*list = (struct diag_list){0};
	arena_init(&list->arena);
}

void
diag_release(struct diag_list *list)
{
	arena_release(&list->arena);
	diag_init(list);
}

static struct str __attribute__((format(printf, 2, 0)))
print_text(struct diag_list *list, const char *format, va_list arguments)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, arguments);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	BUG_IF(len < 0);
	text = arena_alloc(&list->arena, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, format, arguments);
	return (struct str){text, (size_t)len};
}

static void
count(struct diag_list *list, enum diag_level level)
{
	switch (level) {
	case DIAG_NOTE: break;
	case DIAG_WARNING: list->nwarnings++; break;
	case DIAG_ERROR: list->nerrors++; break;
	case DIAG_FATAL: list->nfatals++; break;
	}
}

/* Links the diagnostic in at the end, its level raised where the list is strict. */
static void
append(struct diag_list *list, struct diag *diag)
{
	if (list->strict && diag->level == DIAG_WARNING && !diag->settled)
		diag->level = DIAG_ERROR;
	if (list->last)
		list->last->next = diag;
	else
		list->first = diag;
	list->last = diag;
	if (!diag->suppressed)
		count(list, diag->level);
}

static struct diag *
add(struct diag_list *list, enum diag_code code, struct place place)
{
	struct diag *diag = ARENA_NEW(&list->arena, struct diag);
	unsigned char wanted;

	BUG_IF(code >= DIAG_COUNT);
	wanted = list->levels ? list->levels->of[code] : 0;
	diag->code = code;
	diag->level = diag_catalogue[code].level;
	diag->place = place;
	diag->suppressed = list->suppressing;
	if (wanted == DIAG_LEVEL_OFF)
		return diag;
	if (wanted)
		diag->level = (enum diag_level)(wanted - 1);
	append(list, diag);
	return diag;
}

struct diag *
diag_add(struct diag_list *list, enum diag_code code, const struct source *source, struct span span,
	 const char *format, ...)
{
	struct diag *diag = add(list, code, (struct place){source, span});
	va_list arguments;

	va_start(arguments, format);
	diag->text = print_text(list, format, arguments);
	va_end(arguments);
	return diag;
}

struct diag *
diag_add_path(struct diag_list *list, enum diag_code code, struct str path, const char *format, ...)
{
	struct diag *diag = add(list, code, (struct place){0});
	va_list arguments;

	diag->path = arena_dup(&list->arena, path);
	va_start(arguments, format);
	diag->text = print_text(list, format, arguments);
	va_end(arguments);
	return diag;
}

void
diag_cure(struct diag_list *list, struct diag *diag, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	diag->cure = print_text(list, format, arguments);
	va_end(arguments);
}

static void
append_note(struct diag *diag, struct diag_note *note)
{
	struct diag_note **end = &diag->notes;

	while (*end)
		end = &(*end)->next;
	*end = note;
}

void
diag_note(struct diag_list *list, struct diag *diag, const struct source *source, struct span span,
	  const char *format, ...)
{
	struct diag_note *note = ARENA_NEW(&list->arena, struct diag_note);
	va_list arguments;

	note->place = (struct place){source, span};
	va_start(arguments, format);
	note->text = print_text(list, format, arguments);
	va_end(arguments);
	append_note(diag, note);
}

void
diag_mend(struct diag_list *list, struct diag *diag, struct span span, struct str text)
{
	struct diag_fix *fix;

	if (span.start == span.end)
		return;
	fix = ARENA_NEW(&list->arena, struct diag_fix);
	*fix = (struct diag_fix){span, arena_dup(&list->arena, text)};
	diag->fix = fix;
}

static struct diag_fix *
copy_fix(struct arena *arena, const struct diag_fix *fix)
{
	struct diag_fix *same;

	if (!fix)
		return NULL;
	same = ARENA_NEW(arena, struct diag_fix);
	*same = (struct diag_fix){fix->span, arena_dup(arena, fix->text)};
	return same;
}

struct diag *
diag_add_copy(struct diag_list *to, const struct diag *diag)
{
	struct diag *same = ARENA_NEW(&to->arena, struct diag);

	*same = *diag;
	same->next = NULL;
	same->rule = arena_dup(&to->arena, diag->rule);
	same->facts = arena_dup(&to->arena, diag->facts);
	same->fix = copy_fix(&to->arena, diag->fix);
	same->path = arena_dup(&to->arena, diag->path);
	same->text = arena_dup(&to->arena, diag->text);
	same->cure = arena_dup(&to->arena, diag->cure);
	same->notes = NULL;
	for (const struct diag_note *note = diag->notes; note; note = note->next) {
		struct diag_note *twin = ARENA_NEW(&to->arena, struct diag_note);

		*twin = (struct diag_note){NULL, note->place, arena_dup(&to->arena, note->text)};
		append_note(same, twin);
	}
	append(to, same);
	return same;
}

void
diag_add_summary(struct diag_list *list, const struct diag_summary *summary)
{
	struct diag_summary **end = &list->summaries;

	while (*end)
		end = &(*end)->next;
	*end = ARENA_NEW(&list->arena, struct diag_summary);
	(*end)->owner = arena_dup(&list->arena, summary->owner);
	(*end)->text = arena_dup(&list->arena, summary->text);
	(*end)->facts = arena_dup(&list->arena, summary->facts);
}

void
diag_merge(struct diag_list *to, struct diag_list *from)
{
	bool strict = from->strict;

	for (const struct diag *diag = from->first; diag; diag = diag->next)
		diag_add_copy(to, diag);
	for (const struct diag_summary *at = from->summaries; at; at = at->next)
		diag_add_summary(to, at);
	diag_release(from);
	from->strict = strict;
}

void
diag_make_strict(struct diag_list *list)
{
	list->strict = true;
	for (struct diag *diag = list->first; diag; diag = diag->next) {
		if (diag->level != DIAG_WARNING || diag->settled)
			continue;
		diag->level = DIAG_ERROR;
		if (diag->suppressed)
			continue;
		list->nwarnings--;
		list->nerrors++;
	}
}

int
diag_status(const struct diag_list *list)
{
	if (list->nfatals)
		return STATUS_ENVIRONMENT;
	return list->nerrors ? STATUS_CONTENT : STATUS_OK;
}

struct str
diag_slug(const struct diag *diag)
{
	return diag->rule.len ? diag->rule : str_from(diag_catalogue[diag->code].slug);
}

enum diag_code
diag_find(struct str slug)
{
	for (enum diag_code code = 0; code < DIAG_COUNT; code++)
		if (str_eq(slug, str_from(diag_catalogue[code].slug)))
			return code;
	return DIAG_COUNT;
}

/* Longer names are nobody's typing error; it bounds the rows below. */
enum { NAME_LIMIT = 255 };

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Edits that end at bytes i and j, from the row above and the one above that. */
static unsigned
edits_at(struct str a, struct str b, size_t i, size_t j, unsigned rows[3][NAME_LIMIT + 1])
{
	const unsigned *above = rows[(i + 2) % 3], *older = rows[(i + 1) % 3];
	char last_a = ascii_lower(a.at[i - 1]), last_b = ascii_lower(b.at[j - 1]);
	unsigned edits = above[j - 1] + (last_a != last_b);

	edits = least(edits, above[j] + 1);
	edits = least(edits, rows[i % 3][j - 1] + 1);
	if (i > 1 && j > 1 && last_a == ascii_lower(b.at[j - 2]) &&
	    last_b == ascii_lower(a.at[i - 2]))
		edits = least(edits, older[j - 2] + 1);
	return edits;
}

/*
 * Damerau-Levenshtein distance, letters folded: insertions, deletions, changes
 * and swaps of neighbours count one. Anything above the limit may be limit + 1.
 */
static unsigned
distance(struct str a, struct str b, unsigned limit)
{
	unsigned rows[3][NAME_LIMIT + 1], worst = 0, lowest;

	if (a.len > NAME_LIMIT || b.len > NAME_LIMIT || a.len > b.len + limit ||
	    b.len > a.len + limit)
		return limit + 1;
	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = (unsigned)j;
	for (size_t i = 1; i <= a.len; i++) {
		unsigned *row = rows[i % 3];

		lowest = row[0] = (unsigned)i;
		for (size_t j = 1; j <= b.len; j++) {
			row[j] = edits_at(a, b, i, j, rows);
			lowest = least(lowest, row[j]);
		}
		/* A swap looks two rows back, so only two bad rows make it hopeless. */
		worst = lowest > limit ? worst + 1 : 0;
		if (worst == 2)
			return limit + 1;
	}
	return rows[a.len % 3][b.len];
}

struct str
diag_nearest(struct str wanted, const struct str *names, size_t nnames)
{
	unsigned limit = (unsigned)(wanted.len < NAME_LIMIT ? wanted.len / 3 : NAME_LIMIT / 3);
	struct str nearest = {0};

	for (size_t i = 0; i < nnames; i++) {
		unsigned edits = distance(wanted, names[i], limit);

		if (edits > limit)
			continue;
		nearest = names[i];
		if (edits == 0)
			break;
		limit = edits - 1;
	}
	return nearest;
}
