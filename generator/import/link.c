/* Links, found line by line, outside of code. */
#include "import/link.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/path.h"
#include "base/vec.h"
#include "document/outline.h"
#include "roadmap/line.h"
#include "roadmap/part.h"
#include "roadmap/text.h"

/* Where a heading of the document has gone. */
struct target {
	struct str path;     // in content/
	struct str fragment; // with '#'; may be empty
};

struct rewriter {
	struct arena *arena;
	const struct line_list *lines;
	const struct parts *parts;
	struct map targets; // by slug on GitHub, and by its folded form
	struct map counters;
	struct map ids; // of list items
	struct diag_list *diags;
	const struct line *line; // at hand
	struct str path;         // of the page that the line goes to
};

static struct str
slug_of(struct arena *arena, struct str heading)
{
	struct str text = text_plain(arena, heading), slug;
	struct buf out;

	buf_init(&out);
	outline_slug(&out, text);
	slug = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return slug;
}

static struct target
target_of(const struct rewriter *rewriter, const struct part *part, size_t line, struct str slug)
{
	struct target target = {.path = part->path};
	bool own = part->heading == (int)line;

	/* Weeks are arranged anew, so only the week itself is a safe place. */
	if ((part->kind == PART_PAGE && !own) || (part->kind == PART_GROUP && own))
		target.fragment = arena_printf(rewriter->arena, "#%.*s", STR_ARG(slug));
	return target;
}

static void
put_target(struct rewriter *rewriter, struct str slug, struct target target)
{
	struct target *copy = ARENA_NEW(rewriter->arena, struct target);
	struct str folded = text_fold(rewriter->arena, slug);
	struct str key =
	    outline_unique_id(rewriter->arena, &rewriter->targets, &rewriter->counters, slug);

	*copy = target;
	map_put(&rewriter->targets, rewriter->arena, key, copy);
	if (!map_find(&rewriter->targets, folded))
		map_put(&rewriter->targets, rewriter->arena, folded, copy);
}

static void
find_targets(struct rewriter *rewriter)
{
	for (size_t i = 0; i < rewriter->parts->len; i++) {
		const struct part *part = &rewriter->parts->at[i];
		size_t first = part->heading == NO_LINE ? part->first : (size_t)part->heading;

		for (size_t k = first; k < part->end; k++) {
			const struct line *line = &rewriter->lines->at[k];
			struct str slug;

			if (line->kind != LINE_HEADING || line->level >= LEVEL_UNMARKED)
				continue;
			slug = slug_of(rewriter->arena, line->inner);
			put_target(rewriter, slug, target_of(rewriter, part, k, slug));
			if (line->id.len)
				put_target(rewriter, line->id, target_of(rewriter, part, k, slug));
		}
	}
}

static bool
has_scheme(struct str url)
{
	size_t i = 0;

	while (i < url.len &&
	       (ascii_is_alnum(url.at[i]) || str_find_char(STR("+.-"), url.at[i]) < 3))
		i++;
	return i > 1 && i < url.len && url.at[i] == ':';
}

static bool
is_allowed(struct str url)
{
	static const struct str schemes[] = {STR_INIT("https:"), STR_INIT("http:"),
					     STR_INIT("mailto:"), STR_INIT("tel:")};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (str_eq_fold(str_slice(url, 0, schemes[i].len), schemes[i]))
			return true;
	return false;
}

/* The address that the link has now; empty when it leads nowhere. */
static struct str
new_address(const struct rewriter *rewriter, struct str url)
{
	const struct target *target;
	struct str slug = str_skip(url, 1), path;

	if (is_allowed(url))
		return url;
	if (str_starts(url, STR("//")))
		return arena_printf(rewriter->arena, "https:%.*s", STR_ARG(url));
	if (str_starts(url, STR("www.")))
		return arena_printf(rewriter->arena, "https://%.*s", STR_ARG(url));
	if (has_scheme(url) || !str_starts(url, STR("#")))
		return (struct str){0};
	target = map_find(&rewriter->targets, slug);
	if (!target)
		target = map_find(&rewriter->targets, text_fold(rewriter->arena, slug));
	if (!target)
		return (struct str){0};
	path = path_relative(rewriter->arena, rewriter->path, target->path);
	return arena_printf(rewriter->arena, "%.*s%.*s", STR_ARG(path), STR_ARG(target->fragment));
}

