/*
 * Diagnostics as text for people: place, message, source line, caret, notes, cure.
 *
 * Whatever an author wrote is shown harmlessly, by utf8_put_safe.
 */
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"

enum { COLUMNS = 160, COLUMNS_BEFORE = 60 };

enum ink { INK_PATH, INK_ERROR, INK_WARNING, INK_NOTE, INK_CARET };

struct printer {
	struct buf out;
	struct source_cursor cursor; // where the last place was found
	bool color;
};

static void
put_ink(struct printer *printer, enum ink ink, struct str text)
{
	static const char *const codes[] = {
	    [INK_PATH] = "\x1b[1m",    [INK_ERROR] = "\x1b[1;31m", [INK_WARNING] = "\x1b[1;35m",
	    [INK_NOTE] = "\x1b[1;36m", [INK_CARET] = "\x1b[1;32m",
	};

	if (printer->color)
		buf_add(&printer->out, str_from(codes[ink]));
	buf_add(&printer->out, text);
	if (printer->color)
		buf_add(&printer->out, STR("\x1b[0m"));
}

/* Columns of the text as utf8_put_safe shows it. */
static size_t
shown_width(struct str text)
{
	struct buf shown;
	size_t width;

	buf_init(&shown);
	utf8_put_safe(&shown, text);
	width = utf8_width(buf_str(&shown));
	buf_release(&shown);
	return width;
}

/* The offset before the code point that ends at `at`. */
static size_t
step_back(struct str text, size_t at)
{
	size_t start = at - 1;

	while (start > 0 && at - start < 4 && (text.at[start] & 0xc0) == 0x80)
		start--;
	return start;
}

/*
 * The part of a long line that is shown: up to COLUMNS_BEFORE columns before
 * the caret, and what else fits behind it.
 */
static struct str
window(struct str line, size_t caret, size_t *start)
{
	size_t from = caret, to = caret, width = 0;

	while (from > 0) {
		size_t back = step_back(line, from);
		size_t more = shown_width(str_slice(line, back, from));

		if (width + more > COLUMNS_BEFORE)
			break;
		width += more;
		from = back;
	}
	while (to < line.len) {
		struct str rest = str_skip(line, to);
		size_t end, more;

		utf8_next(&rest);
		end = line.len - rest.len;
		more = shown_width(str_slice(line, to, end));
		if (width + more > COLUMNS - 2)
			break;
		width += more;
		to = end;
	}
	*start = from;
	return str_slice(line, from, to);
}

static void
put_caret(struct printer *printer, size_t column, size_t width)
{
	struct buf mark;

	buf_init(&mark);
	buf_add_char(&mark, '^');
	while (mark.len < width)
		buf_add_char(&mark, '~');
	buf_addf(&printer->out, "    %*s", (int)column, "");
	put_ink(printer, INK_CARET, buf_str(&mark));
	buf_add_char(&printer->out, '\n');
	buf_release(&mark);
}

/* The line at the cursor with its caret; nothing when the line is empty. */
static void
put_line(struct printer *printer, struct span span)
{
	struct str line = source_line_at(&printer->cursor);
	size_t top = printer->cursor.start, shown_from = 0, column;
	size_t caret = span.start > top ? span.start - top : 0;
	size_t end = span.end > top ? span.end - top : 0;
	struct str shown = line;

	if (line.len == 0)
		return;
	if (caret > line.len)
		caret = line.len;
	if (line.len > COLUMNS && shown_width(line) > COLUMNS)
		shown = window(line, caret, &shown_from);
	if (end > shown_from + shown.len)
		end = shown_from + shown.len;
	column = shown_width(str_slice(line, shown_from, caret)) + (shown_from > 0);
	buf_add(&printer->out, STR("    "));
	buf_add(&printer->out, shown_from > 0 ? STR("\u2026") : STR(""));
	utf8_put_safe(&printer->out, shown);
	buf_add(&printer->out, shown_from + shown.len < line.len ? STR("\u2026\n") : STR("\n"));
	put_caret(printer, column, shown_width(str_slice(line, caret, end)));
}

/* "path:line:col:", which also moves the cursor there. */
static void
put_place(struct printer *printer, struct place place, struct str path)
{
	struct buf where;

	buf_init(&where);
	if (place.source) {
		utf8_put_safe(&where, place.source->path);
		source_seek(&printer->cursor, place.source, place.span.start);
		buf_addf(&where, ":%u:%u:", printer->cursor.line, printer->cursor.column);
	} else {
		utf8_put_safe(&where, path.len ? path : STR("lectern"));
		buf_add_char(&where, ':');
	}
	put_ink(printer, INK_PATH, buf_str(&where));
	buf_add_char(&printer->out, ' ');
	buf_release(&where);
}

static void
put_level(struct printer *printer, enum diag_level level)
{
	switch (level) {
	case DIAG_NOTE: put_ink(printer, INK_NOTE, STR("note:")); break;
	case DIAG_WARNING: put_ink(printer, INK_WARNING, STR("warning:")); break;
	case DIAG_ERROR:
	case DIAG_FATAL: put_ink(printer, INK_ERROR, STR("error:")); break;
	}
	buf_add_char(&printer->out, ' ');
}

static void
put_note(struct printer *printer, const struct diag_note *note)
{
	if (note->place.source)
		put_place(printer, note->place, (struct str){0});
	else
		buf_add(&printer->out, STR("  "));
	put_level(printer, DIAG_NOTE);
	utf8_put_safe(&printer->out, note->text);
	buf_add_char(&printer->out, '\n');
	if (note->place.source)
		put_line(printer, note->place.span);
}

static void
put_diag(struct printer *printer, const struct diag *diag)
{
	put_place(printer, diag->place, diag->path);
	put_level(printer, diag->level);
	utf8_put_safe(&printer->out, diag->text);
	buf_addf(&printer->out, " [%.*s]\n", STR_ARG(diag_slug(diag)));
	if (diag->place.source)
		put_line(printer, diag->place.span);
	for (const struct diag_note *note = diag->notes; note; note = note->next)
		put_note(printer, note);
	if (diag->cure.len == 0)
		return;
	buf_add(&printer->out, STR("  cure: "));
	utf8_put_safe(&printer->out, diag->cure);
	buf_add_char(&printer->out, '\n');
}

void
diag_print(const struct diag_list *list, FILE *out, bool color)
{
	struct printer printer = {.color = color};

	buf_init(&printer.out);
	for (const struct diag *diag = list->first; diag; diag = diag->next) {
		if (diag->suppressed)
			continue;
		put_diag(&printer, diag);
		fwrite(printer.out.at, 1, printer.out.len, out);
		buf_reset(&printer.out);
	}
	buf_release(&printer.out);
}
