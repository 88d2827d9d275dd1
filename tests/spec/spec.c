/*
 * Runs the examples of a Markdown specification through our tree and renderer.
 *
 *	spec [--gfm] SPEC.txt [DIFFER.txt]
 *
 * An example stands between fences of 32 backticks, Markdown and HTML parted by a
 * line with a full stop; a visible arrow stands for a tab. DIFFER.txt lists
 * examples that are expected to differ, a number and a reason a line; one that
 * passes although it is listed counts as failed. With --gfm our extensions are on.
 *
 * The spans of the tree are checked, too: children lie in their parents, one behind
 * the other, and a text's span shows the text.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/file.h"
#include "base/source.h"
#include "markdown/markdown.h"
#include "markdown/node.h"
#include "render/html.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXAMPLES_MOST = 5000, SPEC_LARGEST = 16 * 1024 * 1024 };

struct run {
	struct arena arena;
	bool gfm;
	bool differs[EXAMPLES_MOST]; // by number
	struct str section;
	int number, passed, failed;
};

static struct str
read_or_die(struct arena *arena, const char *path)
{
	struct str text;

	if (!file_read(arena, path, SPEC_LARGEST, &text))
		die("%s: %s", path, strerror(errno));
	return text;
}

/* In the specification's text tabs are written as arrows. */
static struct str
with_tabs(struct arena *arena, struct str text)
{
	struct str arrow = STR("\u2192"), copy;
	struct buf out;

	buf_init(&out);
	while (text.len > 0) {
		size_t at = str_find(text, arrow);

		buf_add(&out, str_slice(text, 0, at));
		if (at < text.len)
			buf_add_char(&out, '\t');
		text = str_skip(text, at + (at < text.len ? arrow.len : 0));
	}
	copy = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return copy;
}

static bool
is_text_in_place(const struct source *source, const struct node *node)
{
	struct str written = source_slice(source, node->span);

	if (node->kind == NODE_STRONG || node->kind == NODE_STRIKE)
		return written.len >= 2 && written.at[0] == written.at[written.len - 1];
	if (node->kind == NODE_EMPHASIS)
		return written.len >= 2 && ascii_is_punct(written.at[0]) &&
		       ascii_is_punct(written.at[written.len - 1]);
	if (node->kind != NODE_TEXT || str_has(written, STR("\\")) || str_has(written, STR("&")))
		return true;
	return str_eq(written, node->text);
}

static bool
is_in_place(const struct source *source, const struct node *node)
{
	struct span span = node->span, parent = node->parent->span;

	if (span.end < span.start || span.start < parent.start || span.end > parent.end)
		return false;
	if (node->prev && node->prev->span.end > span.start && node->kind != NODE_FOOTNOTE)
		return false;
	return is_text_in_place(source, node);
}

static void
check_spans(struct run *run, const struct source *source, const struct node *root)
{
	for (const struct node *at = node_next(root, root); at; at = node_next(root, at)) {
		if (is_in_place(source, at))
			continue;
		printf("example %d: wrong span %u..%u of a %s\n\n", run->number, at->span.start,
		       at->span.end, node_kind_name(at->kind));
		run->failed++;
		return;
	}
}

static struct str
render(struct run *run, struct str markdown)
{
	struct source source = {STR("example.md"), markdown};
	struct markdown_options options = {.commonmark = !run->gfm};
	struct html_options html = {.commonmark = !run->gfm, .source = &source};
	struct diag_list diags;
	struct node *root;
	struct buf out;
	struct str copy;

	diag_init(&diags);
	buf_init(&out);
	root = markdown_parse(&run->arena, &source, (struct span){0, (uint32_t)markdown.len},
			      &options, &diags);
	if (root) {
		check_spans(run, &source, root);
		html_node(&out, root, &html);
	}
	copy = arena_dup(&run->arena, buf_str(&out));
	buf_release(&out);
	diag_release(&diags);
	return copy;
}

static void
print_failure(const struct run *run, struct str markdown, struct str wanted, struct str got)
{
	printf("example %d (%.*s)\n--- Markdown\n%.*s--- expected\n%.*s--- actual\n%.*s---\n\n",
	       run->number, STR_ARG(run->section), STR_ARG(markdown), STR_ARG(wanted),
	       STR_ARG(got));
}

static void
run_example(struct run *run, struct str markdown, struct str wanted)
{
	struct str got;
	bool listed;

	if (++run->number >= EXAMPLES_MOST)
		die("too many examples");
	listed = run->differs[run->number];
	markdown = with_tabs(&run->arena, markdown);
	wanted = with_tabs(&run->arena, wanted);
	got = render(run, markdown);
	if (str_eq(got, wanted) != listed) {
		run->passed++;
		return;
	}
	run->failed++;
	if (listed)
		printf("example %d is listed as different but passes\n\n", run->number);
	else
		print_failure(run, markdown, wanted, got);
}

/* Lines up to one that starts with `mark`; what stands before it. */
static struct str
take_up_to(struct str *rest, struct str mark)
{
	struct str text = *rest, line;
	size_t len = 0;

	while (str_split(rest, '\n', &line)) {
		if (str_starts(line, mark) && (mark.len > 1 || line.len == 1))
			return str_slice(text, 0, len);
		len += line.len + 1;
	}
	die("an example is left open");
}

static void
run_spec(struct run *run, struct str rest)
{
	struct str fence = STR("````````````````````````````````");
	struct str line;

	while (str_split(&rest, '\n', &line)) {
		if (str_starts(line, STR("#")))
			run->section = str_trim(str_skip(line, str_find_char(line, ' ')));
		if (str_starts(line, fence) && str_ends(line, STR(" example"))) {
			struct str markdown = take_up_to(&rest, STR("."));

			run_example(run, markdown, take_up_to(&rest, fence));
		}
	}
}

static void
read_differs(struct run *run, struct str rest)
{
	struct str line, number;
	int value;

	while (str_split(&rest, '\n', &line)) {
		if (line.len == 0 || line.at[0] == '#')
			continue;
		number = str_slice(line, 0, str_find_char(line, ' '));
		if (!str_to_int(number, &value) || value >= EXAMPLES_MOST)
			die("'%.*s' is no number of an example", STR_ARG(number));
		run->differs[value] = true;
	}
}

int
main(int argc, char **argv)
{
	static struct run run;
	int at = 1;

	arena_init(&run.arena);
	markdown_init();
	if (at < argc && strcmp(argv[at], "--gfm") == 0) {
		run.gfm = true;
		at++;
	}
	if (at >= argc || argc - at > 2)
		die("usage: spec [--gfm] SPEC.txt [DIFFER.txt]");
	if (at + 1 < argc)
		read_differs(&run, read_or_die(&run.arena, argv[at + 1]));
	run_spec(&run, read_or_die(&run.arena, argv[at]));
	arena_release(&run.arena);
	printf("%d passed, %d failed\n", run.passed, run.failed);
	return run.failed ? 1 : 0;
}