static void
report(struct rewriter *rewriter, struct str url)
{
	struct diag *diag;

	if (!rewriter->diags)
		return;
	diag = diag_add(rewriter->diags, DIAG_IMPORT_LINK, rewriter->lines->source,
			rewriter->line->span, "'%.*s' leads to nothing that was imported",
			STR_ARG(url));
	if (!str_starts(url, STR("#")))
		diag_cure(rewriter->diags, diag,
			  "put the file into content/assets/ and link to it there");
}

/* "(address 'title')" at the front: its bytes, and the address; 0 when it is none. */
static size_t
take_address(struct str text, struct str *url, struct str *rest)
{
	size_t i = 1, start = 1, end;
	int depth = 0;
	bool pointed = str_starts(str_skip(text, 1), STR("<"));

	for (; i < text.len; i++) {
		char c = text.at[i];

		if (c == '(')
			depth++;
		else if (c == ')' && depth-- == 0)
			break;
	}
	if (i == text.len)
		return 0;
	end = start;
	while (end < i && (pointed ? text.at[end] != '>' : text.at[end] != ' '))
		end++;
	*url = str_slice(text, start + pointed, end);
	*rest = str_slice(text, end + (pointed && end < i), i);
	return i + 1;
}

/* What the text of an open link became: out[open …]. Turns it into text with an address. */
static void
detach(struct rewriter *rewriter, struct buf *out, size_t open, struct str url)
{
	struct str text = arena_dup(rewriter->arena, str_skip(buf_str(out), open + 1));
	bool image = open > 0 && out->at[open - 1] == '!';

	report(rewriter, url);
	buf_truncate(out, open - image);
	if (str_eq(text, url))
		text.len = 0;
	buf_add(out, text);
	buf_addf(out, "%s`%.*s`%s", text.len ? " (" : "", STR_ARG(url), text.len ? ")" : "");
}

/* Bytes of the code span at the front; of the backticks alone when it is not closed. */
static size_t
code_span(struct str text)
{
	size_t ticks = 0, run = 0;

	while (ticks < text.len && text.at[ticks] == '`')
		ticks++;
	for (size_t i = ticks; i < text.len; i++) {
		run = text.at[i] == '`' ? run + 1 : 0;
		if (run == ticks && (i + 1 == text.len || text.at[i + 1] != '`'))
			return i + 1;
	}
	return ticks;
}

/* A link's "](…)" at the front of the text: writes what becomes of it, returns its bytes. */
static size_t
close_link(struct rewriter *rewriter, struct buf *out, size_t open, struct str text)
{
	struct str url, title, address;
	size_t len = take_address(str_skip(text, 1), &url, &title);

	if (len == 0 || url.len == 0)
		return 0;
	address = new_address(rewriter, url);
	if (str_eq(address, url))
		buf_add(out, str_slice(text, 0, len + 1));
	else if (address.len)
		buf_addf(out, "](%.*s%.*s)", STR_ARG(address), STR_ARG(title));
	else
		detach(rewriter, out, open, url);
	return len + 1;
}

