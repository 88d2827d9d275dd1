/*
 * Asks libyaml for events, which cost what the text is long, unlike its documents,
 * and refuses what we do not take. What its error messages mean is left to
 * yaml_problem.c.
 *
 * libyaml's marks count characters, ours bytes: a cursor goes along and turns the
 * one into the other.
 */
#include "data/yaml_token.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { EVENT_LIMIT = 20000, ERROR_LIMIT = 20 };

static bool
is_inner_byte(char c)
{
	return (c & 0xc0) == 0x80;
}

/* Offset of the mark from the top of the source. Marks come almost in order, so this is linear. */
static uint32_t
offset_of(struct yaml_reader *reader, size_t mark)
{
	struct str text = source_slice(reader->source, reader->span);

	while (reader->chars < mark && reader->bytes < text.len) {
		do
			reader->bytes++;
		while (reader->bytes < text.len && is_inner_byte(text.at[reader->bytes]));
		reader->chars++;
	}
	while (reader->chars > mark) {
		do
			reader->bytes--;
		while (is_inner_byte(text.at[reader->bytes]));
		reader->chars--;
	}
	return reader->span.start + (uint32_t)reader->bytes;
}

static struct span
span_of(struct yaml_reader *reader, const yaml_event_t *event)
{
	struct span span;

	span.start = offset_of(reader, event->start_mark.index);
	span.end = offset_of(reader, event->end_mark.index);
	return span;
}

void
yaml_count_error(struct yaml_reader *reader)
{
	if (++reader->nerrors == ERROR_LIMIT)
		reader->stopped = true;
}

void
yaml_refuse(struct yaml_reader *reader, struct span span, const char *what, const char *cure)
{
	struct diag *diag =
	    diag_add(reader->diags, DIAG_YAML_UNSUPPORTED, reader->source, span, "%s", what);

	diag_cure(reader->diags, diag, "%s", cure);
	yaml_count_error(reader);
}

void
yaml_stop_at_limit(struct yaml_reader *reader, uint32_t at, const char *what, int limit)
{
	diag_add(reader->diags, DIAG_YAML_LIMIT, reader->source, (struct span){at, at + 1},
		 "%s; the limit is %d", what, limit);
	reader->nerrors++;
	reader->stopped = true;
}

/* libyaml tells the byte that does not fit, not the one that began the character. */
static void
report_encoding(struct yaml_reader *reader)
{
	struct diag *diag;
	struct span span;
	size_t at = 0;

	utf8_is_valid(source_slice(reader->source, reader->span), &at);
	span.start = reader->span.start + (uint32_t)at;
	span.end = span.start + 1;
	diag = diag_add(reader->diags, DIAG_TEXT_INVALID, reader->source, span,
			"the text is not UTF-8 here");
	diag_cure(reader->diags, diag, "save the file as UTF-8");
}

/* Bytes that are no text; libyaml tells their offset in bytes. */
static void
report_bytes(struct yaml_reader *reader)
{
	uint32_t at = reader->span.start + (uint32_t)reader->parser->problem_offset;
	struct span span = {at, at + 1};
	struct diag *diag;

	if (reader->parser->problem_value == 0) {
		diag = diag_add(reader->diags, DIAG_TEXT_NUL, reader->source, span,
				"the text holds a NUL byte");
		diag_cure(reader->diags, diag, "remove it, or save the file as UTF-8");
	} else if (strstr(reader->parser->problem, "control"))
		diag_add(reader->diags, DIAG_YAML_SYNTAX, reader->source, span,
			 "a control character stands here");
	else
		report_encoding(reader);
}

static void
report_failure(struct yaml_reader *reader)
{
	const yaml_parser_t *parser = reader->parser;
	struct yaml_problem problem = {
	    .source = reader->source,
	    .document = reader->span,
	    .problem = parser->problem ? parser->problem : "",
	    .context = parser->context ? parser->context : "",
	    .last = reader->last,
	    .last_span = reader->last_span,
	};

	reader->stopped = true;
	reader->nerrors++;
	if (parser->error == YAML_MEMORY_ERROR)
		die("out of memory");
	if (parser->error == YAML_READER_ERROR) {
		report_bytes(reader);
		return;
	}
	problem.at = offset_of(reader, parser->problem_mark.index);
	problem.context_at = offset_of(reader, parser->context_mark.index);
	yaml_problem_report(&problem, reader->diags);
}

/* A block scalar's span ends behind its last line feed; a caret should not. */
static struct span
trim_end(const struct yaml_reader *reader, struct span span)
{
	while (span.end > span.start && ascii_is_space(reader->source->text.at[span.end - 1]))
		span.end--;
	return span;
}

static void
refuse_anchor_and_tag(struct yaml_reader *reader, struct span span, const yaml_char_t *anchor,
		      const yaml_char_t *tag)
{
	char first = reader->source->text.at[span.start];

	span.end = span.start + 1;
	if (anchor)
		yaml_refuse(reader, span, "anchors are not accepted",
			    first == '&'
				? "write the value where it is needed; text that starts with "
				  "'&' must be in quotes"
				: "write the value where it is needed");
	if (tag)
		yaml_refuse(reader, span, "tags are not accepted",
			    "leave it out; text that starts with '!' must be in quotes");
}

