/* The zip archive: what goes in and how it is dated; libzip reads files one by one as it writes. */
#include "emit/archive.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "emit/plan.h"

#include <errno.h>
#include <stdint.h>
#include <zip.h>

/* An archive on its way. */
struct archive {
	struct arena arena; // names of its entries
	const struct plan *plan;
	const struct output *except; // left out; NULL: none
	struct str folder, name;
	uint16_t date, time; // as MS-DOS wrote them
	struct diag_list *diags;
};

static void
report(struct archive *archive, zip_error_t *error)
{
	diag_add_path(archive->diags, DIAG_OUTPUT_FAILED, archive->name,
		      "cannot write the archive: %s", zip_error_strerror(error));
}

/*
 * The date of all entries. What is unpacked carries it, and programs that tell files apart by
 * size and date need another one for another site; hence SOURCE_DATE_EPOCH.
 */
static void
set_date(struct archive *archive)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");
	char *end = NULL;
	long long seconds = text && *text ? strtoll(text, &end, 10) : 0;
	time_t moment = (time_t)seconds;
	struct tm tm;

	archive->date = 1 << 5 | 1; // 1 January 1980
	archive->time = 0;
	if (!end || *end || !gmtime_r(&moment, &tm) || tm.tm_year < 80 || tm.tm_year > 207)
		return;
	archive->date = (uint16_t)((tm.tm_year - 80) << 9 | (tm.tm_mon + 1) << 5 | tm.tm_mday);
	archive->time = (uint16_t)(tm.tm_hour << 11 | tm.tm_min << 5 | tm.tm_sec / 2);
}

/* libzip opens files when it writes, and does not say then which one it could not read. */
static bool
is_readable(struct archive *archive, const struct output *output)
{
	const char *path = arena_dup(&archive->arena, output->copy).at;
	bool readable = access(path, R_OK) == 0;

	if (readable && file_info(path).kind == FILE_FOLDER) {
		errno = EISDIR;
		readable = false;
	}
	if (!readable)
		diag_add_path(archive->diags, DIAG_OUTPUT_FAILED, output->copy,
			      "cannot read the file: %s", strerror(errno));
	return readable;
}

static bool
add_entry(struct archive *archive, zip_t *zip, const struct output *output)
{
	const char *name = arena_printf(&archive->arena, "%.*s/%.*s", STR_ARG(archive->folder),
					STR_ARG(output->path))
			       .at;
	zip_source_t *source;
	zip_int64_t index;

	if (output->copy.len)
		source = zip_source_file(zip, arena_dup(&archive->arena, output->copy).at, 0, -1);
	else
		source = zip_source_buffer(zip, output->bytes.at, output->bytes.len, 0);
	if (!source)
		return false;
	index = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
	if (index < 0) {
		zip_source_free(source);
		return false;
	}
	return zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_DEFLATE, 0) == 0 &&
	       zip_file_set_dostime(zip, (zip_uint64_t)index, archive->time, archive->date, 0) ==
		   0 &&
	       zip_file_set_external_attributes(zip, (zip_uint64_t)index, 0, ZIP_OPSYS_UNIX,
						(zip_uint32_t)0100644 << 16) == 0;
}

/* Names all entries; the bytes are written by zip_close. */
static bool
add_entries(struct archive *archive, zip_t *zip)
{
	const struct plan *plan = archive->plan;
	const struct output **outputs = plan_in_order(&archive->arena, plan);

	for (size_t i = 0; i < plan->noutputs; i++) {
		const struct output *output = outputs[i];

		if (output == archive->except)
			continue;
		if (output->copy.len && !is_readable(archive, output))
			return false;
		if (!add_entry(archive, zip, output)) {
			report(archive, zip_get_error(zip));
			return false;
		}
	}
	return true;
}

/* Fills and closes the open archive; when that fails nothing has been written. */
static bool
finish(struct archive *archive, zip_t *zip)
{
	if (!add_entries(archive, zip)) {
		zip_discard(zip);
		return false;
	}
	if (zip_close(zip) == 0)
		return true;
	report(archive, zip_get_error(zip));
	zip_discard(zip);
	return false;
}

static bool
write_file(struct archive *archive, struct str file)
{
	zip_error_t error;
	int code;
	zip_t *zip =
	    zip_open(arena_dup(&archive->arena, file).at, ZIP_CREATE | ZIP_TRUNCATE, &code);

	if (zip)
		return finish(archive, zip);
	zip_error_init_with_code(&error, code);
	report(archive, &error);
	zip_error_fini(&error);
	return false;
}

/* The bytes of the closed archive. */
static bool
read_all(struct arena *arena, zip_source_t *source, struct str *out)
{
	zip_stat_t status;
	zip_int64_t len;
	char *bytes;

	if (zip_source_stat(source, &status) != 0 || zip_source_open(source) != 0)
		return false;
	bytes = arena_alloc(arena, status.size);
	len = zip_source_read(source, bytes, status.size);
	zip_source_close(source);
	*out = (struct str){bytes, status.size};
	return len >= 0 && (zip_uint64_t)len == status.size;
}

static bool
write_bytes(struct archive *archive, struct arena *arena, struct str *out)
{
	zip_error_t error;
	zip_source_t *source;
	zip_t *zip;
	bool made = false;

	zip_error_init(&error);
	source = zip_source_buffer_create(NULL, 0, 0, &error);
	if (!source)
		die("out of memory");
	zip_source_keep(source); // for us, behind zip_close
	zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	if (!zip) {
		report(archive, &error);
		zip_source_free(source);
	} else if (finish(archive, zip)) {
		made = read_all(arena, source, out);
		if (!made)
			report(archive, zip_source_error(source));
	}
	zip_source_free(source);
	zip_error_fini(&error);
	return made;
}

static void
archive_init(struct archive *archive, const struct plan *plan, struct str folder,
	     struct diag_list *diags)
{
	*archive = (struct archive){.plan = plan, .folder = folder, .diags = diags};
	arena_init(&archive->arena);
	set_date(archive);
}

struct str
archive_name(struct str id)
{
	enum { EXTENSION = 8 }; // bytes, at most

	return path_is_segment(id) && id.len <= 100 - EXTENSION ? id : STR("course");
}

bool
archive_write(const struct plan *plan, struct str folder, struct str file, struct diag_list *diags)
{
	struct archive archive;
	bool written;

	archive_init(&archive, plan, folder, diags);
	archive.name = file;
	written = write_file(&archive, file);
	arena_release(&archive.arena);
	return written;
}

bool
archive_make(struct arena *arena, const struct plan *plan, size_t except, struct str folder,
	     struct str *out, struct diag_list *diags)
{
	struct archive archive;
	bool made;

	archive_init(&archive, plan, folder, diags);
	archive.except = &plan->outputs[except];
	archive.name = archive.except->path;
	made = write_bytes(&archive, arena, out);
	arena_release(&archive.arena);
	return made;
}
