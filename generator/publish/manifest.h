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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

#define MANIFEST_NAME ".build.json"

/* What a file holds. */
struct fingerprint {
	uint64_t size;   // bytes
	struct str hash; // hash_hex; empty when not known, which equals nothing
};

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
	struct map paths; // path → struct manifest_file
};

bool fingerprint_eq(struct fingerprint a, struct fingerprint b);

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
/* The text of a manifest of these files, which are sorted by path. */
void manifest_write(struct buf *out, struct str generator, const struct manifest_file *files,
		    size_t nfiles);

#endif