/* What escapes in quotes can make, and neither HTML nor XML can carry. */
static bool
has_control(struct str text)
{
	for (int32_t c = utf8_next(&text); c >= 0; c = utf8_next(&text))
		if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f || c == 0xfffe ||
		    c == 0xffff)
			return true;
	return false;
}

static void
read_scalar(struct yaml_reader *reader, const yaml_event_t *event, struct yaml_token *token)
{
	struct str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
	yaml_scalar_style_t style = event->data.scalar.style;

	token->quoted = style != YAML_PLAIN_SCALAR_STYLE;
	token->text = arena_dup(reader->arena, text);
	if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE)
		token->span = trim_end(reader, token->span);
	reader->last_span = token->span;
	reader->last =
	    style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE
		? YAML_LAST_QUOTED
		: YAML_LAST_PLAIN;
	refuse_anchor_and_tag(reader, token->span, event->data.scalar.anchor,
			      event->data.scalar.tag);
	if (has_control(text))
		yaml_refuse(reader, token->span, "control characters are not accepted",
			    "leave out escapes such as \\0 and \\e");
}

static enum yaml_kind
kind_of(const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT: return YAML_SCALAR;
	case YAML_ALIAS_EVENT: return YAML_ALIAS;
	case YAML_SEQUENCE_START_EVENT: return YAML_LIST;
	case YAML_SEQUENCE_END_EVENT: return YAML_LIST_END;
	case YAML_MAPPING_START_EVENT: return YAML_MAP;
	case YAML_MAPPING_END_EVENT: return YAML_MAP_END;
	case YAML_DOCUMENT_START_EVENT: return YAML_DOCUMENT;
	case YAML_STREAM_END_EVENT: return YAML_END;
	default: return YAML_OTHER;
	}
}

/* The event as a token, and what may not be in it as diagnostics. */
static void
read_event(struct yaml_reader *reader, const yaml_event_t *event, struct yaml_token *token)
{
	*token = (struct yaml_token){.kind = kind_of(event), .span = span_of(reader, event)};
	switch (event->type) {
	case YAML_SCALAR_EVENT: read_scalar(reader, event, token); break;
	case YAML_ALIAS_EVENT:
		yaml_refuse(reader, token->span, "aliases are not accepted",
			    "write the value out; text that starts with '*' must be in quotes");
		break;
	case YAML_SEQUENCE_START_EVENT:
		token->flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
		refuse_anchor_and_tag(reader, token->span, event->data.sequence_start.anchor,
				      event->data.sequence_start.tag);
		break;
	case YAML_MAPPING_START_EVENT:
		token->flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
		refuse_anchor_and_tag(reader, token->span, event->data.mapping_start.anchor,
				      event->data.mapping_start.tag);
		break;
	case YAML_DOCUMENT_START_EVENT:
		if (event->data.document_start.version_directive ||
		    event->data.document_start.tag_directives.start !=
			event->data.document_start.tag_directives.end)
			yaml_refuse(reader, token->span, "directives are not accepted",
				    "remove the line that starts with '%'");
		break;
	default: break;
	}
}

bool
yaml_reader_next(struct yaml_reader *reader, struct yaml_token *token)
{
	yaml_event_t event;

	if (reader->stopped)
		return false;
	if (++reader->ntokens > EVENT_LIMIT) {
		yaml_stop_at_limit(reader, reader->last_span.start, "too many values and brackets",
				   EVENT_LIMIT);
		return false;
	}
	if (!yaml_parser_parse(reader->parser, &event)) {
		report_failure(reader);
		return false;
	}
	read_event(reader, &event, token);
	yaml_event_delete(&event);
	return true;
}

/* libyaml would take a byte order mark for a column of the first line. */
static struct span
without_mark(struct str text, struct span span)
{
	if (str_starts(text, STR("\xef\xbb\xbf"))) {
		text.len -= 3;
		span.start += 3;
	}
	span.end = span.start + (uint32_t)text.len;
	return span;
}

void
yaml_reader_open(struct yaml_reader *reader, struct arena *arena, const struct source *source,
		 struct span span, struct diag_list *diags)
{
	struct str text;

	*reader = (struct yaml_reader){.arena = arena, .source = source, .diags = diags};
	reader->span = without_mark(source_slice(source, span), span);
	reader->last_span = reader->span;
	reader->parser = alloc_or_die(1, sizeof(*reader->parser));
	if (!yaml_parser_initialize(reader->parser))
		die("out of memory");
	text = source_slice(source, reader->span);
	yaml_parser_set_encoding(reader->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(reader->parser,
				     (const unsigned char *)(text.at ? text.at : ""), text.len);
}

void
yaml_reader_close(struct yaml_reader *reader)
{
	yaml_parser_delete(reader->parser);
	free(reader->parser);
}
