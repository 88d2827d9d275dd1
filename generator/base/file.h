/*
 * Files and folders: the only place that knows the platform.
 *
 * Functions that can fail return false and leave the reason in errno.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum file_kind { FILE_ABSENT, FILE_REGULAR, FILE_FOLDER, FILE_LINK, FILE_OTHER };

struct file_info {
	enum file_kind kind;
	uint64_t size; // bytes
};

/*
 * Reads a regular file whole into the arena, with a NUL behind it.
 * EFBIG when it holds more than `limit` bytes (it is not read then), EINVAL when
 * it is not a regular file (a FIFO does not block).
 */
bool file_read(struct arena *arena, const char *path, size_t limit, struct str *out);
/* Makes a new file of the bytes; EEXIST when something is there. Every write and the close are
 * checked. */
bool file_create(const char *path, struct str bytes);
/* Replaces or makes the file through a sibling and rename, so that readers see the old or the new.
 */
bool file_replace(const char *path, struct str bytes);
/* Adds the bytes to the end of the file, which is made if it is not there. */
bool file_append(const char *path, struct str bytes);
/* Does not follow a link at the end of the path. */
struct file_info file_info(const char *path);
/* Makes the folder and those above it; an existing folder is fine. */
bool folder_make(const char *path);
/* Makes a folder of our own in TMPDIR, or /tmp, and gives its path; empty when that failed. */
struct str folder_make_temporary(struct arena *arena);
/* Removes a folder with all that is in it, never following links. */
bool folder_remove(const char *path);
/* Names in the folder, without "." and "..", sorted by bytes; in the arena. */
bool folder_list(struct arena *arena, const char *path, struct str **names, size_t *nnames);
/* The path with links resolved, in the arena; empty when there is nothing. */
struct str file_real_path(struct arena *arena, const char *path);
/* Path of the running program with links resolved; empty when the system does not tell. */
struct str file_program(struct arena *arena);

#endif
