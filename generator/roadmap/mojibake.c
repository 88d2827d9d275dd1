/*
 * A run of characters beyond ASCII is turned back into the bytes it was read from,
 * and those are read as UTF-8. The reading alone proves little: `É…` and `ß«` are
 * honest text that would pass. So a sequence is mended only when its characters
 * could not stand so in any language we know of; the rules are in is_certain.
 *
 * Windows-1252 is WHATWG's: the five holes of the code page are C1 controls. Text
 * read as ISO 8859-1 is the same with C1 controls throughout, and is mended too.
 */
#include "roadmap/mojibake.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"

enum { PASSES = 3 }; // text may have been damaged more than once

/* What bytes 0x80 to 0x9f mean in Windows-1252. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

/* Characters that may follow a letter in honest text: quotes, dashes, marks, capitals. */
static const uint8_t natural[] = {
    0x85, 0x86, 0x87, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94,
    0x95, 0x96, 0x97, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f, 0xa0, 0xa9, 0xaa,
    0xab, 0xad, 0xae, 0xb0, 0xb2, 0xb3, 0xb4, 0xb7, 0xb9, 0xba, 0xbb,
};

/* A character, and the byte it would have been read from; -1 when there is none. */
struct glyph {
	int32_t code_point;
	int byte;
	size_t offset;
};

struct run {
	struct glyph *glyphs;
	size_t nglyphs;
	int32_t before, after; // the characters around it; 0 at the ends of the line
	bool damaged;          // something in it looks damaged and was kept
};

/* UTF-8 found among the bytes of a run. */
struct sequence {
	size_t len; // glyphs; 0 when there is none
	int32_t code_point;
};

static int
byte_of(int32_t code_point)
{
	if (code_point >= 0x80 && code_point <= 0xff)
		return code_point;
	for (int i = 0; i < 32; i++)
		if (windows_1252[i] == code_point)
			return 0x80 + i;
	return -1;
}

static bool
is_continuation(const struct run *run, size_t i)
{
	return i < run->nglyphs && run->glyphs[i].byte >= 0x80 && run->glyphs[i].byte < 0xc0;
}

static bool
is_unnatural(const struct glyph *glyph)
{
	if (glyph->code_point < 0xa0)
		return true; // a control character
	for (size_t i = 0; i < sizeof(natural); i++)
		if (natural[i] == glyph->byte)
			return false;
	return true;
}

