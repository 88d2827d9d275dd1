/*
 * Paths as text; the file system is never asked.
 *
 * Inside the program paths of content and output are relative, use '/', and are
 * clean: no empty, '.' or '..' segment. Results live in the arena given.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/str.h"

#include <stdbool.h>

struct arena;

/* "a" + "b/c" = "a/b/c"; an empty side gives the other. */
struct str path_join(struct arena *arena, struct str folder, struct str name);
/* "a/b/c.md" → "a/b"; "c.md" → "". A slice of the path. */
struct str path_folder(struct str path);
/* "a/b/c.md" → "c.md". A slice of the path. */
struct str path_name(struct str path);
/* "a/b/c.md" → ".md"; "" when there is none. A slice of the path. */
struct str path_extension(struct str path);
/* "a/b/c.md" with ".html" → "a/b/c.html". */
struct str path_with_extension(struct arena *arena, struct str path, struct str extension);
/*
 * Resolves '.' and '..' of a relative path against a folder: ("weeks",
 * "../pages/a.md") → "pages/a.md". False when it leaves the root.
 */
bool path_resolve(struct arena *arena, struct str folder, struct str path, struct str *out);
/* How a page at `from` refers to `to`: ("weeks/1.html", "index.html") → "../index.html". */
struct str path_relative(struct arena *arena, struct str from, struct str to);
/*
 * True for a name that is safe as one segment of an output path on every system:
 * UTF-8 of 1 to 100 bytes, without control bytes and any of / \ : * ? " < > |, without
 * leading or trailing dot or space (so not "." or ".."), no Windows device name.
 */
bool path_is_segment(struct str name);

#endif
