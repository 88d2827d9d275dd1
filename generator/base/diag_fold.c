/* Taking diagnostics out of a list again: what was told before, and what is mended. */
#include "base/diag.h"
#include "base/map.h"

/* A diagnostic that was kept, and how many said the same. */
struct kept {
	struct diag *diag;
	size_t nmore;
};

static struct str
key_of(struct diag_list *list, const struct diag *diag)
{
	return arena_printf(&list->arena, "%p %u %u %.*s %.*s %.*s",
			    (const void *)diag->place.source, diag->place.span.start,
			    diag->place.span.end, STR_ARG(diag->path), STR_ARG(diag->rule),
			    STR_ARG(diag->text));
}

static void
uncount(struct diag_list *list, const struct diag *diag)
{
	if (diag->suppressed)
		return;
	switch (diag->level) {
	case DIAG_NOTE: break;
	case DIAG_WARNING: list->nwarnings--; break;
	case DIAG_ERROR: list->nerrors--; break;
	case DIAG_FATAL: list->nfatals--; break;
	}
}

/* The one that said so before; NULL when it is new, and from now on known. */
static struct kept *
find_same(struct diag_list *list, struct map *known, struct diag *diag)
{
	struct str key = key_of(list, diag);
	struct kept *kept = map_find(known, key);

	if (kept)
		return kept;
	kept = ARENA_NEW(&list->arena, struct kept);
	kept->diag = diag;
	map_put(known, &list->arena, key, kept);
	return NULL;
}

void
diag_fold(struct diag_list *list, enum diag_code code, const char *noun)
{
	struct map known = {0};
	struct diag *last = NULL;

	for (struct diag *at = list->first; at; at = at->next) {
		struct kept *kept = at->code == code ? find_same(list, &known, at) : NULL;

		if (!kept) {
			last = at;
			continue;
		}
		kept->nmore++;
		uncount(list, at);
		last->next = at->next;
	}
	list->last = last;
	for (size_t i = 0; i < known.len; i++) {
		const struct kept *kept = known.entries[i].value;

		if (kept->nmore)
			diag_note(list, kept->diag, NULL, (struct span){0, 0},
				  "and for %zu more %s%s", kept->nmore, noun,
				  kept->nmore == 1 ? "" : "s");
	}
}

void
diag_drop(struct diag_list *list, bool (*is_done)(const struct diag *diag, void *context),
	  void *context)
{
	struct diag **link = &list->first;

	list->last = NULL;
	while (*link) {
		if (is_done(*link, context)) {
			uncount(list, *link);
			*link = (*link)->next;
		} else {
			list->last = *link;
			link = &(*link)->next;
		}
	}
}