static struct str
rewrite(struct rewriter *rewriter, struct str text)
{
	VEC(size_t) open = {0};
	struct str result = text;
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < text.len;) {
		struct str rest = str_skip(text, i);
		size_t len = 1;

		if (rest.at[0] == '`') {
			len = code_span(rest);
		} else if (rest.at[0] == '\\') {
			len = rest.len > 1 ? 2 : 1;
		} else if (rest.at[0] == '[') {
			VEC_PUSH(rewriter->arena, &open, out.len);
		} else if (rest.at[0] == ']' && open.len) {
			size_t start = open.at[--open.len], taken = 0;

			if (str_starts(rest, STR("](")))
				taken = close_link(rewriter, &out, start, rest);
			i += taken;
			if (taken)
				continue;
		}
		buf_add(&out, str_slice(rest, 0, len));
		i += len;
	}
	if (!str_eq(buf_str(&out), text))
		result = arena_dup(rewriter->arena, buf_str(&out));
	buf_release(&out);
	return result;
}

static void
rewrite_line(struct rewriter *rewriter, struct line *line)
{
	struct diag_list *diags = rewriter->diags;

	if (line->kind == LINE_CODE || line->kind == LINE_DEFINITION)
		return;
	rewriter->line = line;
	line->text = rewrite(rewriter, line->text);
	rewriter->diags = NULL; // said already
	line->inner = rewrite(rewriter, line->inner);
	rewriter->diags = diags;
}

static bool
is_id(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_lower(text.at[i]) != text.at[i] ||
		    !(ascii_is_alnum(text.at[i]) || (i && text.at[i] == '-')))
			return false;
	return text.len > 0;
}

/*
 * A list item keeps its {#id} if that is one, and no other item's. In other text, which
 * may go on an item, what is no id is made to stand for itself.
 */
static void
check_id(struct rewriter *rewriter, struct line *line)
{
	struct str inner = line->inner, text = str_trim(line->text), id;

	if (line->kind == LINE_TEXT && line_take_id(&text, &id) && !is_id(id)) {
		line->text = arena_printf(rewriter->arena, "%*s%.*s \\{#%.*s}", (int)line->indent,
					  "", STR_ARG(text), STR_ARG(id));
		return;
	}
	if (line->kind != LINE_ITEM || !line_take_id(&inner, &id))
		return;
	if (is_id(id) && !map_find(&rewriter->ids, id)) {
		map_put(&rewriter->ids, rewriter->arena, id, line);
		return;
	}
	diag_add(rewriter->diags, DIAG_IMPORT_LINK, rewriter->lines->source, line->span,
		 "'%.*s' cannot be an id here and was left out", STR_ARG(id));
	line_take_id(&text, &id);
	line->inner = inner;
	line->text = arena_printf(rewriter->arena, "%*s%.*s", (int)line->indent, "", STR_ARG(text));
}

/* A definition whose address leads nowhere becomes code, which shows it as it was. */
static void
check_definition(struct rewriter *rewriter, struct line *line)
{
	struct str text = str_trim(line->text), url;

	if (line->kind != LINE_DEFINITION || !str_starts(text, STR("[")) ||
	    str_starts(text, STR("[^")))
		return;
	url = str_trim(str_skip(text, str_find(text, STR("]:")) + 2));
	if (str_starts(url, STR("<")))
		url = str_skip(url, 1);
	if (is_allowed(url))
		return;
	rewriter->line = line;
	report(rewriter, str_slice(url, 0, str_find_char(url, ' ')));
	line->kind = LINE_TEXT;
	line->text = arena_printf(rewriter->arena, "`%.*s`", STR_ARG(text));
	line->indent = 0;
}

void
links_rewrite(struct arena *arena, struct line_list *lines, const struct parts *parts,
	      struct diag_list *diags)
{
	struct rewriter rewriter = {.arena = arena, .lines = lines, .parts = parts, .diags = diags};

	find_targets(&rewriter);
	for (size_t i = 0; i < parts->len; i++) {
		const struct part *part = &parts->at[i];
		size_t first = part->heading == NO_LINE ? part->first : (size_t)part->heading;

		rewriter.path = part->path;
		for (size_t k = first; k < part->end; k++) {
			check_definition(&rewriter, &lines->at[k]);
			check_id(&rewriter, &lines->at[k]);
			rewrite_line(&rewriter, &lines->at[k]);
		}
	}
}
