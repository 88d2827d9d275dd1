/* Findings for people, in the order of their places. */
#include "findings/formats.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/die.h"
#include "findings/finding.h"

#include <stdio.h>
#include <stdlib.h>

enum { PLACES_SHOWN = 5 };

/* "and 12 more places: content/a.md:4, content/b.md:9" */
static struct diag_note *
make_note(const struct telling *telling, const struct finding *first)
{
	struct diag_note *note = ARENA_NEW(telling->arena, struct diag_note);
	const struct findings *findings = telling->findings;
	size_t nshown = 0;
	struct buf text;

	buf_init(&text);
	buf_addf(&text, "and %zu more place%s", first->nmore, first->nmore == 1 ? "" : "s");
	for (size_t i = 0; i < findings->len && nshown < PLACES_SHOWN; i++) {
		const struct finding *other = findings->sorted[i];

		if (!other->folded || other->diag->level != first->diag->level ||
		    !str_eq(other->rule, first->rule) ||
		    !str_eq(other->diag->text, first->diag->text) ||
		    !str_eq(other->diag->cure, first->diag->cure))
			continue;
		buf_addf(&text, "%s %.*s", nshown++ ? "," : ":",
			 STR_ARG(finding_place(telling->arena, other)));
	}
	if (nshown < first->nmore)
		buf_add(&text, STR(", \u2026"));
	note->text = arena_dup(telling->arena, buf_str(&text));
	buf_release(&text);
	return note;
}

/* The diagnostic again, so that it can be in another list, with the note at its end. */
static struct diag *
twin(struct arena *arena, const struct diag *diag, struct diag_note *note)
{
	struct diag *twin = ARENA_NEW(arena, struct diag);
	struct diag_note **end = &twin->notes;

	*twin = *diag;
	twin->next = NULL;
	twin->notes = NULL;
	for (const struct diag_note *old = diag->notes; old; old = old->next) {
		*end = ARENA_NEW(arena, struct diag_note);
		**end = *old;
		(*end)->next = NULL;
		end = &(*end)->next;
	}
	*end = note;
	return twin;
}

static void
choose(const struct telling *telling, struct diag_list *shown)
{
	for (size_t i = 0; i < telling->findings->len; i++) {
		const struct finding *finding = telling->findings->sorted[i];
		bool stands = telling->fold && finding->nmore;
		struct diag *diag;

		if (finding->diag->suppressed || (telling->fold && finding->folded))
			continue;
		diag = twin(telling->arena, finding->diag,
			    stands ? make_note(telling, finding) : NULL);
		if (shown->last)
			shown->last->next = diag;
		else
			shown->first = diag;
		shown->last = diag;
	}
}

void
text_put(struct buf *out, const struct telling *telling)
{
	struct diag_list shown;
	char *bytes = NULL;
	size_t len = 0;
	FILE *stream = open_memstream(&bytes, &len);

	if (!stream)
		die("out of memory");
	diag_init(&shown);
	choose(telling, &shown);
	diag_print(&shown, stream, telling->color);
	if (fclose(stream))
		die("out of memory");
	buf_add(out, (struct str){bytes, len});
	free(bytes);
	diag_release(&shown);
}
