/*
 * The limits, line by line. Which containers and fences a line stands in is told
 * by containers.h; a run is what may become one paragraph or table.
 */
#include "markdown/guard.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/vec.h"
#include "markdown/containers.h"
#include "markdown/lines.h"
#include "markdown/markdown.h"

enum {
	/* Containers that all lines go on with, summed: cmark looks at each of them again. */
	WORK_MOST = 20 * 1000 * 1000,
	/* Lines like |---|---| in one run: at each, cmark may read the run from its start. */
	RULERS_MOST = 2000,
};

/* Lines that follow each other without a blank one or a new container. */
struct run {
	uint32_t start;
	size_t bytes;
	bool piped;          // every line holds a '|'
	size_t nrulers;      // lines like |---|---|
	size_t columns;      // of the first of them
	size_t nrows;        // lines behind it
	struct span widest;  // of its lines with too many columns; {0, 0}: none
	size_t widest_pipes; // '|' in it
};

struct guard {
	const struct source *source;
	const struct markdown_limits *limits;
	struct diag_list *diags;
	struct containers containers;
	struct run run;
	size_t work, ndefinitions, nfootnotes;
};

static size_t
count_pipes(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += text.at[i] == '|' && (i == 0 || text.at[i - 1] != '\\');
	return n;
}

static bool
is_ruler(struct str text)
{
	bool dashed = false;

	for (size_t i = 0; i < text.len; i++) {
		if (str_find_char(STR("|:- \t\v\f"), text.at[i]) == 7)
			return false;
		dashed = dashed || text.at[i] == '-';
	}
	return dashed;
}

static bool
check_run_size(struct guard *guard, struct span line)
{
	const struct run *run = &guard->run;
	size_t limit = run->piped ? guard->limits->table_block : guard->limits->block;
	struct diag *diag;

	if (run->bytes <= limit)
		return true;
	diag = diag_add(guard->diags, DIAG_LIMIT_BLOCK, guard->source, line,
			"a block of text has more than %zu bytes here", limit);
	diag_note(guard->diags, diag, guard->source, (struct span){run->start, run->start},
		  "the block starts here");
	diag_cure(guard->diags, diag,
		  "put blank lines between its paragraphs, or fence it as code");
	return false;
}

static bool
check_table(struct guard *guard, struct span line)
{
	const struct run *run = &guard->run;
	const struct markdown_limits *limits = guard->limits;
	const char *cure = "split it, or put the data into content/assets/ and link to it";
	struct diag *diag;

	if (run->nrulers && run->widest.end) {
		diag = diag_add(guard->diags, DIAG_LIMIT_TABLE, guard->source, run->widest,
				"a table has more than %zu columns", limits->columns);
		diag_cure(guard->diags, diag, "%s", cure);
		return false;
	}
	if (run->columns * run->nrows > limits->cells) {
		diag = diag_add(guard->diags, DIAG_LIMIT_TABLE, guard->source, line,
				"a table has more than %zu cells", limits->cells);
		diag_cure(guard->diags, diag, "%s", cure);
		return false;
	}
	if (run->nrulers > RULERS_MOST) {
		diag_add(guard->diags, DIAG_LIMIT_TABLE, guard->source, line,
			 "more than %d lines of one block look like the line below a table's head",
			 RULERS_MOST);
		return false;
	}
	return true;
}

/* A line of text joins the run. */
static bool
check_text(struct guard *guard, struct span line)
{
	struct run *run = &guard->run;
	struct str text = source_slice(guard->source, line);
	size_t pipes = count_pipes(text);

	if (run->bytes == 0)
		*run = (struct run){.start = line.start, .piped = true};
	run->bytes += text.len + 1;
	run->piped = run->piped && pipes > 0;
	run->nrows += run->nrulers > 0;
	if (pipes > guard->limits->columns + 1 && !run->widest.end)
		run->widest = line;
	if (is_ruler(text) && run->nrulers++ == 0)
		run->columns = pipes + 1;
	return check_run_size(guard, line) && check_table(guard, line);
}

static bool
check_definitions(struct guard *guard, struct span line, const struct line_shape *shape)
{
	const struct markdown_limits *limits = guard->limits;

	guard->ndefinitions += str_has(source_slice(guard->source, line), STR("]:"));
	guard->nfootnotes += shape->note.end > 0;
	if (guard->nfootnotes > limits->footnotes) {
		diag_add(guard->diags, DIAG_LIMIT_DEFINITIONS, guard->source, shape->note,
			 "the page has more than %zu footnotes", limits->footnotes);
		return false;
	}
	if (guard->ndefinitions > limits->definitions) {
		diag_add(guard->diags, DIAG_LIMIT_DEFINITIONS, guard->source, line,
			 "the page has more than %zu link definitions", limits->definitions);
		return false;
	}
	return true;
}

static bool
check_depth(struct guard *guard, struct span line, const struct line_shape *shape)
{
	struct diag *diag;

	guard->work += shape->nmatched;
	if (!shape->too_deep && guard->work <= WORK_MOST)
		return true;
	if (shape->too_deep)
		diag = diag_add(guard->diags, DIAG_LIMIT_DEPTH, guard->source, line,
				"lists and quotes are nested deeper than %zu here",
				guard->limits->depth);
	else
		diag = diag_add(guard->diags, DIAG_LIMIT_DEPTH, guard->source, line,
				"deeply nested lists and quotes go on for too many lines");
	diag_cure(guard->diags, diag, "use headings, and fewer levels");
	return false;
}

static bool
check_line(struct guard *guard, struct span line, struct line_shape *shape)
{
	*shape = containers_line(&guard->containers, guard->source, line);
	line.start = shape->text;
	if (shape->opened || (shape->kind != LINE_TEXT && shape->kind != LINE_HTML))
		guard->run.bytes = 0;
	if (!check_depth(guard, line, shape))
		return false;
	if (shape->kind == LINE_FENCED)
		return true;
	if (!check_definitions(guard, line, shape))
		return false;
	if (shape->kind == LINE_BLANK || (shape->kind == LINE_SINGLE && line.end == line.start))
		return true;
	return check_text(guard, line);
}

bool
guard_check(struct arena *arena, const struct lines *lines, const struct markdown_limits *limits,
	    struct guard_notes *notes, struct diag_list *diags)
{
	struct guard guard = {.source = lines->source, .limits = limits, .diags = diags};
	VEC(struct span) footnotes = {0};
	struct line_shape shape;

	containers_init(arena, &guard.containers, limits->depth);
	guard.containers.footnotes = limits->footnotes > 0;
	for (size_t number = 1; number <= lines->len; number++) {
		if (!check_line(&guard, lines_span(lines, number), &shape))
			return false;
		if (shape.note.end)
			VEC_PUSH(arena, &footnotes, shape.note);
	}
	*notes = (struct guard_notes){footnotes.at, footnotes.len};
	return true;
}
