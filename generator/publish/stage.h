/*
 * A stage: the folder in which files are made before anybody sees them.
 *
 * It is on the file system of the target, so that renames and hard links work.
 */
#ifndef PUBLISH_STAGE_H
#define PUBLISH_STAGE_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct edition;
struct manifest_file;
struct publish_result;
struct target;

struct stage {
	struct buf path;   // of the folder; behind it, for a while, a name in it
	size_t folder_len; // bytes of the folder's path
	bool masked;       // the umask takes bits that files and folders shall have
};

/* Removes what builds that were killed left beside the target, which is locked. */
bool stage_clear(struct arena *arena, const struct target *target, struct diag_list *diags);

/* Makes the folder, in which nothing may be. On failure the reason is in errno. */
bool stage_open(struct stage *stage, struct str folder);
/* Forgets the folder, which stays. */
void stage_close(struct stage *stage);
/* Path of a name in the stage, valid until the next call; the stage's own for "". */
const char *stage_path(struct stage *stage, struct str name);
/*
 * Makes a file of the bytes under the path, whole, and the folders that it stands in; what was
 * taken there before is replaced. On any thread; false, with the reason in errno.
 */
bool stage_take(const struct stage *stage, const char *path, struct str bytes);
/* Makes a file that is the manifest of these files; false, with the reason in errno. */
bool stage_manifest(struct stage *stage, struct str name, struct str generator,
		    const struct manifest_file *files, size_t nfiles);
/* Makes the file of the edition's output, and sets its fingerprint; false with a diagnostic. */
bool stage_output(struct stage *stage, struct str name, struct edition *edition, size_t index,
		  struct diag_list *diags);

/* The whole edition: folders, files and, last, the manifest. False with a diagnostic. */
bool stage_fill(struct stage *stage, struct edition *edition, struct str generator,
		struct publish_result *result, struct diag_list *diags);

#endif
