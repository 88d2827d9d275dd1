/* Looking at files from outside; they are read only where that says too little. */
#include "read/stamps.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/pool.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* Bytes of a file that are read at most; a larger one is known by its stamp alone. */
enum { HASHED_LIMIT = 8 << 20 };
enum { DEPTH_LIMIT = 64 };

static int64_t
nanoseconds(struct timespec time)
{
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* By the clock of file systems, which may stand still for some milliseconds. */
static int64_t
now(void)
{
	struct timespec time;

#ifdef CLOCK_REALTIME_COARSE
	clock_gettime(CLOCK_REALTIME_COARSE, &time);
#else
	clock_gettime(CLOCK_REALTIME, &time);
#endif
	return nanoseconds(time);
}

static struct stamp
stamp_of(const struct stat *status)
{
#ifdef __APPLE__
	struct timespec modified = status->st_mtimespec, changed = status->st_ctimespec;
#else
	struct timespec modified = status->st_mtim, changed = status->st_ctim;
#endif
	return (struct stamp){(uint64_t)status->st_size, (uint64_t)status->st_ino,
			      nanoseconds(modified), nanoseconds(changed)};
}

/* Folders of equal names differ in size by the file system's leave, and change with their files. */
static bool
is_stamped_alike(enum stamped_kind kind, struct stamp a, struct stamp b)
{
	if (a.inode != b.inode || a.modified != b.modified)
		return false;
	return kind == STAMPED_FOLDER || (a.size == b.size && a.changed == b.changed);
}

/* What file systems without fractions of seconds may be behind. */
enum { COARSEST = 2000000000 };

static bool
is_young(int64_t time, int64_t begun)
{
	return time + (time % 1000000000 ? 0 : COARSEST) >= begun;
}

static bool
is_unsure(const struct stamped *stamped, int64_t begun)
{
	return is_young(stamped->stamp.modified, begun) ||
	       (stamped->kind != STAMPED_FOLDER && is_young(stamped->stamp.changed, begun));
}

/* What is there now; false when nobody may see it, or it is neither file nor folder. */
static bool
look(struct stamped *stamped)
{
	struct stat status;

	if (lstat(stamped->path.at, &status) != 0) {
		stamped->kind = STAMPED_NOTHING;
		return errno == ENOENT || errno == ENOTDIR;
	}
	stamped->kind = S_ISDIR(status.st_mode) ? STAMPED_FOLDER : STAMPED_FILE;
	stamped->stamp = stamp_of(&status);
	return S_ISDIR(status.st_mode) || S_ISREG(status.st_mode);
}

static bool
is_hidden(struct str name)
{
	return str_starts(name, STR("."));
}

static uint64_t
hash_of_names(const struct str *names, size_t nnames)
{
	struct buf all;
	uint64_t hash;

	buf_init(&all);
	for (size_t i = 0; i < nnames; i++) {
		if (is_hidden(names[i]))
			continue;
		buf_add(&all, names[i]);
		buf_add_char(&all, '/'); // in no name
	}
	hash = hash_64(buf_str(&all));
	buf_release(&all);
	return hash;
}

static bool
hash_names(struct arena *arena, struct stamped *folder)
{
	struct str *names;
	size_t nnames;

	if (!folder_list(arena, folder->path.at, &names, &nnames))
		return false;
	folder->hash = hash_of_names(names, nnames);
	return true;
}

static bool
hash_bytes(struct arena *arena, struct stamped *file)
{
	struct str bytes;

	if (file->stamp.size > HASHED_LIMIT) {
		file->hash = 0;
		return true;
	}
	if (!file_read(arena, file->path.at, HASHED_LIMIT, &bytes))
		return false;
	file->hash = hash_64(bytes);
	return true;
}

static bool
hash(struct arena *arena, struct stamped *stamped)
{
	switch (stamped->kind) {
	case STAMPED_FILE: return hash_bytes(arena, stamped);
	case STAMPED_FOLDER: return hash_names(arena, stamped);
	default: return true;
	}
}

void
stamps_begin(struct stamps *stamps)
{
	stamps->begun = now();
}

static bool
add_one(struct arena *arena, struct stamps *stamps, struct str path, struct stamped *stamped)
{
	/* A line each when written. */
	if (str_find_char(path, '\n') < path.len)
		return false;
	*stamped = (struct stamped){.path = path};
	if (!look(stamped))
		return false;
	stamped->unsure = is_unsure(stamped, stamps->begun);
	VEC_PUSH(arena, &stamps->all, *stamped);
	return true;
}

/*
 * Files of the folder stand behind it, then its folders. Its names are those that are added:
 * one that comes later makes it another folder.
 */
static bool
add_folder(struct arena *arena, struct stamps *stamps, const struct stamped *folder, size_t depth)
{
	size_t index = stamps->all.len - 1;
	VEC(struct stamped) folders = {0};
	struct str *names;
	size_t nnames;

	if (depth > DEPTH_LIMIT || !folder_list(arena, folder->path.at, &names, &nnames))
		return false;
	stamps->all.at[index].hash = hash_of_names(names, nnames);
	stamps->all.at[index].hashed = true;
	for (size_t i = 0; i < nnames; i++) {
		struct stamped stamped;

		if (is_hidden(names[i]))
			continue;
		if (!add_one(arena, stamps, path_join(arena, folder->path, names[i]), &stamped))
			return false;
		if (stamped.kind != STAMPED_FOLDER)
			continue;
		stamps->all.len--; // it stands in front of what is in it
		VEC_PUSH(arena, &folders, stamped);
	}
	for (size_t i = 0; i < folders.len; i++) {
		VEC_PUSH(arena, &stamps->all, folders.at[i]);
		if (!add_folder(arena, stamps, &folders.at[i], depth + 1))
			return false;
	}
	return true;
}

bool
stamps_add(struct arena *arena, struct stamps *stamps, struct str path)
{
	struct stamped stamped;

	return add_one(arena, stamps, arena_dup(arena, path), &stamped) &&
	       (stamped.kind != STAMPED_FOLDER || add_folder(arena, stamps, &stamped, 0));
}

bool
stamps_add_names(struct arena *arena, struct stamps *stamps, struct str folder)
{
	struct stamped stamped;

	return add_one(arena, stamps, arena_dup(arena, folder), &stamped) &&
	       stamped.kind == STAMPED_FOLDER;
}

/* What all jobs share. */
struct hashing {
	struct stamps *stamps;
	bool *failed; // by index
};

static void
hash_job(struct worker *worker, size_t index, void *context)
{
	struct hashing *hashing = context;
	struct stamped *stamped = &hashing->stamps->all.at[index];

	if (!stamped->hashed)
		hashing->failed[index] = !hash(&worker->scratch, stamped);
	stamped->hashed = true;
}

bool
stamps_hash(struct stamps *stamps, struct pool *pool)
{
	struct hashing hashing = {.stamps = stamps};
	struct arena arena;
	bool failed = false;

	arena_init(&arena);
	hashing.failed = ARENA_ARRAY(&arena, bool, stamps->all.len);
	pool_run(pool, stamps->all.len, hash_job, &hashing);
	for (size_t i = 0; i < stamps->all.len; i++)
		failed |= hashing.failed[i];
	arena_release(&arena);
	return !failed;
}

bool
stamps_stand(const struct stamps *stamps)
{
	for (size_t i = 0; i < stamps->all.len; i++) {
		const struct stamped *stamped = &stamps->all.at[i];
		struct stamped seen = {.path = stamped->path};

		if (!look(&seen) || seen.kind != stamped->kind ||
		    !is_stamped_alike(seen.kind, seen.stamp, stamped->stamp))
			return false;
	}
	return true;
}

void
stamps_write(struct buf *out, const struct stamps *stamps)
{
	for (size_t i = 0; i < stamps->all.len; i++) {
		const struct stamped *stamped = &stamps->all.at[i];
		const struct stamp *stamp = &stamped->stamp;

		buf_addf(out,
			 "%d%c %" PRIx64 " %" PRIx64 " %" PRIx64 " %" PRIx64 " %" PRIx64 " %.*s\n",
			 (int)stamped->kind, stamped->unsure ? '?' : '!', stamp->size, stamp->inode,
			 (uint64_t)stamp->modified, (uint64_t)stamp->changed, stamped->hash,
			 STR_ARG(stamped->path));
	}
}

/* Hexadecimal digits up to a space, which is taken too. */
static bool
take_number(struct str *line, uint64_t *number)
{
	size_t i = 0;

	*number = 0;
	for (; i < line->len && line->at[i] != ' '; i++) {
		char c = ascii_lower(line->at[i]);

		if (i == 16 || !(ascii_is_digit(c) || (c >= 'a' && c <= 'f')))
			return false;
		*number = *number << 4 | (uint64_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	if (i == 0 || i == line->len)
		return false;
	*line = str_skip(*line, i + 1);
	return true;
}

static bool
read_line(struct arena *arena, struct str line, struct stamped *stamped)
{
	uint64_t modified, changed;

	if (line.len < 3 || line.at[0] < '0' || line.at[0] > '2')
		return false;
	stamped->kind = (enum stamped_kind)(line.at[0] - '0');
	stamped->unsure = line.at[1] == '?';
	line = str_skip(line, 3);
	if (!take_number(&line, &stamped->stamp.size) ||
	    !take_number(&line, &stamped->stamp.inode) || !take_number(&line, &modified) ||
	    !take_number(&line, &changed) || !take_number(&line, &stamped->hash) || !line.len)
		return false;
	stamped->stamp.modified = (int64_t)modified;
	stamped->stamp.changed = (int64_t)changed;
	stamped->path = arena_dup(arena, line);
	return true;
}

bool
stamps_read(struct arena *arena, struct str text, struct stamps *stamps)
{
	struct str line;

	while (text.len && str_split(&text, '\n', &line)) {
		struct stamped stamped = {0};

		if (!read_line(arena, line, &stamped))
			return false;
		VEC_PUSH(arena, &stamps->all, stamped);
	}
	return true;
}

/* Its bytes or names are what they were, whatever the stamp says. */
static bool
is_hashed_alike(struct arena *arena, const struct stamped *before, struct stamped *seen)
{
	struct arena_mark mark = arena_mark(arena);
	bool alike = before->kind == STAMPED_FOLDER ||
		     (before->stamp.size == seen->stamp.size && before->stamp.size <= HASHED_LIMIT);

	alike = alike && hash(arena, seen) && seen->hash == before->hash;
	arena_rewind(arena, mark);
	return alike;
}

static enum stamps_answer
compare_one(struct arena *arena, struct stamped *stamped, int64_t begun)
{
	struct stamped seen = {.path = stamped->path};

	if (!look(&seen) || seen.kind != stamped->kind)
		return STAMPS_CHANGED;
	if (seen.kind == STAMPED_NOTHING)
		return STAMPS_SAME;
	if (!stamped->unsure && is_stamped_alike(seen.kind, seen.stamp, stamped->stamp))
		return STAMPS_SAME;
	if (!is_hashed_alike(arena, stamped, &seen))
		return STAMPS_CHANGED;
	seen.hashed = true;
	seen.unsure = is_unsure(&seen, begun);
	*stamped = seen;
	return STAMPS_RENEWED;
}

enum stamps_answer
stamps_compare(struct arena *arena, struct stamps *stamps)
{
	enum stamps_answer answer = STAMPS_SAME;

	stamps->begun = now();
	for (size_t i = 0; i < stamps->all.len; i++) {
		enum stamps_answer one = compare_one(arena, &stamps->all.at[i], stamps->begun);

		if (one == STAMPS_CHANGED)
			return one;
		if (one == STAMPS_RENEWED)
			answer = one;
	}
	return answer;
}
