/* Only fences are looked for; what is between them is the YAML reader's. */
#include "document/front_matter.h"

#include "base/diag.h"

enum { FRONT_MATTER_LONGEST = 64 * 1024 };

/* The line at `at`, without trailing blanks and line end; *next is the one behind it. */
static struct str
line_at(struct str text, size_t at, size_t *next)
{
	size_t end = at;
	struct str line;

	while (end < text.len && text.at[end] != '\n' && text.at[end] != '\r')
		end++;
	line = str_slice(text, at, end);
	*next = end;
	if (*next < text.len && text.at[*next] == '\r')
		++*next;
	if (*next < text.len && text.at[*next] == '\n' && (*next == end || *next == end + 1))
		++*next;
	while (line.len && ascii_is_space(line.at[line.len - 1]))
		line.len--;
	return line;
}

/* Start of the line `---` that ends the front matter; the text's length when there is none. */
static size_t
find_end(struct str text, size_t at, size_t *behind)
{
	while (at < text.len) {
		size_t next;

		if (str_eq(line_at(text, at, &next), STR("---"))) {
			*behind = next;
			return at;
		}
		at = next;
	}
	*behind = text.len;
	return text.len;
}

bool
front_matter_find(const struct source *source, struct front_matter *out, struct diag_list *diags)
{
	struct str text = source->text;
	size_t start = str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0, first, end, behind;
	struct diag *diag;

	*out = (struct front_matter){.body = {(uint32_t)start, (uint32_t)text.len}};
	if (!str_eq(line_at(text, start, &first), STR("---")))
		return true;
	out->present = true;
	end = find_end(text, first, &behind);
	out->body.start = (uint32_t)behind;
	if (end == text.len) {
		diag = diag_add(diags, DIAG_FRONT_MATTER_OPEN, source,
				(struct span){(uint32_t)start, (uint32_t)start + 3},
				"the front matter is not ended");
		diag_cure(diags, diag, "put a line '---' behind it");
		return false;
	}
	out->yaml = (struct span){(uint32_t)first, (uint32_t)end};
	if (end - first <= FRONT_MATTER_LONGEST)
		return true;
	diag_add(diags, DIAG_YAML_LIMIT, source,
		 (struct span){(uint32_t)start, (uint32_t)start + 3},
		 "the front matter is longer than %d bytes", FRONT_MATTER_LONGEST);
	return false;
}
