/*
 * Diagnostics: what is told to an author, and never ends the program.
 *
 * Every message comes from the catalogue diag.def. A list belongs to one thread;
 * lists of jobs are merged in page order, so that the output does not depend on
 * scheduling. Text is lower case, has no full stop, names the problem first, its
 * subject in 'quotes'; the cure stands apart.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/arena.h"
#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR, DIAG_FATAL };

enum diag_code {
#define DIAG(code, level, slug, page) DIAG_##code,
#include "base/diag.def"
#undef DIAG
	DIAG_COUNT
};

/* A row of the catalogue. */
struct diag_entry {
	const char *slug;      // as shown in [brackets] and taken by `lectern explain`
	enum diag_level level; // DIAG_FATAL: the machine's failure, exit status 3
	const char *page;      // what `lectern explain` prints
};
extern const struct diag_entry diag_catalogue[DIAG_COUNT];

/* Where something is: all of it optional. */
struct place {
	const struct source *source; // NULL: no file
	struct span span;
};

struct diag_note {
	struct diag_note *next;
	struct place place;
	struct str text;
};

/* What would mend it: the text that replaces the bytes of `span`, in the diagnostic's source. */
struct diag_fix {
	struct span span;
	struct str text;
};

struct diag {
	struct diag *next;
	enum diag_code code;
	enum diag_level level;
	struct str rule; // of a plugin, as shown in [brackets]; empty: the catalogue's slug
	struct place place;
	struct str path; // shown when there is no source
	struct str text;
	struct str cure; // empty when there is none
	struct diag_note *notes;
	const struct diag_fix *fix; // NULL when there is none; owned by the list
	struct str facts;           // a JSON object for programs, as text; empty when there is none
	bool suppressed;            // by the author: kept for programs, never shown or counted
	bool settled;               // --strict changes nothing of its level
};

/* What a plugin says at the end of the work as a whole. */
struct diag_summary {
	struct diag_summary *next;
	struct str owner; // the plugin's name
	struct str text;  // a line for people; empty when there is none
	struct str facts; // as those of a diagnostic
};

/* What a site says of levels: by code, 0 for the catalogue's own, else one of the macros. */
struct diag_levels {
	unsigned char of[DIAG_COUNT];
};
#define DIAG_LEVEL_SET(level) ((unsigned char)((level) + 1))
#define DIAG_LEVEL_OFF 255 // not told at all

struct diag_list {
	struct arena arena;               // texts of the diagnostics
	const struct diag_levels *levels; // of what is added from now on; NULL: the catalogue's
	struct diag *first, *last;
	struct diag_summary *summaries; // in the order in which they were added
	size_t nerrors, nwarnings, nfatals;
	bool strict;      // warnings count as errors
	bool suppressing; // what is added from now on is suppressed
};

void diag_init(struct diag_list *list);
void diag_release(struct diag_list *list);

/*
 * Adds a diagnostic and returns it, owned by the list, for notes and a cure.
 * `source` may be NULL. Sources must outlive the list. One whose level is off is
 * returned all the same, and never shown or counted.
 */
struct diag *diag_add(struct diag_list *list, enum diag_code code, const struct source *source,
		      struct span span, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* The same for a file that was not read, or a folder. */
struct diag *diag_add_path(struct diag_list *list, enum diag_code code, struct str path,
			   const char *format, ...) __attribute__((format(printf, 4, 5)));
void diag_cure(struct diag_list *list, struct diag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diag_note(struct diag_list *list, struct diag *diag, const struct source *source,
	       struct span span, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Says what would mend it: the text in the place of the bytes of the span; empty span: nothing. */
void diag_mend(struct diag_list *list, struct diag *diag, struct span span, struct str text);
/* Adds a copy of a diagnostic that the caller has filled, at its own level; texts are copied. */
struct diag *diag_add_copy(struct diag_list *list, const struct diag *diag);
/* Adds what a plugin says of the work as a whole; texts are copied. */
void diag_add_summary(struct diag_list *list, const struct diag_summary *summary);
/* Moves all of `from` behind `to`; `from` is empty afterwards. Texts are copied. */
void diag_merge(struct diag_list *to, struct diag_list *from);
/*
 * Of those with the code that say the same of the same place, keeps the first, with a note
 * that counts the others: "and for 29 more pages", `noun` being "page".
 */
void diag_fold(struct diag_list *list, enum diag_code code, const char *noun);
/* Takes out those that `is_done` is true for; they stay in memory with the list. */
void diag_drop(struct diag_list *list, bool (*is_done)(const struct diag *diag, void *context),
	       void *context);
/* Warnings count as errors from now on (--strict), also those already there. */
void diag_make_strict(struct diag_list *list);
/* STATUS_OK, STATUS_CONTENT or STATUS_ENVIRONMENT, by the worst level. */
int diag_status(const struct diag_list *list);

/* What is shown of it in [brackets]: its rule, or the slug of its code. */
struct str diag_slug(const struct diag *diag);
/* Row of the catalogue by slug; DIAG_COUNT when there is none. */
enum diag_code diag_find(struct str slug);
/*
 * The name nearest to `wanted` among `names`, for "did you mean"; empty when
 * none is near (at most a third of its bytes edited).
 */
struct str diag_nearest(struct str wanted, const struct str *names, size_t nnames);
/* Human text with source line and caret, notes, cure; all or nothing coloured. */
void diag_print(const struct diag_list *list, FILE *out, bool color);

#endif
