/*
 * Writing and copying single files. The system copies file to file where it can,
 * which shares the blocks on file systems that know how; the copy is what gets
 * hashed, for the original may change under our eyes.
 */
#include "publish/output_file.h"

#include "base/arena.h"
#include "base/die.h"
#include "base/file.h"
#include "base/hash.h"
#include "emit/plan.h"
#include "publish/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 256 * 1024 }; // bytes read at a time

/* Closes what was only read, and keeps the reason of an earlier failure. */
static void
close_reading(int fd)
{
	int reason = errno;

	close(fd);
	errno = reason;
}

/* Opens a regular file; nothing else is waited for. */
static int
open_reading(const char *path, uint64_t *size)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat status;

	if (fd < 0)
		return -1;
	if (fstat(fd, &status) == 0) {
		*size = (uint64_t)status.st_size;
		if (S_ISREG(status.st_mode))
			return fd;
		errno = EINVAL;
	}
	close_reading(fd);
	return -1;
}

static ssize_t
read_some(int fd, char *piece)
{
	ssize_t len;

	do
		len = read(fd, piece, PIECE);
	while (len < 0 && errno == EINTR);
	return len;
}

/* Hashes what is left to read; size and hash are those of these bytes. */
static bool
hash_rest(struct arena *arena, int fd, struct fingerprint *print)
{
	struct hasher *hasher = hasher_new();
	char *piece = alloc_or_die(1, PIECE);
	ssize_t len;

	print->size = 0;
	for (len = read_some(fd, piece); len > 0; len = read_some(fd, piece)) {
		hasher_add(hasher, (struct str){piece, (size_t)len});
		print->size += (uint64_t)len;
	}
	print->hash = hasher_end(hasher, arena);
	free(piece);
	return len == 0;
}

/* As far as it has been measured, it is not what the plan says of it. */
static bool
is_altered(const struct output *output, const struct fingerprint *print)
{
	const struct fingerprint *expected = &output->expected;

	return expected->hash.len && (print->size != expected->size ||
				      (print->hash.len && !str_eq(print->hash, expected->hash)));
}

enum output_result
output_file_measure(struct arena *arena, const struct output *output, uint64_t likely_size,
		    struct fingerprint *print)
{
	bool measured = true;
	int fd;

	*print = output->taken;
	if (print->hash.len)
		return OUTPUT_DONE;
	print->size = output->bytes.len;
	if (output->copy.len == 0) {
		print->hash = hash_hex(arena, output->bytes);
		return OUTPUT_DONE;
	}
	fd = open_reading(arena_dup(arena, output->copy).at, &print->size);
	if (fd < 0)
		return OUTPUT_UNREADABLE;
	if (print->size == likely_size)
		measured = hash_rest(arena, fd, print);
	close_reading(fd);
	if (!measured)
		return OUTPUT_UNREADABLE;
	return is_altered(output, print) ? OUTPUT_ALTERED : OUTPUT_DONE;
}

static bool
write_piece(int fd, struct str piece)
{
	while (piece.len) {
		ssize_t len = write(fd, piece.at, piece.len);

		if (len < 0 && errno == EINTR)
			continue;
		if (len <= 0)
			return false;
		piece = str_skip(piece, (size_t)len);
	}
	return true;
}

static enum output_result
copy_by_reading(int from, int to)
{
	enum output_result result = OUTPUT_DONE;
	char *piece = alloc_or_die(1, PIECE);
	ssize_t len = read_some(from, piece);

	while (len > 0 && result == OUTPUT_DONE) {
		if (!write_piece(to, (struct str){piece, (size_t)len}))
			result = OUTPUT_UNWRITABLE;
		else
			len = read_some(from, piece);
	}
	free(piece);
	return len < 0 ? OUTPUT_UNREADABLE : result;
}

static enum output_result
copy_bytes(int from, int to)
{
#ifdef __linux__
	while (copy_file_range(from, NULL, to, NULL, 1 << 30, 0) > 0)
		;
#endif
	/* Whatever ended that, this goes on from there and finds the reason, or the end. */
	return copy_by_reading(from, to);
}

/* Makes the file with what can be read from `from`. */
static enum output_result
copy_to_path(struct arena *arena, int from, const char *path, struct fingerprint *print)
{
	int to = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	enum output_result result;

	if (to < 0)
		return OUTPUT_UNWRITABLE;
	result = copy_bytes(from, to);
	if (result == OUTPUT_DONE && (lseek(to, 0, SEEK_SET) != 0 || !hash_rest(arena, to, print)))
		result = OUTPUT_UNWRITABLE;
	if (result != OUTPUT_DONE)
		close_reading(to);
	else if (close(to) != 0 && errno != EINTR)
		result = OUTPUT_UNWRITABLE;
	return result;
}

enum output_result
output_file_create(struct arena *arena, const struct output *output, const char *path,
		   struct fingerprint *print)
{
	enum output_result result;
	uint64_t size;
	int from;

	if (output->copy.len == 0) {
		*print = (struct fingerprint){output->bytes.len, hash_hex(arena, output->bytes)};
		return file_create(path, output->bytes) ? OUTPUT_DONE : OUTPUT_UNWRITABLE;
	}
	from = open_reading(arena_dup(arena, output->copy).at, &size);
	if (from < 0)
		return OUTPUT_UNREADABLE;
	result = copy_to_path(arena, from, path, print);
	close_reading(from);
	return result == OUTPUT_DONE && is_altered(output, print) ? OUTPUT_ALTERED : result;
}
