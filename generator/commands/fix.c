/* Fixes made: by file, in the order of their places. */
#include "commands/fix.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "base/source.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "commands/diff.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 1 << 30 }; // bytes; what is read for a site is far smaller

/* One file on its way. */
struct mending {
	struct arena *arena;
	const struct source *source;
	struct str now;  // what the file holds
	struct buf then; // the first `done` bytes of it, mended
	uint32_t done;
	const struct diag *last; // whose fix was made; NULL: none
	size_t nmade;
	bool tell;
};

static void
put_place(struct buf *line, const struct diag *diag)
{
	struct position position = source_position(diag->place.source, diag->fix->span.start);

	utf8_put_safe(line, diag->place.source->path);
	buf_addf(line, ":%u:%u: ", position.line, position.column);
}

static void
refuse(const struct diag *diag, const char *why)
{
	struct buf line;

	buf_init(&line);
	put_place(&line, diag);
	fprintf(stderr, "%snot fixed: %s\n", line.at, why);
	buf_release(&line);
}

static void
tell(const struct diag *diag)
{
	struct buf line;

	buf_init(&line);
	put_place(&line, diag);
	buf_add_char(&line, '\'');
	utf8_put_safe(&line, source_slice(diag->place.source, diag->fix->span));
	buf_add(&line, STR("' is now '"));
	utf8_put_safe(&line, diag->fix->text);
	buf_addf(&line, "' [%.*s]\n", STR_ARG(diag_slug(diag)));
	fputs(line.at, stderr);
	buf_release(&line);
}

static bool
is_same_fix(const struct diag *a, const struct diag *b)
{
	return a->fix->span.start == b->fix->span.start && a->fix->span.end == b->fix->span.end &&
	       str_eq(a->fix->text, b->fix->text);
}

/* Whether the file still holds what the fix was made for. */
static bool
is_as_read(const struct mending *mending, struct span span)
{
	return span.start <= span.end && span.end <= mending->source->text.len &&
	       span.end <= mending->now.len &&
	       str_eq(str_slice(mending->now, span.start, span.end),
		      source_slice(mending->source, span));
}

/* False when the place is left as it is. */
static bool
mend_place(struct mending *mending, const struct diag *diag)
{
	struct span span = diag->fix->span;

	if (mending->last && is_same_fix(mending->last, diag))
		return true;
	if (!is_as_read(mending, span)) {
		refuse(diag, "the file has changed since it was read");
		return false;
	}
	if (mending->last && span.start < mending->done) {
		refuse(diag, "another fix has changed the same place; check again");
		return false;
	}
	buf_add(&mending->then, str_slice(mending->now, mending->done, span.start));
	buf_add(&mending->then, diag->fix->text);
	mending->done = span.end;
	mending->last = diag;
	mending->nmade++;
	if (mending->tell)
		tell(diag);
	return true;
}

static bool
fail(const char *verb, struct str path)
{
	fprintf(stderr, "lectern: cannot %s %.*s: %s\n", verb, STR_ARG(path), strerror(errno));
	return false;
}

/* The difference from the file as it is; what it will be has to be a file for that. */
static bool
show(const struct mending *mending)
{
	struct str path = mending->source->path, folder = folder_make_temporary(mending->arena),
		   new;
	struct str name = str_skip(path, str_starts(path, STR("/")) ? 1 : 0);
	struct diff_side from = {path, arena_printf(mending->arena, "a/%.*s", STR_ARG(name)).at};
	struct diff_side to = {.label = arena_printf(mending->arena, "b/%.*s", STR_ARG(name)).at};
	bool shown, differ;

	if (!folder.len)
		return fail("make a folder for", path);
	new = path_join(mending->arena, folder, STR("new"));
	to.path = new;
	shown = file_create(new.at, buf_str(&mending->then)) ? diff_print(from, to, &differ)
							     : fail("write", new);
	folder_remove(folder.at);
	return shown;
}

static bool
finish(struct mending *mending, const struct fixing *fixing)
{
	struct str path = file_real_path(mending->arena, mending->source->path.at);

	buf_add(&mending->then, str_skip(mending->now, mending->done));
	if (fixing->dry_run)
		return show(mending);
	/* A link stays one: what it leads to is replaced. */
	return file_replace(path.at, buf_str(&mending->then)) ||
	       fail("write", mending->source->path);
}

/* Fixes of one file, in the order of their places; those that were made are set to NULL. */
static void
mend_file(const struct diag **diags, size_t ndiags, struct fixing *fixing)
{
	bool *made = alloc_or_die(ndiags, sizeof(*made));
	const struct source *source = diags[0]->place.source;
	struct arena arena;
	struct mending mending = {.arena = &arena,
				  .source = source,
				  .tell = !fixing->quiet && !fixing->dry_run};

	arena_init(&arena);
	buf_init(&mending.then);
	if (!file_read(&arena, source->path.at, FILE_MOST, &mending.now)) {
		fixing->failed = true;
		fail("read", source->path);
		ndiags = 0;
	}
	for (size_t i = 0; i < ndiags; i++)
		made[i] = mend_place(&mending, diags[i]);
	if (mending.nmade && finish(&mending, fixing)) {
		fixing->nmade += mending.nmade;
		fixing->nfiles++;
		for (size_t i = 0; i < ndiags; i++)
			diags[i] = made[i] ? NULL : diags[i];
	} else if (mending.nmade) {
		fixing->failed = true;
	}
	buf_release(&mending.then);
	arena_release(&arena);
	free(made);
}

static bool
is_fixable(const struct diag *diag)
{
	return diag->fix && diag->place.source && !diag->suppressed;
}

static int
compare(const void *left, const void *right)
{
	const struct diag *a = *(const struct diag *const *)left;
	const struct diag *b = *(const struct diag *const *)right;
	int order = str_compare(a->place.source->path, b->place.source->path);

	if (!order)
		order = (a->fix->span.start > b->fix->span.start) -
			(a->fix->span.start < b->fix->span.start);
	if (!order)
		order =
		    (a->fix->span.end > b->fix->span.end) - (a->fix->span.end < b->fix->span.end);
	return order ? order : str_compare(a->fix->text, b->fix->text);
}

size_t
fix_count(const struct diag_list *diags)
{
	size_t count = 0;

	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		count += is_fixable(diag);
	return count;
}

/* Fixes that were not made, and all diagnostics without one. */
struct left {
	const struct diag *const *fixable; // NULL: made
	size_t nfixable;
};

static bool
is_made(const struct diag *diag, void *context)
{
	const struct left *left = context;

	if (!is_fixable(diag))
		return false;
	for (size_t i = 0; i < left->nfixable; i++)
		if (left->fixable[i] == diag)
			return false;
	return true;
}

void
fix_all(struct diag_list *diags, struct fixing *fixing)
{
	VEC(const struct diag *) fixable = {0};
	struct arena arena;
	struct left left;

	arena_init(&arena);
	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		if (is_fixable(diag))
			VEC_PUSH(&arena, &fixable, diag);
	if (fixable.len)
		qsort(fixable.at, fixable.len, sizeof(*fixable.at), compare);
	for (size_t from = 0, to; from < fixable.len; from = to) {
		const struct source *source = fixable.at[from]->place.source;

		for (to = from + 1; to < fixable.len; to++)
			if (!str_eq(fixable.at[to]->place.source->path, source->path))
				break;
		mend_file(&fixable.at[from], to - from, fixing);
	}
	left = (struct left){fixable.at, fixable.len};
	if (!fixing->dry_run && fixing->nmade)
		diag_drop(diags, is_made, &left);
	arena_release(&arena);
}
