/* Prerequisites. */
#include "import/prerequisite.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "data/yaml_write.h"
#include "roadmap/part.h"
#include "roadmap/text.h"

enum { UNIT_LENGTH = 48 }; // bytes that the name of a unit takes at most

static bool
is_among(struct str folded, const struct str *words, size_t nwords)
{
	for (size_t i = 0; i < nwords; i++)
		if (str_eq(folded, words[i]))
			return true;
	return false;
}

static bool
is_none(struct str folded)
{
	static const struct str words[] = {
	    STR_INIT(""),      STR_INIT("none"),  STR_INIT("nothing"), STR_INIT("n a"),
	    STR_INIT("keine"), STR_INIT("aucun"), STR_INIT("ninguno"), STR_INIT("no prerequisites"),
	};

	return is_among(folded, words, sizeof(words) / sizeof(words[0]));
}

static bool
is_everything(struct str folded)
{
	static const struct str words[] = {
	    STR_INIT("all previous weeks"), STR_INIT("all previous"),
	    STR_INIT("all prior weeks"),    STR_INIT("all previous modules"),
	    STR_INIT("all earlier weeks"),  STR_INIT("all preceding weeks"),
	    STR_INIT("everything so far"),  STR_INIT("alle vorherigen wochen"),
	    STR_INIT("all previous days"),  STR_INIT("all previous lessons"),
	};

	return is_among(folded, words, sizeof(words) / sizeof(words[0]));
}

static int
first_week(const struct parts *parts)
{
	for (size_t i = 0; i < parts->len; i++)
		if (parts->at[i].kind == PART_UNIT)
			return parts->at[i].week;
	return -1;
}

/* Where the next need starts: at a unit behind ',', ';', '&' or "and". */
static size_t
phrase_end(struct arena *arena, struct str text)
{
	static const struct str joints[] = {STR_INIT(", "), STR_INIT("; "), STR_INIT(" and "),
					    STR_INIT(" & "), STR_INIT(" und ")};
	struct unit unit;
	size_t at, len;

	for (size_t i = 0; i < text.len; i++)
		for (size_t k = 0; k < sizeof(joints) / sizeof(joints[0]); k++) {
			size_t start = i + joints[k].len;
			struct str rest = str_slice(text, start, start + UNIT_LENGTH);

			if (str_starts(str_skip(text, i), joints[k]) &&
			    unit_find(arena, rest, &unit, &at, &len) && at == 0)
				return i;
		}
	return text.len;
}

static struct str
skip_joint(struct str text)
{
	static const struct str joints[] = {STR_INIT(","), STR_INIT(";"),    STR_INIT("and "),
					    STR_INIT("&"), STR_INIT("und "), STR_INIT(":"),
					    STR_INIT("–"), STR_INIT("—"),    STR_INIT("- ")};

	text = str_trim(text);
	for (size_t i = 0; i < sizeof(joints) / sizeof(joints[0]); i++)
		if (str_starts(text, joints[i]))
			return skip_joint(str_skip(text, joints[i].len));
	return text;
}

static bool
read_need(struct arena *arena, const struct parts *parts, size_t index, struct str phrase,
	  struct need *need)
{
	struct unit unit, last;
	size_t at, len;

	*need = (struct need){.note = phrase};
	if (is_everything(text_fold(arena, phrase))) {
		need->first = first_week(parts);
		need->last = parts->at[index].week - 1;
		return need->first <= need->last;
	}
	if (!unit_find(arena, phrase, &unit, &at, &len))
		return false;
	last = unit;
	last.first = unit.last;
	need->first = parts_week(parts, &unit, index);
	need->last = parts_week(parts, &last, index);
	if (at == 0)
		need->note = skip_joint(str_skip(phrase, len));
	return need->first >= 0 && need->last >= need->first && need->last < parts->at[index].week;
}

bool
needs_read(struct arena *arena, const struct parts *parts, size_t index, struct str text,
	   struct needs *needs)
{
	struct needs before = *needs;

	text = text_plain(arena, text);
	if (str_ends(text, STR(".")))
		text = str_slice(text, 0, text.len - 1);
	if (is_none(text_fold(arena, text)))
		return true;
	while (text.len) {
		size_t end = phrase_end(arena, text);
		struct need need;

		if (!read_need(arena, parts, index, str_trim(str_slice(text, 0, end)), &need)) {
			*needs = before;
			return false;
		}
		VEC_PUSH(arena, needs, need);
		text = skip_joint(str_skip(text, end));
	}
	return true;
}

void
needs_write(const struct needs *needs, struct buf *out)
{
	if (needs->len)
		buf_add(out, STR("prerequisites:\n"));
	for (size_t i = 0; i < needs->len; i++) {
		const struct need *need = &needs->at[i];

		if (need->first != need->last)
			buf_addf(out, "  - {weeks: %d-%d", need->first, need->last);
		else if (need->note.len)
			buf_addf(out, "  - {week: %d", need->first);
		else
			buf_addf(out, "  - %d", need->first);
		if (need->note.len) {
			buf_add(out, STR(", note: "));
			yaml_quote_flow(out, need->note);
		}
		buf_add(out, need->first != need->last || need->note.len ? STR("}\n") : STR("\n"));
	}
}
