/*
 * A table from libyaml's words to ours. Each row's function looks at the text
 * around the place, because libyaml often notices far behind the mistake; one
 * that finds another cause than it knows passes the problem on to the next row.
 */
#include "data/yaml_problem.h"

#include "base/diag.h"

#include <string.h>

enum { NESTING = 64, CURE_TEXT = 80 };

/* The line of a place, as offsets from the top of the source, within the document. */
static struct span
line_of(const struct yaml_problem *p, uint32_t at)
{
	struct str text = p->source->text;
	struct span line = {at, at};

	while (line.start > p->document.start && text.at[line.start - 1] != '\n' &&
	       text.at[line.start - 1] != '\r')
		line.start--;
	while (line.end < p->document.end && text.at[line.end] != '\n' && text.at[line.end] != '\r')
		line.end++;
	return line;
}

static char
char_at(const struct yaml_problem *p, uint32_t at)
{
	return at < p->document.end ? p->source->text.at[at] : '\0';
}

static struct span
trimmed(const struct yaml_problem *p, struct span span)
{
	while (span.end > span.start && ascii_is_space(char_at(p, span.end - 1)))
		span.end--;
	while (span.start < span.end && ascii_is_space(char_at(p, span.start)))
		span.start++;
	return span;
}

/* From the place to the end of its line. */
static struct span
rest_of_line(const struct yaml_problem *p, uint32_t at)
{
	return trimmed(p, (struct span){at, line_of(p, at).end});
}

static struct str
text_of(const struct yaml_problem *p, struct span span)
{
	return source_slice(p->source, span);
}

static bool
same_line(const struct yaml_problem *p, uint32_t a, uint32_t b)
{
	return line_of(p, a).start == line_of(p, b).start;
}

/* The value behind the first ": " of the line that holds the place; empty when there is none. */
static struct span
value_on_line(const struct yaml_problem *p, uint32_t at)
{
	struct span line = line_of(p, at);
	size_t colon = str_find(text_of(p, line), STR(": "));

	if (line.start + colon >= at)
		return (struct span){at, at};
	return trimmed(p, (struct span){line.start + (uint32_t)colon + 2, line.end});
}

/* The text in the quotes that need the least escaping. */
static struct str
quoted(struct diag_list *diags, struct str text)
{
	if (!str_has(text, STR("\"")) && !str_has(text, STR("\\")))
		return arena_printf(&diags->arena, "\"%.*s\"", STR_ARG(text));
	if (!str_has(text, STR("'")))
		return arena_printf(&diags->arena, "'%.*s'", STR_ARG(text));
	return (struct str){0};
}

/* The cure for text that must be in quotes: the line as it should be, where that is plain. */
static void
cure_by_quotes(const struct yaml_problem *p, struct diag *diag, struct span text,
	       struct diag_list *diags)
{
	struct span line = line_of(p, text.start);
	struct span before = trimmed(p, (struct span){line.start, text.start});
	struct str words = quoted(diags, text_of(p, text));

	if (words.len == 0 || words.len > CURE_TEXT || before.end - before.start > CURE_TEXT ||
	    char_at(p, before.end - 1) != ':') {
		diag_cure(diags, diag, "put the text in quotes");
		return;
	}
	diag_cure(diags, diag, "write %.*s %.*s", STR_ARG(text_of(p, before)), STR_ARG(words));
}

static bool
report_colon(const struct yaml_problem *p, struct diag_list *diags)
{
	struct span value = value_on_line(p, p->at);
	char first = char_at(p, value.start);
	struct diag *diag;

	if (value.start == value.end || first == '"' || first == '\'' || value.start > p->at)
		return false;
	diag = diag_add(diags, DIAG_YAML_SYNTAX, p->source, value,
			"text with ': ' in it must be in quotes");
	cure_by_quotes(p, diag, value, diags);
	return true;
}

