/* What the formats have in common. */
#include "findings/formats.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "data/value.h"
#include "findings/finding.h"
#include "findings/repository.h"

struct value *
json_text(struct arena *arena, struct str text)
{
	struct value *string;
	struct buf valid;
	size_t bad_at;

	if (utf8_is_valid(text, &bad_at))
		return value_string(arena, text);
	buf_init(&valid);
	while (!utf8_is_valid(text, &bad_at)) {
		buf_add(&valid, str_slice(text, 0, bad_at));
		buf_addf(&valid, "\\x%02X", (unsigned)(unsigned char)text.at[bad_at]);
		text = str_skip(text, bad_at + 1);
	}
	buf_add(&valid, text);
	string = value_string(arena, arena_dup(arena, buf_str(&valid)));
	buf_release(&valid);
	return string;
}

void
json_put_value(struct buf *out, const struct value *value, enum json_style style)
{
	struct str rest, from;
	struct buf json;

	buf_init(&json);
	json_write(&json, value, style);
	rest = from = buf_str(&json);
	while (rest.len) {
		struct str before = rest;
		int32_t code_point = utf8_next(&rest);

		/* Beyond ASCII there is nothing outside of strings; in ASCII it is done. */
		if (code_point < 0x7f || !utf8_is_hidden(code_point))
			continue;
		buf_add(out, str_slice(from, 0, from.len - before.len));
		buf_addf(out, "\\u%04x", (unsigned)code_point);
		from = rest;
	}
	buf_add(out, from);
	buf_release(&json);
}

struct str
telling_path(const struct telling *telling, const struct finding *finding)
{
	struct str path = finding->path.len ? finding->path : telling->home;

	return repository_path(telling->arena, telling->repository, path);
}

struct str
rule_page(const struct telling *telling, const struct finding *finding)
{
	struct str doc = {0};

	if (!finding->diag->rule.len)
		return str_from(diag_catalogue[finding->diag->code].page);
	if (telling->doc_of)
		doc = telling->doc_of(telling->doc_context, finding->rule);
	return doc.len ? doc : finding->diag->text;
}

struct str
rule_summary(const struct telling *telling, const struct finding *finding)
{
	struct str page = rule_page(telling, finding), line, summary = {0};
	size_t end = 0;

	while (end + 1 < page.len && (page.at[end] != '.' || !ascii_is_space(page.at[end + 1])))
		end++;
	page = str_slice(page, 0, end + 1);
	while (str_split(&page, '\n', &line))
		summary = arena_printf(telling->arena, "%.*s%s%.*s", STR_ARG(summary),
				       summary.len ? " " : "", STR_ARG(line));
	return summary;
}
