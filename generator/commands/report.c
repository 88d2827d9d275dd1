/* Diagnostics in the format asked for. */
#include "commands/report.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "commands/command.h"
#include "data/json.h"
#include "data/value.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
choose(const struct options *options, const char *name, const char *const *choices, int *out)
{
	const char *text = option_text(options, name);

	*out = 0;
	if (!text)
		return true;
	for (int i = 0; choices[i]; i++) {
		*out = i;
		if (strcmp(choices[i], text) == 0)
			return true;
	}
	command_usage_error(NULL, "'--%s' does not know '%s'", name, text);
	return false;
}

static bool
terminal_has_color(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && !getenv("NO_COLOR") && term && strcmp(term, "dumb") != 0;
}

bool
report_init(const struct options *options, struct report *report)
{
	static const char *const formats[] = {"text", "json", "github", NULL};
	static const char *const colors[] = {"auto", "always", "never", NULL};
	int format, color;

	if (!choose(options, "format", formats, &format) ||
	    !choose(options, "color", colors, &color))
		return false;
	report->format = (enum report_format)format;
	report->color = color == 1 || (color == 0 && terminal_has_color());
	report->quiet = option_given(options, "quiet");
	return true;
}

static const char *
level_name(const struct diag *diag)
{
	static const char *const names[] = {[DIAG_NOTE] = "note",
					    [DIAG_WARNING] = "warning",
					    [DIAG_ERROR] = "error",
					    [DIAG_FATAL] = "error"};

	return names[diag->level];
}

static struct str
diag_path(const struct diag *diag)
{
	return diag->place.source ? diag->place.source->path : diag->path;
}

/* What was written, which need not be UTF-8 as JSON must: names of files, decoded addresses. */
static struct value *
valid_string(struct arena *arena, struct str text)
{
	struct value *string;
	struct buf valid;

	buf_init(&valid);
	for (int32_t c = utf8_next(&text); c >= 0; c = utf8_next(&text))
		utf8_put(&valid, c);
	string = value_string(arena, arena_dup(arena, buf_str(&valid)));
	buf_release(&valid);
	return string;
}

static struct value *
diag_to_value(struct arena *arena, const struct diag *diag)
{
	struct value *map = value_map(arena, NULL);
	struct position position;

	value_set(arena, map, STR("level"), value_string(arena, str_from(level_name(diag))));
	value_set(arena, map, STR("code"), valid_string(arena, diag_slug(diag)));
	if (diag_path(diag).len)
		value_set(arena, map, STR("path"), valid_string(arena, diag_path(diag)));
	if (diag->place.source) {
		position = source_position(diag->place.source, diag->place.span.start);
		value_set(arena, map, STR("line"), value_int(arena, position.line));
		value_set(arena, map, STR("column"), value_int(arena, position.column));
	}
	value_set(arena, map, STR("text"), valid_string(arena, diag->text));
	if (diag->cure.len)
		value_set(arena, map, STR("cure"), valid_string(arena, diag->cure));
	return map;
}

static void
print_json(const struct diag_list *diags)
{
	struct arena arena;
	struct value *list;
	struct buf out;

	arena_init(&arena);
	buf_init(&out);
	list = value_list(&arena);
	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		value_append(&arena, list, diag_to_value(&arena, diag));
	json_write(&out, list, JSON_PRETTY);
	fwrite(out.at, 1, out.len, stdout);
	buf_release(&out);
	arena_release(&arena);
}

/* Text of a workflow command: its own characters are percent-encoded. */
static void
print_escaped(struct str text, const char *escaped)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c < ' ' || c == '%' || strchr(escaped, c))
			printf("%%%02X", c);
		else
			putchar(c);
	}
}

static void
print_github(const struct diag_list *diags)
{
	for (const struct diag *diag = diags->first; diag; diag = diag->next) {
		const char *level = diag->level == DIAG_NOTE ? "notice" : level_name(diag);

		if (diag->suppressed)
			continue;
		printf("::%s file=", level);
		print_escaped(diag_path(diag), ",:");
		if (diag->place.source) {
			struct position position =
			    source_position(diag->place.source, diag->place.span.start);

			printf(",line=%u,col=%u", position.line, position.column);
		}
		fputs(",title=", stdout);
		print_escaped(diag_slug(diag), ",:");
		fputs("::", stdout);
		print_escaped(diag->text, "");
		if (diag->cure.len) {
			fputs("; ", stdout);
			print_escaped(diag->cure, "");
		}
		putchar('\n');
	}
}

static void
print_counts(const struct diag_list *diags)
{
	size_t nerrors = diags->nerrors + diags->nfatals;

	if (nerrors)
		fprintf(stderr, "%zu error%s", nerrors, nerrors == 1 ? "" : "s");
	if (nerrors && diags->nwarnings)
		fputs(", ", stderr);
	if (diags->nwarnings)
		fprintf(stderr, "%zu warning%s", diags->nwarnings,
			diags->nwarnings == 1 ? "" : "s");
	if (nerrors || diags->nwarnings)
		fputc('\n', stderr);
}

void
report_print(const struct report *report, const struct diag_list *diags)
{
	if (report->format == REPORT_JSON) {
		print_json(diags);
	} else if (report->format == REPORT_GITHUB) {
		print_github(diags);
	} else {
		diag_print(diags, stderr, report->color);
		print_counts(diags);
	}
}