static bool
report_deeper_line(const struct yaml_problem *p, struct diag_list *diags)
{
	struct span line = line_of(p, p->at);
	struct span key = trimmed(p, (struct span){line.start, p->at});
	struct diag *diag;

	if (key.start == line.start || key.start >= key.end)
		return false;
	diag = diag_add(diags, DIAG_YAML_SYNTAX, p->source, key,
			"'%.*s' is indented deeper than its neighbours", STR_ARG(text_of(p, key)));
	diag_cure(diags, diag, "start it in the same column as the key above");
	return true;
}

static struct diag *
add_open_quote(const struct yaml_problem *p, uint32_t quote, struct diag_list *diags)
{
	struct diag *diag = diag_add(diags, DIAG_YAML_SYNTAX, p->source, rest_of_line(p, quote),
				     "the quote is not closed on its line");

	diag_cure(diags, diag, "put a closing %c at the end of the text", char_at(p, quote));
	return diag;
}

static bool
report_endless_quote(const struct yaml_problem *p, struct diag_list *diags)
{
	add_open_quote(p, p->context_at, diags);
	return true;
}

/* A quoted text that took in the lines up to the next quote. */
static bool
report_open_quote(const struct yaml_problem *p, struct diag_list *diags)
{
	struct span text = p->last_span;
	struct diag *diag;

	if (p->last != YAML_LAST_QUOTED || same_line(p, text.start, text.end))
		return false;
	diag = add_open_quote(p, text.start, diags);
	diag_note(diags, diag, p->source, (struct span){text.end - 1, text.end},
		  "so the text goes on to this quote");
	return true;
}

static bool
report_behind_quote(const struct yaml_problem *p, struct diag_list *diags)
{
	struct diag *diag;

	if (p->last != YAML_LAST_QUOTED || !same_line(p, p->last_span.end, p->at))
		return false;
	diag = diag_add(diags, DIAG_YAML_SYNTAX, p->source, rest_of_line(p, p->at),
			"text goes on behind the closing quote");
	if (char_at(p, p->last_span.start) == '\'')
		diag_cure(diags, diag,
			  "put the whole text in double quotes, or write each ' inside it twice");
	else
		diag_cure(
		    diags, diag,
		    "put the whole text in single quotes, or write each \" inside it as \\\"");
	return true;
}

static bool
report_behind_bracket(const struct yaml_problem *p, struct diag_list *diags)
{
	struct span text = rest_of_line(p, p->last_span.start);
	struct diag *diag;

	if (p->last != YAML_LAST_FLOW || !same_line(p, p->last_span.start, p->at))
		return false;
	diag = diag_add(diags, DIAG_YAML_SYNTAX, p->source, text,
			"text that starts with '%c' must be in quotes", char_at(p, text.start));
	cure_by_quotes(p, diag, text, diags);
	return true;
}

/* Behind the quoted text that starts at the place. */
static uint32_t
skip_quoted(const struct yaml_problem *p, uint32_t at)
{
	char quote = char_at(p, at);

	for (at++; at < p->document.end && char_at(p, at) != quote; at++)
		if (quote == '"' && char_at(p, at) == '\\')
			at++;
	return at;
}

/* Does the bracket at the place have its partner? Quoted text is passed over. */
static bool
is_closed(const struct yaml_problem *p, uint32_t at)
{
	char open[NESTING], last = '[';
	size_t depth = 0;

	for (; at < p->document.end; at++) {
		char c = char_at(p, at);

		if ((c == '"' || c == '\'') && strchr("[{,: ", last)) {
			at = skip_quoted(p, at);
		} else if (c == '[' || c == '{') {
			if (depth == NESTING)
				return true;
			open[depth++] = c;
		} else if (c == ']' || c == '}') {
			if (open[--depth] != (c == ']' ? '[' : '{'))
				return false;
			if (depth == 0)
				return true;
		}
		last = c;
	}
	return false;
}

