/* Entries: the marker is the section's, the words are the author's. */
#include "import/entry.h"

#include "base/arena.h"
#include "base/buf.h"
#include "roadmap/amount.h"
#include "roadmap/line.h"
#include "roadmap/text.h"

static bool
has_boxes(enum role role)
{
	return role == ROLE_TASKS || role == ROLE_ETHICS || role == ROLE_STRETCH ||
	       role == ROLE_SELF_ASSESSMENT;
}

void
entry_gap(struct buf *out)
{
	if (out->len >= 2 && !str_ends(buf_str(out), STR("\n\n")))
		buf_add_char(out, '\n');
}

static const struct str joints[] = {STR_INIT(": "), STR_INIT(" - "), STR_INIT(" – "),
				    STR_INIT(" — ")};

/* "Title: https://…" and "Title - https://…" as a link; other text as it is. */
static struct str
link_of(struct arena *arena, struct str text)
{
	size_t at = str_find(text, STR("http"));
	struct str url = str_trim(str_skip(text, at)), before = str_slice(text, 0, at);

	if (!(str_starts(url, STR("http://")) || str_starts(url, STR("https://"))) ||
	    str_find_char(url, ' ') < url.len || str_find_char(before, '[') < before.len ||
	    str_find_char(url, ')') < url.len)
		return text;
	for (size_t i = 0; i < sizeof(joints) / sizeof(joints[0]); i++)
		if (str_ends(before, joints[i]) && before.len > joints[i].len)
			return arena_printf(arena, "[%.*s](%.*s)", (int)(at - joints[i].len),
					    text.at, STR_ARG(url));
	return text;
}

/* "[Title](…) - a course" with the colon that facts and advice stand behind. */
static struct str
facts_of(struct arena *arena, struct str text, bool free)
{
	size_t at = str_find(text, STR("](")), end = at + str_find_char(str_skip(text, at), ')');
	struct str link = str_slice(text, 0, end + 1), behind = str_skip(text, end + 1);

	if (!str_starts(text, STR("[")) || end >= text.len)
		return text;
	if (behind.len == 0 && free)
		return arena_printf(arena, "%.*s: free", STR_ARG(link));
	for (size_t i = 1; i < sizeof(joints) / sizeof(joints[0]); i++)
		if (str_starts(behind, joints[i]))
			return arena_printf(arena, "%.*s: %.*s", STR_ARG(link),
					    STR_ARG(str_skip(behind, joints[i].len)));
	if (str_starts(behind, STR(" (")) && str_ends(behind, STR(")")))
		return arena_printf(arena, "%.*s: %.*s", STR_ARG(link), (int)behind.len - 3,
				    behind.at + 2);
	return text;
}

static void
put_marker(enum role role, enum check_state check, struct tally *tally, struct buf *out)
{
	if (role == ROLE_INTERVIEW)
		buf_addf(out, "%zu. ", tally->nentries + 1);
	else
		buf_add(out, STR("- "));
	if (has_boxes(role))
		buf_add(out, check == CHECK_DONE ? STR("[x] ") : STR("[ ] "));
}

void
entry_write(struct arena *arena, enum role role, struct str text, enum check_state check,
	    struct tally *tally, struct buf *out)
{
	struct amount amount = {0};
	bool timed = role == ROLE_TASKS && amount_take(arena, text, &text, &amount);

	if (role == ROLE_RESOURCES || role == ROLE_MY_RESOURCES)
		text = facts_of(arena, link_of(arena, text), tally->free);
	put_marker(role, check, tally, out);
	buf_add(out, text);
	if (timed)
		buf_addf(out, " (%.*s)", STR_ARG(amount.text));
	buf_add_char(out, '\n');
	tally->nentries++;
	tally->hours += amount.hours;
}

void
entry_copy(const struct line_list *lines, size_t first, size_t end, size_t strip, size_t add,
	   struct buf *out)
{
	for (size_t i = first; i < end; i++) {
		const struct line *line = &lines->at[i];
		struct str text = str_skip(line->text, line->indent);
		size_t indent = line->indent > strip ? line->indent - strip : 0;

		if (line->kind == LINE_DEFINITION || line->kind == LINE_UNDERLINE)
			continue;
		if (str_trim(text).len == 0)
			buf_add_char(out, '\n');
		else if (line->kind == LINE_HEADING)
			buf_addf(out, "### %.*s\n", STR_ARG(line->inner));
		else
			buf_addf(out, "%*s%.*s\n", (int)(indent + add), "", STR_ARG(text));
	}
}

void
entry_copy_text(const struct line_list *lines, size_t first, size_t end, struct buf *out)
{
	size_t indent = first < end ? lines->at[first].indent : 0;

	entry_copy(lines, first, end, indent < 4 ? indent : 0, 0, out);
}

/* The entry's further lines, moved to where its marker wants them. */
static void
copy_children(const struct line_list *lines, size_t item, size_t end, enum role role,
	      struct buf *out)
{
	const struct line *line = &lines->at[item];
	size_t offset = role == ROLE_INTERVIEW ? 3 : 2, strip = line->offset;

	for (size_t i = item + 1; i < end; i++)
		if (lines->at[i].kind != LINE_BLANK && lines->at[i].indent > line->indent &&
		    lines->at[i].indent < strip)
			strip = lines->at[i].indent; // "1. a" with text below at two columns
	entry_copy(lines, item + 1, end, strip, offset, out);
}

static void
copy_text(const struct line_list *lines, size_t first, size_t end, struct tally *tally,
	  struct buf *out)
{
	line_list_trim(lines, &first, &end);
	if (first == end)
		return;
	entry_gap(out);
	for (size_t i = first; i < end; i++)
		tally->has_row = tally->has_row || line_is_row(&lines->at[i]);
	entry_copy_text(lines, first, end, out);
	entry_gap(out);
}

void
entries_write(struct arena *arena, const struct line_list *lines, size_t first, size_t end,
	      enum role role, struct tally *tally, struct buf *out)
{
	for (size_t i = first; i < end;) {
		const struct line *line = &lines->at[i];
		size_t next;

		if (line->kind == LINE_ITEM) {
			next = line_item_end(lines, i, end);
			entry_write(arena, role, line->inner, line->check, tally, out);
			copy_children(lines, i, next, role, out);
		} else {
			next = line_list_item(lines, i, end);
			copy_text(lines, i, next, tally, out);
		}
		i = next;
	}
}

size_t
entries_end(const struct line_list *lines, size_t first, size_t end)
{
	size_t i = first;

	while (i < end && lines->at[i].kind == LINE_ITEM) {
		size_t next;

		first = line_item_end(lines, i, end);
		for (next = first; next < end && lines->at[next].kind == LINE_BLANK; next++)
			continue;
		i = next;
	}
	return first;
}

enum role
entries_guess(struct arena *arena, const struct line_list *lines, size_t first, size_t end)
{
	size_t n = 0, boxes = 0, timed = 0, links = 0;

	for (size_t i = first; i < end;) {
		const struct line *line = &lines->at[i];
		struct amount amount;
		struct str rest;

		if (line->kind != LINE_ITEM) {
			i++;
			continue;
		}
		n++;
		boxes += line->check != CHECK_NONE;
		timed += amount_take(arena, line->inner, &rest, &amount);
		links += str_has(line->inner, STR("](")) || str_has(line->inner, STR("http"));
		i = line_item_end(lines, i, end);
	}
	if (boxes || timed * 2 > n)
		return ROLE_TASKS;
	return links == n ? ROLE_RESOURCES : ROLE_NONE;
}
