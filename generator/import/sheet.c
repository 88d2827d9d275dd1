/* Pages: the lines as they are, with headings on the level that their page wants. */
#include "import/sheet.h"

#include "base/buf.h"
#include "data/yaml_write.h"
#include "roadmap/line.h"
#include "roadmap/part.h"

enum { LEVEL_LAST = 6 };

static int
highest_level(const struct line_list *lines, size_t first, size_t end)
{
	int level = LEVEL_LAST;

	for (size_t i = first; i < end; i++)
		if (lines->at[i].kind == LINE_HEADING && lines->at[i].level < level)
			level = lines->at[i].level;
	return level;
}

static void
put_line(const struct line *line, int shift, struct buf *out)
{
	int level = line->level + shift;

	switch (line->kind) {
	case LINE_UNDERLINE:
	case LINE_DEFINITION: break; // definitions stand at the end of the pages that use them
	case LINE_HEADING:
		level = level < 2 ? 2 : level > LEVEL_LAST ? LEVEL_LAST : level;
		buf_addf(out, "%.*s %.*s\n", level, "######", STR_ARG(line->inner));
		break;
	default: buf_addf(out, "%.*s\n", STR_ARG(line->text));
	}
}

void
sheet_copy(const struct line_list *lines, size_t first, size_t end, int level, struct buf *out)
{
	int shift;

	line_list_trim(lines, &first, &end);
	shift = level - highest_level(lines, first, end);
	for (size_t i = first; i < end; i++)
		put_line(&lines->at[i], shift, out);
}

void
sheet_write(const struct line_list *lines, const struct part *part, size_t order, struct buf *out)
{
	buf_add(out, STR("---\ntitle: "));
	yaml_quote(out, part->title);
	buf_addf(out, "\norder: %zu\n---\n\n", order);
	if (line_has_link(&lines->at[part->heading])) // a title is plain text
		buf_addf(out, "%.*s\n\n", STR_ARG(lines->at[part->heading].inner));
	sheet_copy(lines, part->first, part->end, 2, out);
}