static bool
report_open_bracket(const struct yaml_problem *p, struct diag_list *diags)
{
	char open = char_at(p, p->context_at);
	struct diag *diag;

	if ((open != '[' && open != '{') || is_closed(p, p->context_at))
		return false;
	diag =
	    diag_add(diags, DIAG_YAML_SYNTAX, p->source,
		     (struct span){p->context_at, p->context_at + 1}, "'%c' is never closed", open);
	diag_cure(diags, diag, "put '%c' behind its last item", open == '[' ? ']' : '}');
	return true;
}

static bool
report_no_comma(const struct yaml_problem *p, struct diag_list *diags)
{
	bool is_list = strstr(p->context, "sequence");
	struct diag *diag =
	    diag_add(diags, DIAG_YAML_SYNTAX, p->source, (struct span){p->at, p->at + 1},
		     "neither ',' nor '%c' stands here, inside of '%c'", is_list ? ']' : '}',
		     is_list ? '[' : '{');

	diag_cure(diags, diag,
		  "put a ',' between the items; text with ',' or ':' in it needs quotes");
	return true;
}

static bool
report_tab(const struct yaml_problem *p, struct diag_list *diags)
{
	struct span line = line_of(p, p->at), tabs = {p->at, p->at};
	struct span before = trimmed(p, (struct span){line.start, p->at});
	struct diag *diag;

	while (char_at(p, tabs.end) == '\t')
		tabs.end++;
	if (tabs.start == tabs.end)
		return false;
	diag = diag_add(diags, DIAG_YAML_SYNTAX, p->source, tabs,
			before.start == before.end ? "a tab is used for indentation"
						   : "a tab stands where a space belongs");
	diag_cure(diags, diag, "use spaces; two for each level are enough");
	return true;
}

/* Text whose first byte means something to YAML. */
static bool
report_first_char(const struct yaml_problem *p, struct diag_list *diags)
{
	struct span text = rest_of_line(p, p->context[0] ? p->context_at : p->at);
	struct diag *diag;

	if (text.start == text.end || !ascii_is_punct(char_at(p, text.start)))
		return false;
	diag = diag_add(diags, DIAG_YAML_SYNTAX, p->source, text,
			"text that starts with '%c' must be in quotes", char_at(p, text.start));
	cure_by_quotes(p, diag, text, diags);
	return true;
}

static bool
report_no_colon(const struct yaml_problem *p, struct diag_list *diags)
{
	struct span span = rest_of_line(p, p->context_at);
	struct str line = text_of(p, span);
	size_t colon = str_find_char(line, ':');
	struct diag *diag;

	if (colon > 0 && colon < line.len) {
		diag = diag_add(diags, DIAG_YAML_SYNTAX, p->source,
				(struct span){span.start, span.start + (uint32_t)colon + 1},
				"no space behind the colon of '%.*s'",
				STR_ARG(str_slice(line, 0, colon)));
		diag_cure(diags, diag, "write '%.*s: %.*s'", STR_ARG(str_slice(line, 0, colon)),
			  STR_ARG(str_slice(line, colon + 1, colon + 1 + CURE_TEXT)));
		return true;
	}
	diag = diag_add(diags, DIAG_YAML_SYNTAX, p->source, span, "the line has no key");
	diag_cure(
	    diags, diag,
	    "put a key with ':' before it; a line that goes on from the one above is indented");
	return true;
}

/* A block map goes on with something that is no key in its column. */
static bool
report_no_key(const struct yaml_problem *p, struct diag_list *diags)
{
	struct span line = trimmed(p, line_of(p, p->at));
	char first = char_at(p, p->at);
	struct diag *diag;

	if (first == '-' && ascii_is_space(char_at(p, p->at + 1))) {
		diag = diag_add(diags, DIAG_YAML_SYNTAX, p->source, line,
				"a list item stands where a key is wanted");
		diag_cure(diags, diag, "put the items below a key of their own");
	} else if (first == ':') {
		diag = diag_add(diags, DIAG_YAML_SYNTAX, p->source, (struct span){p->at, p->at + 1},
				"no key stands before ':'");
	} else {
		diag = diag_add(diags, DIAG_YAML_SYNTAX, p->source, line,
				"the indentation of the line fits none above it");
		diag_cure(diags, diag,
			  "start the line in the same column as the other keys of its map");
	}
	return true;
}

