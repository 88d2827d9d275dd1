/* Paths as text: joining, taking apart, resolving; the file system is base/file.h's. */
#include "base/path.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <string.h>

/* Offset of the first byte of the last segment. */
static size_t
name_start(struct str path)
{
	size_t at = path.len;

	while (at > 0 && path.at[at - 1] != '/')
		at--;
	return at;
}

struct str
path_join(struct arena *arena, struct str folder, struct str name)
{
	char *text;

	if (folder.len == 0 || name.len == 0)
		return arena_dup(arena, folder.len ? folder : name);
	if (folder.at[folder.len - 1] == '/')
		folder.len--;
	text = arena_alloc(arena, folder.len + name.len + 2);
	memcpy(text, folder.at, folder.len);
	text[folder.len] = '/';
	memcpy(text + folder.len + 1, name.at, name.len);
	return (struct str){text, folder.len + name.len + 1};
}

struct str
path_folder(struct str path)
{
	size_t start = name_start(path);

	return str_slice(path, 0, start > 1 ? start - 1 : start);
}

struct str
path_name(struct str path)
{
	return str_skip(path, name_start(path));
}

struct str
path_extension(struct str path)
{
	struct str name = path_name(path);

	for (size_t dot = name.len; dot-- > 1;)
		if (name.at[dot] == '.')
			return str_skip(name, dot + 1 < name.len ? dot : name.len);
	return str_skip(name, name.len);
}

struct str
path_with_extension(struct arena *arena, struct str path, struct str extension)
{
	size_t stem = path.len - path_extension(path).len;
	char *text = arena_alloc(arena, stem + extension.len + 1);

	if (stem)
		memcpy(text, path.at, stem);
	if (extension.len)
		memcpy(text + stem, extension.at, extension.len);
	return (struct str){text, stem + extension.len};
}

/* Adds the clean segments of `path` to the text; false when '..' leaves its root. */
static bool
append_segments(char *text, size_t *len, struct str path)
{
	struct str segment;

	while (str_split(&path, '/', &segment)) {
		if (segment.len == 0 || str_eq(segment, STR(".")))
			continue;
		if (str_eq(segment, STR(".."))) {
			if (*len == 0)
				return false;
			*len = path_folder((struct str){text, *len}).len;
			continue;
		}
		if (*len)
			text[(*len)++] = '/';
		memcpy(text + *len, segment.at, segment.len);
		*len += segment.len;
	}
	return true;
}

bool
path_resolve(struct arena *arena, struct str folder, struct str path, struct str *out)
{
	char *text = arena_alloc(arena, folder.len + path.len + 2);
	size_t len = 0;

	*out = (struct str){0};
	if (str_starts(path, STR("/")) || !append_segments(text, &len, folder) ||
	    !append_segments(text, &len, path))
		return false;
	text[len] = '\0';
	*out = (struct str){text, len};
	return true;
}

/* Bytes of the leading folders, with their '/', that both paths have in common. */
static size_t
common_folders(struct str a, struct str b)
{
	size_t common = 0;

	for (size_t i = 0; i < a.len && i < b.len && a.at[i] == b.at[i]; i++)
		if (a.at[i] == '/')
			common = i + 1;
	return common;
}

struct str
path_relative(struct arena *arena, struct str from, struct str to)
{
	size_t common = common_folders(from, to);
	struct str rest = str_skip(to, common);
	size_t nups = 0;
	char *text;

	for (size_t i = common; i < from.len; i++)
		nups += from.at[i] == '/';
	text = arena_alloc(arena, nups * 3 + rest.len + 1);
	for (size_t i = 0; i < nups; i++)
		memcpy(text + i * 3, "../", 3);
	if (rest.len)
		memcpy(text + nups * 3, rest.at, rest.len);
	return (struct str){text, nups * 3 + rest.len};
}

/* The names that Windows keeps for devices, with or without an extension. */
static bool
is_device(struct str name)
{
	static const char *const devices[] = {"con", "prn", "aux", "nul", "conin$", "conout$"};
	struct str stem = str_slice(name, 0, str_find_char(name, '.'));
	struct str tail;

	while (stem.len && stem.at[stem.len - 1] == ' ')
		stem.len--;
	for (size_t i = 0; i < sizeof(devices) / sizeof(*devices); i++)
		if (str_eq_fold(stem, str_from(devices[i])))
			return true;
	if (!str_eq_fold(str_slice(stem, 0, 3), STR("com")) &&
	    !str_eq_fold(str_slice(stem, 0, 3), STR("lpt")))
		return false;
	tail = str_skip(stem, 3);
	return (tail.len == 1 && ascii_is_digit(tail.at[0])) || str_eq(tail, STR("\u00b9")) ||
	       str_eq(tail, STR("\u00b2")) || str_eq(tail, STR("\u00b3"));
}

static bool
is_edge(char c)
{
	return c == '.' || c == ' ';
}

bool
path_is_segment(struct str name)
{
	static const struct str refused = STR_INIT("/\\:*?\"<>|#%\x7f");
	size_t ignored;

	if (name.len == 0 || name.len > 100 || !utf8_is_valid(name, &ignored))
		return false;
	if (is_edge(name.at[0]) || is_edge(name.at[name.len - 1]))
		return false;
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.at[i] < ' ' ||
		    str_find_char(refused, name.at[i]) < refused.len)
			return false;
	return !is_device(name);
}
