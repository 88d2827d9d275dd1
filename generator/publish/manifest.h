/*
 * The manifest `.build.json`: which files of a published folder are ours.
 *
 *	{"lectern": 1, "generator": "Lectern 0.1.0",
 *	 "files": [{"path": "index.html", "size": 812, "hash": "…"}, …]}
 *
 * It is written last, so a folder that holds one is complete. It is read with
 * suspicion, for it decides what is replaced and removed: one path that is not
 * safe and the whole manifest counts for nothing.
 */
#ifndef PUBLISH_MANIFEST_H
#define PUBLISH_MANIFEST_H

#include "base/map.h"
#include "base/str.h"
#include "emit/plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct arena;
struct buf;
struct stat;

#define MANIFEST_NAME ".build.json"

struct manifest_file {
	struct str path;
	struct fingerprint print;
	bool present; // it is a file in the folder; set by edition_survey
	bool intact;  // and has not been touched since the manifest was written
};

struct manifest {
	struct str generator;
	struct manifest_file *files;
	size_t nfiles;
	struct map paths;        // path → struct manifest_file
	struct timespec written; // when it was
};

enum manifest_state {
	MANIFEST_GOOD,
	MANIFEST_ABSENT,
	MANIFEST_OF_ANOTHER_FORMAT, // than this Lectern writes
	MANIFEST_BROKEN,
};

/* Reads the folder's manifest into the arena; it is empty unless it is good. */
enum manifest_state manifest_look(struct arena *arena, struct str folder,
				  struct manifest *manifest);
/* The same; false when there is none to be trusted. */
bool manifest_read(struct arena *arena, struct str folder, struct manifest *manifest);
/* NULL when the manifest does not name the path. */
struct manifest_file *manifest_find(const struct manifest *manifest, struct str path);
/*
 * Is the file as published? One that somebody changed by hand is newer than the manifest, or
 * has another size or mode; its hash in the manifest says nothing any more.
 */
bool manifest_is_intact(const struct manifest *manifest, const struct manifest_file *file,
			const struct stat *status);
/* The text of a manifest of these files, which are sorted by path. */
void manifest_write(struct buf *out, struct str generator, const struct manifest_file *files,
		    size_t nfiles);

#endif
