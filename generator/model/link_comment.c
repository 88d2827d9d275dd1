/* Comments that say which links are not checked. */
#include "model/link_comment.h"

#include "base/diag.h"
#include "markdown/node.h"

/* The line that holds the offset, or the one behind it, without its end. */
static struct span
line_at(const struct source *source, uint32_t offset, bool next)
{
	struct str text = source->text;
	size_t start = offset, end;

	while (start > 0 && text.at[start - 1] != '\n')
		start--;
	end = start + str_find_char(str_skip(text, start), '\n');
	if (next) {
		start = end + (end < text.len);
		end = start + str_find_char(str_skip(text, start), '\n');
	}
	return (struct span){(uint32_t)start, (uint32_t)end};
}

static void
switch_off(struct link_comments *comments, struct arena *arena, struct span place)
{
	struct span span = {place.end, UINT32_MAX};

	if (!comments->off)
		VEC_PUSH(arena, &comments->ignored, span);
	comments->off = true;
}

static void
switch_on(struct link_comments *comments, struct span place)
{
	for (size_t i = comments->ignored.len; comments->off && i-- > 0;)
		if (comments->ignored.at[i].end == UINT32_MAX)
			comments->ignored.at[i].end = place.start;
	comments->off = false;
}

static void
report(const struct source *source, struct span place, struct str word, struct diag_list *diags)
{
	static const struct str words[] = {STR_INIT("off"), STR_INIT("on"), STR_INIT("ignore-line"),
					   STR_INIT("ignore-next-line")};
	struct str near = diag_nearest(word, words, sizeof(words) / sizeof(words[0]));
	struct diag *diag = diag_add(diags, DIAG_LINK_COMMENT, source, place,
				     "a comment for links cannot say '%.*s'", STR_ARG(word));

	if (near.len)
		diag_cure(diags, diag, "did you mean '%.*s'?", STR_ARG(near));
	else
		diag_cure(diags, diag, "write off, on, ignore-line or ignore-next-line");
}

/* `said` is what stands in the comment. */
static void
obey(struct link_comments *comments, struct arena *arena, const struct source *source,
     struct span place, struct str said, struct diag_list *diags)
{
	struct str links = STR("links:"), word;

	if (!str_starts(said, links))
		return;
	said = str_trim(str_skip(said, links.len));
	word = str_slice(said, 0, str_find_char(said, ' '));
	if (str_eq(word, STR("off")))
		switch_off(comments, arena, place);
	else if (str_eq(word, STR("on")))
		switch_on(comments, place);
	else if (str_eq(word, STR("ignore-line")))
		VEC_PUSH(arena, &comments->ignored, line_at(source, place.start, false));
	else if (str_eq(word, STR("ignore-next-line")))
		VEC_PUSH(arena, &comments->ignored, line_at(source, place.end - 1, true));
	else
		report(source, place, word, diags);
}

void
link_comments_read(struct link_comments *comments, struct arena *arena, const struct source *source,
		   const struct node *node, struct diag_list *diags)
{
	struct str open = STR("<!--"), close = STR("-->"), rest = node->text;
	bool is_here = str_starts(source_slice(source, node->span), rest);

	while (str_find(rest, open) < rest.len) {
		size_t start = str_find(rest, open), len;
		struct span place = node->span;
		struct str said;

		rest = str_skip(rest, start);
		len = str_find(rest, close);
		said = str_trim(str_slice(rest, open.len, len));
		len = len < rest.len ? len + close.len : len;
		/* In quotes and lists a block's bytes are not those of the file. */
		if (is_here) {
			place.start += (uint32_t)(rest.at - node->text.at);
			place.end = place.start + (uint32_t)len;
		}
		rest = str_skip(rest, len);
		obey(comments, arena, source, place, said, diags);
	}
}

bool
link_comments_ignore(const struct link_comments *comments, struct span span)
{
	for (size_t i = 0; i < comments->ignored.len; i++) {
		struct span ignored = comments->ignored.at[i];

		if (span.start >= ignored.start && span.start < ignored.end)
			return true;
	}
	return false;
}
