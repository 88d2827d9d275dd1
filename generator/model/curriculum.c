/* The order of the course. */
#include "model/curriculum.h"

#include "base/diag.h"
#include "model/page.h"
#include "model/site.h"
#include "model/week.h"

#include <stdlib.h>

/* By number; of one number the first path comes first, for pages are sorted by path. */
static int
compare_weeks(const void *a, const void *b)
{
	const struct week *left = *(struct week *const *)a, *right = *(struct week *const *)b;

	if (left->number != right->number)
		return left->number < right->number ? -1 : 1;
	return str_compare(left->page->document.source.path, right->page->document.source.path);
}

static void
report_duplicate(const struct week *first, const struct week *second, struct diag_list *diags)
{
	struct diag *diag =
	    diag_add(diags, DIAG_WEEK_DUPLICATE, &second->page->document.source,
		     second->number_span, "there is a week %d already", second->number);

	diag_note(diags, diag, &first->page->document.source, first->number_span, "it is here");
	diag_cure(diags, diag, "give one of the two another number");
}

static void
report_gap(const struct week *before, const struct week *after, struct diag_list *diags)
{
	int first = before->number + 1, last = after->number - 1;
	struct diag *diag;

	if (first == last)
		diag = diag_add(diags, DIAG_WEEK_MISSING, &after->page->document.source,
				after->number_span, "week %d is missing before week %d", first,
				after->number);
	else
		diag = diag_add(diags, DIAG_WEEK_MISSING, &after->page->document.source,
				after->number_span, "weeks %d to %d are missing before week %d",
				first, last, after->number);
	diag_cure(diags, diag, "add the file, or number the weeks without a gap");
}

/*
 * Whether a week file could not be read: then a week that seems to be missing may be
 * that one, whose own problems are reported.
 */
static bool
has_failed_week(const struct site *site)
{
	for (size_t i = 0; i < site->npages; i++)
		if (site->pages[i].failed &&
		    (site->pages[i].kind == PAGE_WEEK ||
		     str_starts(site->pages[i].entry->path, STR("weeks/"))))
			return true;
	return false;
}

/* Keeps the first week of each number, so that the others are reported once. */
static void
check_numbers(struct site *site, bool complete, struct diag_list *diags)
{
	size_t kept = 0;

	for (size_t i = 0; i < site->nweeks; i++) {
		struct week *week = site->weeks[i];
		const struct week *last = kept ? site->weeks[kept - 1] : NULL;

		if (last && last->number == week->number) {
			report_duplicate(last, week, diags);
			continue;
		}
		if (complete && last && last->number + 1 < week->number)
			report_gap(last, week, diags);
		site->weeks[kept++] = week;
	}
	site->nweeks = kept;
}

static void
collect_weeks(struct site *site)
{
	site->weeks = ARENA_ARRAY(&site->arena, struct week *, site->npages);
	for (size_t i = 0; i < site->npages; i++)
		if (site->pages[i].week && !site->pages[i].failed)
			site->weeks[site->nweeks++] = site->pages[i].week;
	if (site->nweeks)
		qsort(site->weeks, site->nweeks, sizeof(*site->weeks), compare_weeks);
}

/* False when its range could not be read, which is reported. */
static bool
has_range(const struct block *block)
{
	return block->first >= 0;
}

/* Gives the weeks of a block their block; reports what another block holds already. */
static size_t
claim_weeks(struct site *site, const struct block *block, struct diag_list *diags)
{
	const struct block *other = NULL;
	size_t found = 0;

	for (size_t i = 0; i < site->nweeks; i++) {
		struct week *week = site->weeks[i];

		if (week->number < block->first || week->number > block->last)
			continue;
		found++;
		if (week->block)
			other = week->block;
		else
			week->block = block;
	}
	if (other) {
		struct diag *diag = diag_add(diags, DIAG_BLOCK_RANGE, &site->config.source,
					     block->span, "blocks '%.*s' and '%.*s' overlap",
					     STR_ARG(other->title), STR_ARG(block->title));

		diag_note(diags, diag, &site->config.source, other->span, "the other is here");
		diag_cure(diags, diag, "give each week to one of them");
	}
	return found;
}

static int
first_missing(const struct site *site, const struct block *block)
{
	int number = block->first;

	while (site_find_week(site, number))
		number++;
	return number;
}

static void
place_block(struct site *site, const struct block *block, bool complete, struct diag_list *diags)
{
	size_t want = (size_t)block->last - (size_t)block->first + 1;
	struct diag *diag;

	if (!has_range(block))
		return;
	if (claim_weeks(site, block, diags) == want || !complete)
		return;
	diag = diag_add(diags, DIAG_BLOCK_RANGE, &site->config.source, block->span,
			"block '%.*s' holds week %d, which has no file", STR_ARG(block->title),
			first_missing(site, block));
	diag_cure(diags, diag, "correct the range, or add the missing week files");
}

static void
report_homeless(const struct site *site, const struct week *week, struct diag_list *diags)
{
	struct diag *diag = diag_add(diags, DIAG_BLOCK_RANGE, &site->config.source,
				     site->config.blocks[site->config.nblocks - 1].span,
				     "week %d belongs to no block", week->number);

	diag_cure(diags, diag, "extend a block, or add one");
}

static void
check_blocks(struct site *site, bool complete, struct diag_list *diags)
{
	bool known = site->config.nblocks > 0;

	for (size_t i = 0; i < site->config.nblocks; i++) {
		place_block(site, &site->config.blocks[i], complete, diags);
		known = known && has_range(&site->config.blocks[i]);
	}
	for (size_t i = 0; known && i < site->nweeks; i++)
		if (!site->weeks[i]->block)
			report_homeless(site, site->weeks[i], diags);
}

static void
check_prerequisite(const struct site *site, const struct week *week,
		   const struct prerequisite *need, bool complete, struct diag_list *diags)
{
	const struct source *source = &week->page->document.source;

	if (need->first < 0)
		return; // reported when it was read
	if (need->last >= week->number) {
		struct diag *diag = diag_add(diags, DIAG_PREREQUISITE_LATER, source, need->span,
					     "week %d asks for week %d, which is not before it",
					     week->number, need->last);

		diag_cure(diags, diag, "prerequisites are earlier weeks");
	} else if (complete &&
		   (!site_find_week(site, need->first) || !site_find_week(site, need->last))) {
		struct diag *diag =
		    diag_add(diags, DIAG_WEEK_UNKNOWN, source, need->span,
			     "there is no week %d to be a prerequisite",
			     site_find_week(site, need->first) ? need->last : need->first);

		diag_cure(diags, diag, "correct the number, or add the file of that week");
	}
}

void
curriculum_assemble(struct site *site, struct diag_list *diags)
{
	bool complete = !has_failed_week(site);

	collect_weeks(site);
	check_numbers(site, complete, diags);
	check_blocks(site, complete, diags);
	for (size_t i = 0; i < site->nweeks; i++)
		for (size_t k = 0; k < site->weeks[i]->nprerequisites; k++)
			check_prerequisite(site, site->weeks[i], &site->weeks[i]->prerequisites[k],
					   complete, diags);
}
