/* Numbers and blocks. */
#include "roadmap/number.h"

#include "base/arena.h"
#include "base/diag.h"
#include "roadmap/line.h"
#include "roadmap/part.h"
#include "roadmap/text.h"

/* The earlier unit of which this one is more: the same number and title. */
static struct part *
find_earlier(struct parts *parts, size_t index)
{
	const struct part *part = &parts->at[index];

	for (size_t i = 0; i < index; i++) {
		struct part *other = &parts->at[i];

		if (other->kind == PART_UNIT && !other->repeated &&
		    other->unit.first == part->unit.first && other->unit.last == part->unit.last &&
		    str_eq(other->folded, part->folded))
			return other;
	}
	return NULL;
}

/* True when the numbers of the units will do as they are. */
static bool
runs_without_gap(const struct parts *parts)
{
	const struct part *before = NULL;

	for (size_t i = 0; i < parts->len; i++) {
		const struct part *part = &parts->at[i];

		if (part->kind != PART_UNIT || part->repeated)
			continue;
		if (part->unit.last != part->unit.first ||
		    (before && part->unit.first != before->unit.first + 1))
			return false;
		before = part;
	}
	return true;
}

static void
report(const struct line_list *lines, const struct part *part, struct diag_list *diags)
{
	struct span span = lines->at[part->heading].span;

	diag_add(diags, DIAG_IMPORT_RENUMBERED, lines->source, span, "'%.*s' becomes week %d",
		 STR_ARG(part->unit.label), part->week);
}

static void
join(const struct line_list *lines, struct part *part, const struct part *earlier,
     struct diag_list *diags)
{
	struct diag *diag;

	part->week = part->last_week = earlier->week;
	diag = diag_add(diags, DIAG_IMPORT_RENUMBERED, lines->source, lines->at[part->heading].span,
			"'%.*s' stands twice with the same title; both are week %d",
			STR_ARG(part->unit.label), part->week);
	diag_note(diags, diag, lines->source, lines->at[earlier->heading].span,
		  "it is first named here");
}

static void
number_units(const struct line_list *lines, struct parts *parts, struct diag_list *diags)
{
	bool said = false;

	for (size_t i = 0; i < parts->len; i++) {
		struct part *part = &parts->at[i], *earlier;

		if (part->kind != PART_UNIT)
			continue;
		earlier = find_earlier(parts, i);
		part->repeated = earlier != NULL;
		parts->nweeks += !part->repeated;
	}
	parts->kept = runs_without_gap(parts);
	for (size_t i = 0, number = 0; i < parts->len; i++) {
		struct part *part = &parts->at[i];

		if (part->kind != PART_UNIT)
			continue;
		if (part->repeated) {
			join(lines, part, find_earlier(parts, i), diags);
			continue;
		}
		part->week = parts->kept ? part->unit.first : (int)++number;
		part->last_week = part->week;
		/* Kept numbers of modules and days are said once, not thirty times. */
		if (part->week != part->unit.first || part->unit.last != part->unit.first ||
		    (part->unit.rank != UNIT_WEEK && !said))
			report(lines, part, diags);
		said = true;
	}
}

/* Weeks among the units from line `first` to `end`. */
static void
range_of_lines(const struct parts *parts, size_t first, size_t end, struct part *part)
{
	part->week = part->last_week = -1;
	for (size_t i = 0; i < parts->len; i++) {
		const struct part *unit = &parts->at[i];

		if (unit->kind != PART_UNIT || unit->repeated || (size_t)unit->heading < first ||
		    (size_t)unit->heading >= end)
			continue;
		if (part->week < 0)
			part->week = unit->week;
		part->last_week = unit->week;
	}
}

/* Weeks whose units have numbers of the range. */
static void
range_of_numbers(const struct parts *parts, int first, int last, struct part *part)
{
	part->week = part->last_week = -1;
	for (size_t i = 0; i < parts->len; i++) {
		const struct part *unit = &parts->at[i];

		if (unit->kind != PART_UNIT || unit->unit.first < first || unit->unit.last > last)
			continue;
		if (part->week < 0)
			part->week = unit->week;
		part->last_week = unit->week;
	}
}

/* True when every unit of the course is of that rank. */
static bool
is_rank(const struct parts *parts, enum unit_rank rank)
{
	for (size_t i = 0; i < parts->len; i++)
		if (parts->at[i].kind == PART_UNIT && parts->at[i].unit.rank != rank)
			return false;
	return true;
}

