#include "model/changes.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/program.h"
#include "base/vec.h"

#include <string.h>

enum { DIFF_MOST = 256 << 20, WORDS = 24 };

struct lines {
	uint32_t first, last;
};

struct changed_file {
	VEC(struct lines) lines;
};

static struct changed_file *
file_of(struct arena *arena, struct changes *changes, struct str path)
{
	struct changed_file *file = map_find(&changes->files, path);

	if (!file) {
		file = ARENA_NEW(arena, struct changed_file);
		map_put(&changes->files, arena, arena_dup(arena, path), file);
	}
	return file;
}

/* One character of a quoted name, whose backslash was taken. */
static char
unescape(struct str *rest)
{
	static const char letters[] = "abtnvfr";
	const char *letter;
	unsigned code = 0;

	for (int i = 0; i < 3 && rest->len && rest->at[0] >= '0' && rest->at[0] <= '7'; i++) {
		code = code * 8 + (unsigned)(rest->at[0] - '0');
		*rest = str_skip(*rest, 1);
		if (i == 2)
			return (char)code;
	}
	if (!rest->len)
		return 0;
	letter = memchr(letters, rest->at[0], sizeof(letters) - 1);
	code = letter ? (unsigned)(letter - letters) + '\a' : (unsigned char)rest->at[0];
	*rest = str_skip(*rest, 1);
	return (char)code;
}

/* The name behind "+++ ": plain, with a tab behind one with spaces, or quoted as in C. */
static struct str
read_name(struct arena *arena, struct str text)
{
	struct str rest;
	char *name;
	size_t len = 0;

	if (!str_starts(text, STR("\"")))
		return str_ends(text, STR("\t")) ? str_slice(text, 0, text.len - 1) : text;
	rest = str_skip(text, 1);
	name = arena_alloc(arena, text.len);
	while (rest.len && rest.at[0] != '"') {
		char c = rest.at[0];

		rest = str_skip(rest, 1);
		name[len++] = c == '\\' ? unescape(&rest) : c;
	}
	return (struct str){name, len};
}

static uint32_t
take_number(struct str *rest)
{
	uint32_t number = 0;

	while (rest->len && ascii_is_digit(rest->at[0])) {
		number = number * 10 + (uint32_t)(rest->at[0] - '0');
		*rest = str_skip(*rest, 1);
	}
	return number;
}

/* "-5,2" and its like: where, and how many lines, which are one when that is not said. */
static uint32_t
take_count(struct str *rest, uint32_t *first)
{
	*rest = str_skip(*rest, 1);
	*first = take_number(rest);
	if (!str_starts(*rest, STR(",")))
		return 1;
	*rest = str_skip(*rest, 1);
	return take_number(rest);
}

void
changes_parse(struct arena *arena, struct str diff, struct changes *changes)
{
	struct changed_file *file = NULL;
	struct str line;
	uint64_t skipped = 0; // lines of the hunk, which may look like anything

	while (str_split(&diff, '\n', &line)) {
		if (skipped && !str_starts(line, STR("\\"))) {
			skipped--;
		} else if (str_starts(line, STR("diff "))) {
			file = NULL;
		} else if (str_starts(line, STR("+++ "))) {
			file = file_of(arena, changes, read_name(arena, str_skip(line, 4)));
		} else if (str_starts(line, STR("@@ -")) && file) {
			struct str rest = str_skip(line, 3);
			struct lines lines;
			uint32_t first, count;

			skipped = take_count(&rest, &first);
			rest = str_skip(rest, 1);
			count = take_count(&rest, &lines.first);
			skipped += count;
			lines.last = lines.first + count - 1;
			if (count)
				VEC_PUSH(arena, &file->lines, lines);
		}
	}
}

/* Runs git with the words in content/ of the folder. */
static bool
ask_git(struct str content, const char *const *words, struct buf *out)
{
	const char *all[WORDS] = {
	    "git", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "-C", content.at};
	int status;
	size_t n = 7;

	for (size_t i = 0; words[i] && n + 1 < WORDS; i++)
		all[n++] = words[i];
	return program_read(all, DIFF_MOST, out, &status) && status == 0;
}

static void
add_unknown(struct arena *arena, struct str names, struct changes *changes)
{
	struct str name;

	while (str_split(&names, '\0', &name)) {
		if (name.len)
			VEC_PUSH(arena, &file_of(arena, changes, name)->lines,
				 ((struct lines){1, UINT32_MAX}));
	}
}

bool
changes_read(struct arena *arena, struct str folder, const char *since, struct changes *changes)
{
	const char *diff[] = {"diff",
			      "-U0",
			      "--inter-hunk-context=0",
			      "--no-color",
			      "--no-ext-diff",
			      "--no-textconv",
			      "--no-prefix",
			      "--relative",
			      "--find-renames",
			      "--end-of-options",
			      since,
			      "--",
			      ".",
			      NULL};
	const char *unknown[] = {"ls-files", "--others", "--exclude-standard", "-z", NULL};
	struct str content = path_join(arena, folder, STR("content"));
	struct buf out;
	bool good;

	*changes = (struct changes){0};
	buf_init(&out);
	good = ask_git(content, diff, &out);
	if (good)
		changes_parse(arena, buf_str(&out), changes);
	buf_reset(&out);
	good = good && ask_git(content, unknown, &out);
	if (good)
		add_unknown(arena, buf_str(&out), changes);
	buf_release(&out);
	return good;
}

bool
changes_have(const struct changes *changes, struct str path, uint32_t first, uint32_t last)
{
	const struct changed_file *file = map_find(&changes->files, path);

	for (size_t i = 0; file && i < file->lines.len; i++)
		if (file->lines.at[i].first <= last && file->lines.at[i].last >= first)
			return true;
	return false;
}
