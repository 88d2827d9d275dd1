/*
 * Findings for an issue or the summary of a step: a table by file, then boxes to tick.
 *
 * The hidden comment at the end of a box is the fingerprint of what it is about, whatever its
 * lines and rules: by these a program tells whether other addresses are broken than last time.
 */
#include "findings/formats.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "findings/finding.h"

#include <string.h>

enum { ROWS = 100 };

/* The findings of one file, and how many of each level are shown. */
struct group {
	size_t from, to;
	struct str path;
	size_t counts[DIAG_FATAL + 1], nshown;
};

/*
 * Text that is nothing but text: no markup, nobody's @name, no #1 of an issue, no address
 * that leaves its mark in somebody else's tracker.
 */
static void
put_words(struct buf *out, struct str text)
{
	struct buf safe;
	struct str rest;

	buf_init(&safe);
	utf8_put_safe(&safe, text);
	for (rest = buf_str(&safe); rest.len; rest = str_skip(rest, 1)) {
		char c = rest.at[0];

		if (c == '&')
			buf_add(out, STR("&amp;"));
		else if (c == '<')
			buf_add(out, STR("&lt;"));
		else if (strchr("\\`*_[]>|~$", c))
			buf_addf(out, "\\%c", c);
		else
			buf_add_char(out, c);
		if (c == '@' || c == '#' || str_starts(rest, STR("://")) ||
		    ((c == 'w' || c == 'W') && str_starts(str_skip(rest, 1), STR("."))))
			buf_add(out, STR("<!-- -->"));
	}
	buf_release(&safe);
}

static struct group
group_at(const struct telling *telling, size_t from)
{
	const struct findings *findings = telling->findings;
	struct group group = {.from = from, .to = from};

	group.path = telling_path(telling, findings->sorted[from]);
	while (group.to < findings->len &&
	       str_eq(findings->sorted[group.to]->path, findings->sorted[from]->path)) {
		const struct diag *diag = findings->sorted[group.to++]->diag;

		if (diag->suppressed)
			continue;
		group.counts[diag->level]++;
		group.nshown++;
	}
	return group;
}

static void
put_row(struct buf *out, const struct group *group)
{
	buf_add(out, STR("| "));
	put_words(out, group->path);
	buf_addf(out, " | %zu | %zu | %zu |\n",
		 group->counts[DIAG_ERROR] + group->counts[DIAG_FATAL], group->counts[DIAG_WARNING],
		 group->counts[DIAG_NOTE]);
}

static void
put_table(struct buf *out, const struct telling *telling)
{
	size_t nrows = 0, nmore = 0;
	struct group group;

	buf_add(out, STR("| file | errors | warnings | notes |\n| --- | ---: | ---: | ---: |\n"));
	for (size_t at = 0; at < telling->findings->len; at = group.to) {
		group = group_at(telling, at);
		if (!group.nshown)
			continue;
		if (nrows == ROWS) {
			nmore++;
			continue;
		}
		put_row(out, &group);
		nrows++;
	}
	if (nmore)
		buf_addf(out, "\nand %zu more file%s\n", nmore, nmore == 1 ? "" : "s");
}

/* A note is told and asks for nothing, so it has no box. */
static void
put_item(struct buf *out, const struct telling *telling, const struct finding *finding)
{
	const struct diag *diag = finding->diag;

	buf_add(out, diag->level == DIAG_NOTE ? STR("- ") : STR("- [ ] "));
	if (finding->start.line)
		buf_addf(out, "line %u: ", finding->start.line);
	buf_addf(out, "**%s** ", finding_level_name(diag->level));
	put_words(out, diag->text);
	buf_add(out, STR(" ("));
	put_words(out, finding->rule);
	buf_addf(out, ") <!-- %.*s -->\n",
		 STR_ARG(finding_fingerprint(telling->arena, finding, (struct str){0})));
	for (const struct diag_note *note = diag->notes; note; note = note->next) {
		buf_add(out, STR("  - "));
		put_words(out, note->text);
		buf_add_char(out, '\n');
	}
	if (diag->cure.len) {
		buf_add(out, STR("  - cure: "));
		put_words(out, diag->cure);
		buf_add_char(out, '\n');
	}
}

/* Adds the item unless it is too much; false then. */
static bool
put_item_within(struct buf *out, const struct telling *telling, const struct finding *finding)
{
	size_t before = out->len;

	put_item(out, telling, finding);
	if (!telling->most || out->len <= telling->most)
		return true;
	buf_truncate(out, before);
	return false;
}

/* What is worth an item: notes in the second round, so that room is left for what is worse. */
static bool
is_of_round(const struct finding *finding, bool notes)
{
	return !finding->diag->suppressed && (finding->diag->level == DIAG_NOTE) == notes;
}

static size_t
put_group(struct buf *out, const struct telling *telling, const struct group *group, bool notes)
{
	size_t nleft = 0, before = out->len;
	bool some = false;

	buf_add(out, STR("\n### "));
	put_words(out, group->path);
	buf_add(out, STR("\n\n"));
	for (size_t i = group->from; i < group->to; i++) {
		const struct finding *finding = telling->findings->sorted[i];

		if (!is_of_round(finding, notes))
			continue;
		if (nleft || !put_item_within(out, telling, finding))
			nleft++;
		else
			some = true;
	}
	if (!some)
		buf_truncate(out, before);
	return nleft;
}

static size_t
put_round(struct buf *out, const struct telling *telling, bool notes)
{
	struct group group;
	size_t nleft = 0;

	for (size_t at = 0; at < telling->findings->len; at = group.to) {
		group = group_at(telling, at);
		nleft += put_group(out, telling, &group, notes);
	}
	return nleft;
}

static void
put_count(struct buf *out, size_t count, const char *noun, const char *behind)
{
	buf_addf(out, "%zu %s%s%s", count, noun, count == 1 ? "" : "s", behind);
}

void
markdown_put(struct buf *out, const struct telling *telling)
{
	const size_t *counts = telling->findings->counts;
	size_t nerrors = counts[DIAG_ERROR] + counts[DIAG_FATAL], nleft;

	if (!nerrors && !counts[DIAG_WARNING] && !counts[DIAG_NOTE]) {
		buf_add(out, STR("No problems.\n"));
		return;
	}
	put_count(out, nerrors, "error", ", ");
	put_count(out, counts[DIAG_WARNING], "warning", ", ");
	put_count(out, counts[DIAG_NOTE], "note", ".\n\n");
	put_table(out, telling);
	nleft = put_round(out, telling, false);
	if (counts[DIAG_NOTE] && !nleft) {
		size_t before = out->len;

		buf_add(out, STR("\n<details><summary>Notes</summary>\n"));
		nleft = put_round(out, telling, true);
		if (nleft == counts[DIAG_NOTE])
			buf_truncate(out, before);
		else
			buf_add(out, STR("\n</details>\n"));
	} else {
		nleft += counts[DIAG_NOTE];
	}
	if (nleft)
		buf_addf(out, "\nThere are %zu more; `lectern check` tells all of them.\n", nleft);
}