static size_t
sequence_len(int lead)
{
	if (lead >= 0xc2 && lead < 0xe0)
		return 2;
	if (lead >= 0xe0 && lead < 0xf0)
		return 3;
	return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

static struct sequence
sequence_at(const struct run *run, size_t at)
{
	struct sequence none = {0};
	size_t len = at < run->nglyphs ? sequence_len(run->glyphs[at].byte) : 0;
	char bytes[4];
	struct str text = {bytes, len};
	size_t bad_at;

	if (len == 0)
		return none;
	bytes[0] = (char)run->glyphs[at].byte;
	for (size_t i = 1; i < len; i++) {
		if (!is_continuation(run, at + i))
			return none;
		bytes[i] = (char)run->glyphs[at + i].byte;
	}
	if (!utf8_is_valid(text, &bad_at))
		return none;
	return (struct sequence){len, utf8_next(&text)};
}

static bool
is_ascii_letter(int32_t code_point, bool upper)
{
	if (code_point <= 0 || code_point > 0x7f || !ascii_is_alpha((char)code_point))
		return false;
	return upper == (code_point <= 'Z');
}

static bool
is_letter(int32_t code_point)
{
	return code_point >= 0xc0 || is_ascii_letter(code_point, true) ||
	       is_ascii_letter(code_point, false);
}

static bool
is_upper(int32_t code_point)
{
	return is_ascii_letter(code_point, true) || (code_point >= 0xc0 && code_point < 0xdf);
}

static int32_t
glyph_before(const struct run *run, size_t at)
{
	return at ? run->glyphs[at - 1].code_point : run->before;
}

static int32_t
glyph_behind(const struct run *run, size_t at)
{
	return at < run->nglyphs ? run->glyphs[at].code_point : run->after;
}

/* `É…` may be honest; `Ã©`, a capital inside a word, and signs that follow no letter are not. */
static bool
is_certain_pair(const struct run *run, size_t at)
{
	int lead = run->glyphs[at].byte;
	int32_t before = glyph_before(run, at);

	if (is_unnatural(&run->glyphs[at + 1]))
		return true;
	if (lead == 0xc2 || lead == 0xc3)
		return !is_upper(before) || is_ascii_letter(glyph_behind(run, at + 2), false);
	return lead < 0xdf && is_ascii_letter(before, false);
}

/* `é”…` may be honest; what starts with `â` is punctuation and arrows, and â is no word. */
static bool
is_certain_triple(const struct run *run, size_t at)
{
	int32_t behind = glyph_behind(run, at + 3);

	if (is_unnatural(&run->glyphs[at + 1]) || is_unnatural(&run->glyphs[at + 2]))
		return true;
	if (run->glyphs[at].byte != 0xe2)
		return false;
	return !is_letter(glyph_before(run, at)) || is_ascii_letter(behind, true) ||
	       is_ascii_letter(behind, false);
}

/*
 * May the sequence be mended? `chained`: damage stands directly before or behind it,
 * so that it is not the text between that is strange but the reading.
 */
static bool
is_certain(const struct run *run, size_t at, struct sequence found, bool chained)
{
	if (found.code_point == 0xfffd || found.code_point < 0xa0)
		return false; // what it was is lost
	if (found.len == 4)
		return found.code_point < 0x40000; // planes that are in use
	if (chained || sequence_at(run, at + found.len).len)
		return true;
	return found.len == 3 ? is_certain_triple(run, at) : is_certain_pair(run, at);
}

/* Damage that cannot be put right: a part is missing, or the reading might be honest. */
static bool
is_suspicious(const struct run *run, size_t at, struct sequence found)
{
	int lead = run->glyphs[at].byte;
	int32_t before = glyph_before(run, at);

	if (run->glyphs[at].code_point == 0xfffd)
		return true;
	if (found.len) // others may well be honest text: `é”—`
		return found.len == 4 || lead == 0xe2 || lead == 0xef || lead == 0xc2 ||
		       lead == 0xc3;
	if (lead == 0xc3 && !is_continuation(run, at + 1))
		return is_ascii_letter(before, false) ||
		       (before <= ' ' && glyph_behind(run, at + 1) <= ' ');
	if (lead != 0xe2 && lead != 0xef && lead != 0xf0)
		return false;
	return is_continuation(run, at + 1) && (lead == 0xf0 || is_unnatural(&run->glyphs[at + 1]));
}

/* One reading of the run; true when something was mended. */
static bool
mend_once(struct run *run, struct str text, struct buf *out)
{
	bool changed = false, chained = false;

	run->damaged = false;
	for (size_t i = 0; i < run->nglyphs;) {
		struct sequence found = sequence_at(run, i);
		size_t end;

		chained = found.len && is_certain(run, i, found, chained);
		if (chained) {
			utf8_put(out, found.code_point);
			changed = true;
			i += found.len;
			continue;
		}
		run->damaged = run->damaged || is_suspicious(run, i, found);
		end = i + 1 < run->nglyphs ? run->glyphs[i + 1].offset : text.len;
		buf_add(out, str_slice(text, run->glyphs[i].offset, end));
		i++;
	}
	return changed;
}

static void
read_glyphs(struct arena *arena, struct str text, struct run *run)
{
	size_t len = text.len;

	run->glyphs = ARENA_ARRAY(arena, struct glyph, utf8_count(text));
	run->nglyphs = 0;
	while (text.len) {
		size_t offset = len - text.len;
		int32_t code_point = utf8_next(&text);

		run->glyphs[run->nglyphs++] =
		    (struct glyph){code_point, byte_of(code_point), offset};
	}
}

/* Mends until nothing changes any more; the result lives in the arena when it differs. */
static struct str
mend_run(struct arena *arena, struct str text, struct run *run)
{
	for (int pass = 0; pass < PASSES; pass++) {
		struct buf out;
		bool changed;

		buf_init(&out);
		read_glyphs(arena, text, run);
		changed = mend_once(run, text, &out);
		if (changed)
			text = arena_dup(arena, buf_str(&out));
		buf_release(&out);
		if (!changed)
			break;
	}
	return text;
}

static void
report(const struct source *source, struct span span, struct str was, struct str is,
       struct mend_count *count, bool damaged, struct diag_list *diags)
{
	if (!str_eq(was, is)) {
		count->mended++;
		diag_add(diags, DIAG_IMPORT_MENDED, source, span,
			 "'%.*s' was UTF-8 read as Windows-1252 and has become '%.*s'",
			 STR_ARG(was), STR_ARG(is));
	}
	if (damaged) {
		count->unmended++;
		diag_add(diags, DIAG_IMPORT_UNMENDED, source, span,
			 "'%.*s' looks damaged, but what it was is not certain", STR_ARG(is));
	}
}

static bool
is_high(char c)
{
	return (c & 0x80) != 0;
}

/* End of the run of bytes beyond ASCII that starts at `from`. */
static size_t
run_end(struct str text, size_t from)
{
	while (from < text.len && is_high(text.at[from]))
		from++;
	return from;
}

struct str
mojibake_mend(struct arena *arena, const struct source *source, struct span line,
	      struct mend_count *count, struct diag_list *diags)
{
	struct str text = source_slice(source, line), result = text;
	struct buf out;
	size_t done = 0;

	buf_init(&out);
	for (size_t i = 0; i < text.len; i++) {
		size_t end = run_end(text, i);
		struct str was = str_slice(text, i, end), is;
		struct span span = {line.start + (uint32_t)i, line.start + (uint32_t)end};
		struct run run = {.before = i ? text.at[i - 1] : 0,
				  .after = end < text.len ? text.at[end] : 0};

		if (end == i)
			continue;
		is = mend_run(arena, was, &run);
		report(source, span, was, is, count, run.damaged, diags);
		buf_add(&out, str_slice(text, done, i));
		buf_add(&out, is);
		done = i = end;
	}
	buf_add(&out, str_skip(text, done));
	if (!str_eq(buf_str(&out), text))
		result = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return result;
}