/*
 * "Phase 1: Foundations (Weeks 1-4)" names units of the course's rank in its title.
 * Of an ordinary page that is believed only in brackets at the end.
 */
static bool
read_range(struct arena *arena, const struct parts *parts, struct part *part)
{
	struct str text = part->title, rest, inside;
	struct unit unit;
	size_t at, len;

	if (part->range)
		return true;
	if (text_take_parenthesis(text, &rest, &inside))
		text = inside;
	else if (part->kind == PART_PAGE)
		return false;
	if (!unit_find(arena, text, &unit, &at, &len) || !is_rank(parts, unit.rank) ||
	    unit.last == unit.first)
		return false;
	part->unit = unit;
	return true;
}

/* The range is said elsewhere: it leaves the title. */
static void
clean_title(struct part *part)
{
	struct str rest, inside;

	if (part->unit.label.len && text_take_parenthesis(part->title, &rest, &inside) &&
	    str_eq(inside, part->unit.label))
		part->title = rest;
	if (part->title.len == 0)
		part->title = part->unit.label;
}

/* The next part that could be a block of this sort, from `from` on. */
static size_t
next_block(const struct parts *parts, const bool *may_be, size_t from)
{
	while (from < parts->len && !may_be[from])
		from++;
	return from;
}

/* True when the chosen parts are at least two and hold all weeks in order. */
static bool
holds_all(const struct parts *parts, const bool *chosen)
{
	int first = -1, last = -1, next = -1;
	size_t nblocks = 0;

	for (size_t i = 0; i < parts->len; i++) {
		const struct part *part = &parts->at[i];

		if (part->kind != PART_UNIT)
			continue;
		if (first < 0)
			first = part->week;
		last = part->week > last ? part->week : last;
	}
	next = first;
	for (size_t i = next_block(parts, chosen, 0); i < parts->len;
	     i = next_block(parts, chosen, i + 1)) {
		if (parts->at[i].week != next || parts->at[i].last_week < next)
			return false;
		next = parts->at[i].last_week + 1;
		nblocks++;
	}
	return nblocks >= 2 && next == last + 1;
}

/* Chooses headings with a range of units in them. */
static void
choose_ranges(struct arena *arena, struct parts *parts, bool *chosen)
{
	for (size_t i = 0; i < parts->len; i++) {
		struct part *part = &parts->at[i];

		if (part->kind == PART_UNIT || part->heading == NO_LINE)
			continue;
		chosen[i] = read_range(arena, parts, part);
		if (chosen[i])
			range_of_numbers(parts, part->unit.first, part->unit.last, part);
	}
}

/* Chooses the innermost headings above units. */
static void
choose_groups(struct parts *parts, bool *chosen)
{
	for (size_t i = 0; i < parts->len; i++) {
		struct part *part = &parts->at[i];

		chosen[i] = false;
		if (part->kind != PART_GROUP && part->kind != PART_BLOCK)
			continue;
		range_of_lines(parts, part->first, part->subtree, part);
		chosen[i] = part->week >= 0;
		for (size_t k = 0; k < i && chosen[i]; k++)
			if (chosen[k] && parts->at[k].subtree > (size_t)part->heading)
				chosen[k] = false;
	}
}

static void
find_blocks(struct arena *arena, struct parts *parts)
{
	bool *chosen = ARENA_ARRAY(arena, bool, parts->len);

	choose_ranges(arena, parts, chosen);
	parts->has_blocks = holds_all(parts, chosen);
	if (!parts->has_blocks) {
		choose_groups(parts, chosen);
		parts->has_blocks = holds_all(parts, chosen);
	}
	for (size_t i = 0; i < parts->len; i++) {
		struct part *part = &parts->at[i];

		if (chosen[i] && parts->has_blocks) {
			part->kind = PART_BLOCK;
			clean_title(part);
		} else if (part->kind == PART_BLOCK) {
			part->kind = PART_GROUP;
		}
	}
}

void
parts_number(struct arena *arena, const struct line_list *lines, struct parts *parts,
	     struct diag_list *diags)
{
	number_units(lines, parts, diags);
	find_blocks(arena, parts);
}

int
parts_week(const struct parts *parts, const struct unit *unit, size_t before)
{
	int week = -1;

	for (size_t i = 0; i < parts->len && i < before; i++) {
		const struct part *part = &parts->at[i];

		if (part->kind == PART_UNIT && part->unit.rank == unit->rank &&
		    part->unit.first <= unit->first && part->unit.last >= unit->first)
			week = part->week;
	}
	return week;
}
