/*
 * Cutting is one walk over the headings: each either stays in the part at hand or
 * opens the next. Numbers and blocks are number.c's.
 */
#include "roadmap/part.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "document/outline.h"
#include "roadmap/amount.h"
#include "roadmap/label.h"
#include "roadmap/line.h"
#include "roadmap/naming.h"
#include "roadmap/number.h"
#include "roadmap/text.h"

struct cutter {
	struct arena *arena;
	const struct line_list *lines;
	struct naming *namings;
	size_t nnamings;
	int title;
	bool flat; // labels stand on the same level as the units that they belong to
	VEC(struct part) parts;
};

static size_t
subtree_end(const struct line_list *lines, size_t heading)
{
	size_t i = heading + 1;

	while (i < lines->len && !(lines->at[i].kind == LINE_HEADING &&
				   lines->at[i].level <= lines->at[heading].level))
		i++;
	return i;
}

/* The first naming at or behind a line; they are in order. */
static size_t
first_naming(const struct cutter *cutter, size_t line)
{
	size_t low = 0, high = cutter->nnamings;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (cutter->namings[middle].line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct naming *
naming_at(const struct cutter *cutter, size_t line)
{
	size_t i = first_naming(cutter, line);

	return i < cutter->nnamings && cutter->namings[i].line == line ? &cutter->namings[i] : NULL;
}

static bool
holds_units(const struct cutter *cutter, size_t first, size_t end)
{
	for (size_t i = first_naming(cutter, first); i < cutter->nnamings; i++)
		if (!cutter->namings[i].block)
			return cutter->namings[i].line < end;
	return false;
}

static bool
is_known_label(const struct cutter *cutter, size_t line)
{
	struct label label = label_read(cutter->arena, &cutter->lines->at[line], PLACE_WEEK, false);

	return label.kind != LABEL_NONE && label.kind != LABEL_OTHER;
}

static size_t
next_heading(const struct line_list *lines, size_t from)
{
	while (from < lines->len && lines->at[from].kind != LINE_HEADING)
		from++;
	return from;
}

/* Do labels stand on the units' own level? One "## Resources" at the end proves nothing. */
static bool
has_flat_labels(const struct cutter *cutter)
{
	size_t nflat = 0;

	for (size_t i = 0; i < cutter->nnamings; i++) {
		size_t unit = cutter->namings[i].line;
		size_t next = next_heading(cutter->lines, unit + 1);

		if (next < cutter->lines->len && !naming_at(cutter, next) &&
		    cutter->lines->at[next].level <= cutter->lines->at[unit].level &&
		    is_known_label(cutter, next))
			nflat++;
	}
	return nflat >= 2 || (nflat && nflat == cutter->nnamings);
}

/* A short first line on its own, of a document that starts without a heading. */
static int
find_title_line(const struct line_list *lines)
{
	size_t i = 0;
	struct str text;

	while (i < lines->len && lines->at[i].kind == LINE_BLANK)
		i++;
	text = i < lines->len ? str_trim(lines->at[i].text) : (struct str){0};
	if (i + 1 >= lines->len || lines->at[i].kind != LINE_TEXT ||
	    lines->at[i + 1].kind != LINE_BLANK || text.len > 80 || str_ends(text, STR(".")) ||
	    str_has(STR("<>|!["), str_slice(text, 0, 1)))
		return NO_LINE;
	return (int)i;
}

/* The first heading, if it is of level 1 or governs all units. */
static int
find_title(const struct cutter *cutter)
{
	const struct line_list *lines = cutter->lines;
	size_t first = next_heading(lines, 0);

	if (first == lines->len || naming_at(cutter, first))
		return find_title_line(lines);
	if (lines->at[first].level > 1 && subtree_end(lines, first) < lines->len)
		return NO_LINE;
	return (int)first;
}

static bool
is_blank_part(const struct line_list *lines, size_t first, size_t end)
{
	line_list_trim(lines, &first, &end);
	return first == end;
}

static void
open_part(struct cutter *cutter, enum part_kind kind, size_t line)
{
	const struct line *heading = &cutter->lines->at[line];
	const struct naming *naming = naming_at(cutter, line);
	struct part part = {.kind = kind,
			    .heading = (int)line,
			    .level = heading->level,
			    .first = line + 1,
			    .subtree = subtree_end(cutter->lines, line),
			    .title = text_plain(cutter->arena, heading->inner)};

	if (naming) {
		part.unit = naming->unit;
		part.title = naming->unit.title;
		part.range = naming->block;
	}
	part.folded = text_fold(cutter->arena, part.title);
	VEC_PUSH(cutter->arena, &cutter->parts, part);
}

/* "Week 4 Checkpoint" behind "Week 4: Loops" is a section of that week. */
static bool
continues_unit(const struct part *part, const struct naming *naming)
{
	return part->kind == PART_UNIT && !naming->unit.marked && !naming->unit.trailing &&
	       naming->unit.first == part->unit.first && naming->unit.last == part->unit.last;
}

/* Does a heading that names no unit stay in the part at hand? */
static bool
stays(const struct cutter *cutter, const struct part *part, size_t line)
{
	int level = cutter->lines->at[line].level;
	bool governs = holds_units(cutter, line, subtree_end(cutter->lines, line));

	switch (part->kind) {
	case PART_UNIT:
		if (part->level < LEVEL_UNMARKED && level > part->level)
			return true;
		return (cutter->flat || part->level == LEVEL_UNMARKED) && !governs &&
		       is_known_label(cutter, line);
	case PART_PAGE:
	case PART_BLOCK: return level > part->level && !governs;
	default: return false;
	}
}

static void
take_heading(struct cutter *cutter, size_t line)
{
	const struct naming *naming = naming_at(cutter, line);
	const struct part *part = &cutter->parts.at[cutter->parts.len - 1];
	size_t end = subtree_end(cutter->lines, line);

	if (naming && !naming->block && continues_unit(part, naming))
		return;
	if (naming)
		open_part(cutter, naming->block ? PART_BLOCK : PART_UNIT, line);
	else if (stays(cutter, part, line))
		return;
	else if (holds_units(cutter, line, end) || is_blank_part(cutter->lines, line + 1, end))
		open_part(cutter, PART_GROUP, line);
	else
		open_part(cutter, PART_PAGE, line);
}

static void
cut(struct cutter *cutter)
{
	struct part top = {.kind = PART_TOP, .heading = NO_LINE};

	VEC_PUSH(cutter->arena, &cutter->parts, top);
	for (size_t i = 0; i < cutter->lines->len; i++)
		if (cutter->lines->at[i].kind == LINE_HEADING && (int)i != cutter->title)
			take_heading(cutter, i);
	for (size_t i = 0; i < cutter->parts.len; i++) {
		struct part *part = &cutter->parts.at[i];
		bool last = i + 1 == cutter->parts.len;

		part->end = last ? cutter->lines->len : (size_t)part[1].heading;
		/* A heading above blocks, which have left it. */
		if (part->kind == PART_PAGE && is_blank_part(cutter->lines, part->first, part->end))
			part->kind = PART_GROUP;
	}
}

bool
parts_read(struct arena *arena, struct line_list *lines, struct parts *parts,
	   struct diag_list *diags)
{
	struct cutter cutter = {.arena = arena, .lines = lines};

	*parts = (struct parts){.title = NO_LINE};
	cutter.namings = naming_find(arena, lines, &cutter.nnamings);
	if (cutter.nnamings == 0)
		return false;
	cutter.title = find_title(&cutter);
	cutter.flat = has_flat_labels(&cutter);
	cut(&cutter);
	parts->at = cutter.parts.at;
	parts->len = cutter.parts.len;
	parts->title = cutter.title;
	parts_number(arena, lines, parts, diags);
	return true;
}

static const struct part *
first_of_week(const struct parts *parts, int week)
{
	for (size_t i = 0; i < parts->len; i++)
		if (parts->at[i].kind == PART_UNIT && parts->at[i].week == week)
			return &parts->at[i];
	return NULL;
}

/* Names of pages that are taken. */
struct slugs {
	struct map taken, counters;
};

/* The title without hours in brackets, which go into the front matter. */
static struct str
name_of(struct arena *arena, const struct part *part)
{
	struct str rest, inside;
	struct amount amount;

	if (text_take_parenthesis(part->title, &rest, &inside) &&
	    amount_read(arena, inside, &amount))
		return rest;
	return part->title.len ? part->title : part->unit.label;
}

static void
name_part(struct arena *arena, struct parts *parts, size_t index, struct slugs *slugs)
{
	struct part *part = &parts->at[index];
	struct str slug;

	switch (part->kind) {
	case PART_UNIT:
		if (part->repeated) {
			part->path = first_of_week(parts, part->week)->path;
			break;
		}
		slug = text_slug(arena, name_of(arena, part), STR("week"));
		part->path = arena_printf(arena, "weeks/%02d-%.*s.md", part->week, STR_ARG(slug));
		break;
	case PART_PAGE:
		slug = text_slug(arena, part->title, STR("page"));
		slug = outline_unique_id(arena, &slugs->taken, &slugs->counters, slug);
		map_put(&slugs->taken, arena, slug, part);
		part->path = arena_printf(arena, "pages/%.*s.md", STR_ARG(slug));
		break;
	default: part->path = STR("index.md");
	}
}

void
parts_name(struct arena *arena, struct parts *parts)
{
	struct slugs slugs = {0};

	for (size_t i = 0; i < parts->len; i++)
		name_part(arena, parts, i, &slugs);
}