static bool
report_no_dash(const struct yaml_problem *p, struct diag_list *diags)
{
	struct diag *diag =
	    diag_add(diags, DIAG_YAML_SYNTAX, p->source, trimmed(p, line_of(p, p->at)),
		     "a line among list items does not start with '- '");

	diag_cure(diags, diag, "put '- ' before it, or indent what belongs to the item above");
	return true;
}

static bool
report_stray(const struct yaml_problem *p, struct diag_list *diags)
{
	char c = char_at(p, p->at);

	if (c == ']' || c == '}' || c == ',') {
		diag_add(diags, DIAG_YAML_SYNTAX, p->source, (struct span){p->at, p->at + 1},
			 c == ',' ? "nothing stands before '%c'" : "'%c' closes nothing", c);
		return true;
	}
	return false;
}

static bool
report_escape(const struct yaml_problem *p, struct diag_list *diags)
{
	uint32_t backslash = p->at;
	struct diag *diag;

	while (backslash > p->context_at && char_at(p, backslash) != '\\')
		backslash--;
	if (char_at(p, backslash) != '\\')
		return false;
	diag = diag_add(diags, DIAG_YAML_SYNTAX, p->source, (struct span){backslash, backslash + 2},
			"'%.*s' means nothing in double quotes",
			STR_ARG(text_of(p, (struct span){backslash, backslash + 2})));
	diag_cure(diags, diag, "write \\\\ for a backslash, or use single quotes");
	return true;
}

static bool
report_document_end(const struct yaml_problem *p, struct diag_list *diags)
{
	diag_add(diags, DIAG_YAML_UNSUPPORTED, p->source, rest_of_line(p, p->at),
		 "text stands behind the end of the document");
	return true;
}

static bool
report_as_it_is(const struct yaml_problem *p, struct diag_list *diags)
{
	diag_add(diags, DIAG_YAML_SYNTAX, p->source, (struct span){p->at, p->at + 1},
		 "the YAML could not be read: %s", p->problem);
	return true;
}

/* The first row whose words occur and whose function knows the case reports. */
static const struct rule {
	const char *context, *problem; // parts of libyaml's words; "" is any
	bool (*report)(const struct yaml_problem *p, struct diag_list *diags);
} rules[] = {
    {"", "tab character", report_tab},
    {"", "cannot start any token", report_tab},
    {"", "cannot start any token", report_first_char},
    {"", "mapping values are not allowed", report_colon},
    {"", "mapping values are not allowed", report_behind_quote},
    {"", "mapping values are not allowed", report_deeper_line},
    {"quoted scalar", "end of stream", report_endless_quote},
    {"quoted scalar", "document indicator", report_endless_quote},
    {"quoted scalar", "", report_escape},
    {"", "entries are not allowed", report_first_char},
    {"", "keys are not allowed", report_first_char},
    {"scanning an a", "", report_first_char}, // an alias, an anchor
    {"scanning a block scalar", "comment or line break", report_first_char},
    {"a directive", "", report_first_char},
    {"a tag", "", report_first_char},
    {"", "tag handle", report_first_char},
    {"simple key", "", report_no_colon},
    {"parsing a flow", "expected ','", report_open_bracket},
    {"", "did not find expected", report_open_quote},
    {"", "did not find expected", report_behind_quote},
    {"parsing a flow", "expected ','", report_no_comma},
    {"block", "expected key", report_behind_bracket},
    {"block", "expected key", report_no_key},
    {"", "expected '-'", report_no_dash},
    {"", "node content", report_stray},
    {"", "<document start>", report_document_end},
    {"", "", report_as_it_is},
};

void
yaml_problem_report(const struct yaml_problem *problem, struct diag_list *diags)
{
	for (const struct rule *rule = rules;; rule++)
		if (strstr(problem->context, rule->context) &&
		    strstr(problem->problem, rule->problem) && rule->report(problem, diags))
			return;
}
