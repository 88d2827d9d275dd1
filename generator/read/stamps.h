/*
 * What files and folders looked like, to be asked in a later run whether they still do.
 *
 * A stamp is what the file system says of a file: size, times, number. Stamps are a hint and
 * hashes the truth: a file whose stamp is another, or too young to be trusted, is read, and is
 * the same when its bytes are. Of a folder the names in it count, but for those that start
 * with '.'.
 */
#ifndef READ_STAMPS_H
#define READ_STAMPS_H

#include "base/str.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct pool;

enum stamped_kind { STAMPED_NOTHING, STAMPED_FILE, STAMPED_FOLDER };

struct stamp {
	uint64_t size, inode;
	int64_t modified, changed; // nanoseconds since 1970
};

struct stamped {
	enum stamped_kind kind;
	struct str path;
	struct stamp stamp;
	uint64_t hash; // hash_64 of the bytes, or of the names
	bool hashed;   // the hash is known
	bool unsure;   // so young that it may have changed since without its stamp saying so
};

/* All texts live in the arena that the functions are given. */
struct stamps {
	VEC(struct stamped) all; // of a folder the files in it follow it
	int64_t begun;           // nanoseconds since 1970
};

enum stamps_answer {
	STAMPS_SAME,
	STAMPS_RENEWED, // the same, as hashes say; the stamps are those of now, and worth keeping
	STAMPS_CHANGED,
};

/* What is added from now on is only trusted if it is older than this call. */
void stamps_begin(struct stamps *stamps);
/*
 * Adds a folder and all below it, or a file, or that there is nothing. False when that cannot
 * be stamped: something is unreadable, no file or folder, or a symbolic link.
 */
bool stamps_add(struct arena *arena, struct stamps *stamps, struct str path);
/* Adds the names in the folder, nothing of what is below it. */
bool stamps_add_names(struct arena *arena, struct stamps *stamps, struct str folder);
/* Reads and hashes what was added since the last call, in parallel. False when it cannot be read.
 */
bool stamps_hash(struct stamps *stamps, struct pool *pool);
/* Whether all that was added has the stamps still that it had then. */
bool stamps_stand(const struct stamps *stamps);
/* As text, a line each; to be read by the next function. */
void stamps_write(struct buf *out, const struct stamps *stamps);
bool stamps_read(struct arena *arena, struct str text, struct stamps *stamps);
/* Looks at everything again, until something has changed. */
enum stamps_answer stamps_compare(struct arena *arena, struct stamps *stamps);

#endif
