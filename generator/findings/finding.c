/* Findings made of diagnostics. */
#include "findings/finding.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/map.h"
#include "data/json.h"
#include "data/value.h"

#include <stdlib.h>

/* Rules of the catalogue whose texts name the address that they are about. */
static const enum diag_code address_codes[] = {
    DIAG_LINK_PAGE_MISSING,
    DIAG_LINK_ANCHOR_MISSING,
    DIAG_LINK_OUTSIDE_CONTENT,
    DIAG_LINK_STYLE,
    DIAG_LINK_SAME_SITE,
    DIAG_URL_REFUSED,
    DIAG_URL_INVALID,
    DIAG_URL_SYNTAX,
    DIAG_URL_LOCAL,
    DIAG_URL_SCHEME,
    DIAG_URL_SHORTENER,
    DIAG_URL_TRACKING,
    DIAG_URL_MAILTO,
    DIAG_URL_TEL,
};

const char *
finding_level_name(enum diag_level level)
{
	static const char *const names[] = {[DIAG_NOTE] = "note",
					    [DIAG_WARNING] = "warning",
					    [DIAG_ERROR] = "error",
					    [DIAG_FATAL] = "failure"};

	return names[level];
}

struct str
finding_place(struct arena *arena, const struct finding *finding)
{
	if (!finding->start.line)
		return finding->path;
	return arena_printf(arena, "%.*s:%u", STR_ARG(finding->path), finding->start.line);
}

static const struct value *
read_facts(struct arena *arena, struct str text)
{
	struct source *source = ARENA_NEW(arena, struct source);
	const struct value *facts = NULL;
	struct diag_list diags;

	if (!text.len)
		return NULL;
	*source = (struct source){STR("facts"), text};
	diag_init(&diags);
	if (!json_parse(arena, source, &facts, &diags) || facts->kind != VALUE_MAP)
		facts = NULL;
	diag_release(&diags);
	return facts;
}

static struct str
subject_of(const struct finding *finding)
{
	const struct diag *diag = finding->diag;
	struct str url = value_text(value_find(finding->facts, STR("url"))), place = {0};

	if (url.len)
		return url;
	if (diag->place.source)
		place = str_trim(source_slice(diag->place.source, diag->place.span));
	return place.len ? place : diag->text;
}

static int
compare_numbers(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

static int
compare(const void *left, const void *right)
{
	const struct finding *a = *(struct finding *const *)left;
	const struct finding *b = *(struct finding *const *)right;
	int order = str_compare(a->path, b->path);

	if (!order)
		order =
		    compare_numbers(a->diag->place.source != NULL, b->diag->place.source != NULL);
	if (!order)
		order = compare_numbers(a->diag->place.span.start, b->diag->place.span.start);
	if (!order)
		order = str_compare(a->rule, b->rule);
	if (!order)
		order = compare_numbers(a->diag->place.span.end, b->diag->place.span.end);
	if (!order)
		order = str_compare(a->diag->text, b->diag->text);
	return order ? order : (a > b) - (a < b);
}

/* Positions in rising order, so that each file is gone through once. */
static void
find_positions(struct findings *findings)
{
	struct source_cursor start = {0}, end = {0};

	for (size_t i = 0; i < findings->len; i++) {
		struct finding *finding = findings->sorted[i];
		struct place place = finding->diag->place;

		if (!place.source)
			continue;
		source_seek(&start, place.source, place.span.start);
		if (place.span.end > place.span.start)
			source_seek(&end, place.source, place.span.end);
		else
			end = start;
		finding->start = (struct position){start.line, start.column};
		finding->end = (struct position){end.line, end.column};
	}
}

static bool
names_address(const struct finding *finding)
{
	if (finding->diag->rule.len)
		return value_find(finding->facts, STR("url")) != NULL;
	for (size_t i = 0; i < sizeof(address_codes) / sizeof(address_codes[0]); i++)
		if (finding->diag->code == address_codes[i])
			return true;
	return false;
}

/* Those that say the same of one address: the first stands for all. */
static void
fold(struct arena *arena, struct map *known, struct finding *finding)
{
	const struct diag *diag = finding->diag;
	struct finding *first;
	struct str key;

	if (diag->suppressed || !names_address(finding))
		return;
	key = arena_printf(arena, "%u %.*s\n%.*s\n%.*s", (unsigned)diag->level,
			   STR_ARG(finding->rule), STR_ARG(diag->text), STR_ARG(diag->cure));
	first = map_find(known, key);
	if (!first) {
		map_put(known, arena, key, finding);
		return;
	}
	finding->folded = true;
	first->nmore++;
}

static void
number(struct arena *arena, struct map *known, struct finding *finding)
{
	struct str key = arena_printf(arena, "%.*s\n%.*s\n%.*s", STR_ARG(finding->rule),
				      STR_ARG(finding->path), STR_ARG(finding->subject));
	unsigned *last = map_find(known, key);

	if (!last) {
		last = ARENA_NEW(arena, unsigned);
		map_put(known, arena, key, last);
	}
	finding->ordinal = ++*last;
}

static void
add(struct arena *arena, struct findings *findings, const struct diag *diag)
{
	struct finding *finding = &findings->at[findings->len];

	findings->sorted[findings->len++] = finding;
	finding->diag = diag;
	finding->rule = diag_slug(diag);
	finding->path = diag->place.source ? diag->place.source->path : diag->path;
	finding->facts = read_facts(arena, diag->facts);
	finding->subject = subject_of(finding);
	if (diag->suppressed)
		findings->nsuppressed++;
	else
		findings->counts[diag->level]++;
}

static void
add_summaries(struct arena *arena, const struct diag_list *diags, struct findings *findings)
{
	size_t count = 0;

	for (const struct diag_summary *at = diags->summaries; at; at = at->next)
		count++;
	findings->summaries = ARENA_ARRAY(arena, struct finding_summary, count);
	for (const struct diag_summary *at = diags->summaries; at; at = at->next)
		findings->summaries[findings->nsummaries++] =
		    (struct finding_summary){at, read_facts(arena, at->facts)};
}

void
findings_make(struct arena *arena, const struct diag_list *diags, struct findings *findings)
{
	struct map addresses = {0}, subjects = {0};
	size_t count = 0;

	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		count++;
	*findings = (struct findings){.at = ARENA_ARRAY(arena, struct finding, count),
				      .sorted = ARENA_ARRAY(arena, struct finding *, count)};
	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		add(arena, findings, diag);
	add_summaries(arena, diags, findings);
	if (count)
		qsort(findings->sorted, count, sizeof(struct finding *), compare);
	find_positions(findings);
	for (size_t i = 0; i < count; i++) {
		fold(arena, &addresses, findings->sorted[i]);
		number(arena, &subjects, findings->sorted[i]);
	}
}

struct str
finding_fingerprint(struct arena *arena, const struct finding *finding, struct str path)
{
	struct str bytes = finding->subject;

	if (path.len)
		bytes = arena_printf(arena, "%.*s\n%.*s\n%.*s", STR_ARG(finding->rule),
				     STR_ARG(path), STR_ARG(finding->subject));
	return str_slice(hash_hex(arena, bytes), 0, 16);
}
