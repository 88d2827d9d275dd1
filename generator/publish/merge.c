/* What is asked of a published folder before it becomes a part, and its files in the plan. */
#include "publish/merge.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "data/json.h"
#include "data/value.h"
#include "emit/plan.h"
#include "model/course.h"
#include "publish/manifest.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	HEAD_PIECE = 64 * 1024, // bytes read at a time of api/curriculum.json
	HEAD_LIMIT = 4 << 20,   // bytes that may stand in front of its weeks
	NAME_MOST = 64,         // bytes
};

struct merge_part {
	struct course *course;
	struct manifest manifest;
};

static const struct str course_json = STR_INIT("api/curriculum.json");
static const struct str courses_json = STR_INIT("api/courses.json");

/* In "math=parts/1" a name stands in front; in "./a=b" and "a/b=c" there is none. */
static bool
is_name(struct str text)
{
	if (!text.len || text.len > NAME_MOST || !path_is_segment(text))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_alnum(text.at[i]) && text.at[i] != '-' && text.at[i] != '_')
			return false;
	return true;
}

static bool
refuse(struct diag_list *diags, struct diag *diag, const char *cure)
{
	diag_cure(diags, diag, "%s", cure);
	return false;
}

static bool
look_at_manifest(struct arena *arena, struct merge_part *part, struct diag_list *diags)
{
	struct str folder = part->course->folder;
	struct diag *diag;

	if (file_info(path_join(arena, folder, STR(".")).at).kind != FILE_FOLDER) {
		diag = diag_add_path(diags, DIAG_PART_FOREIGN, folder, "there is no such folder");
		return refuse(diags, diag, "name folders that `lectern build` published");
	}
	switch (manifest_look(arena, folder, &part->manifest)) {
	case MANIFEST_GOOD: return true;
	case MANIFEST_ABSENT:
		diag = diag_add_path(diags, DIAG_PART_FOREIGN, folder,
				     "the folder holds no '" MANIFEST_NAME
				     "', so Lectern did not publish it");
		return refuse(diags, diag,
			      "name folders that `lectern build` published, with their hidden "
			      "files");
	case MANIFEST_OF_ANOTHER_FORMAT:
		diag = diag_add_path(diags, DIAG_PART_FORMAT, folder,
				     "'" MANIFEST_NAME "' has another format than this Lectern's");
		return refuse(diags, diag, "build all parts with the same Lectern");
	case MANIFEST_BROKEN: break;
	}
	diag = diag_add_path(diags, DIAG_PART_DAMAGED, folder, "'" MANIFEST_NAME "' is damaged");
	return refuse(diags, diag, "build the part again, or copy it anew");
}

/* What one look at a file tells; NULL: nothing is wrong. */
static const char *
find_fault(struct str folder, const struct manifest_file *file, struct arena *arena)
{
	struct arena_mark mark = arena_mark(arena);
	struct file_info info = file_info(path_join(arena, folder, file->path).at);

	arena_rewind(arena, mark);
	if (info.kind == FILE_ABSENT)
		return "the file is missing, though '" MANIFEST_NAME "' names it";
	if (info.kind != FILE_REGULAR)
		return "this is no file, though '" MANIFEST_NAME "' names it as one";
	if (info.size != file->print.size)
		return "the file is not of the size that '" MANIFEST_NAME "' says";
	return file->print.hash.len ? NULL : "'" MANIFEST_NAME "' has no hash of the file";
}

/* All files of the manifest; their bytes are compared when they are copied. */
static bool
look_at_files(struct arena *arena, const struct merge_part *part, struct diag_list *diags)
{
	const struct manifest *manifest = &part->manifest;
	struct str folder = part->course->folder, first = {0};
	const char *fault = NULL;
	size_t nwrong = 0;
	struct diag *diag;

	for (size_t i = 0; i < manifest->nfiles; i++) {
		const char *found = find_fault(folder, &manifest->files[i], arena);

		if (found && !nwrong++) {
			fault = found;
			first = manifest->files[i].path;
		}
	}
	if (!nwrong)
		return true;
	diag =
	    diag_add_path(diags, DIAG_PART_DAMAGED, path_join(arena, folder, first), "%s", fault);
	if (nwrong > 1)
		diag_note(diags, diag, NULL, (struct span){0, 0},
			  "%zu of %zu files are not as they were published", nwrong,
			  manifest->nfiles);
	return refuse(diags, diag, "build the part again, or copy it anew");
}

/* What stands in front of the weeks, which alone grows with the course; false when nothing does. */
static bool
read_head(struct str path, struct buf *head)
{
	static const struct str behind = STR_INIT("\n  \"weeks\": [");
	FILE *file = fopen(path.at, "rb");
	size_t end = 0, len = 1;

	while (file && len && end == head->len && head->len < HEAD_LIMIT) {
		len = fread(buf_reserve(head, HEAD_PIECE), 1, HEAD_PIECE, file);
		head->len += len;
		end = str_find(buf_str(head), behind);
	}
	if (file)
		fclose(file);
	if (end == head->len)
		return false;
	buf_truncate(head, end);
	if (head->len && head->at[head->len - 1] == ',')
		buf_truncate(head, head->len - 1);
	buf_add(head, STR("\n}\n"));
	return true;
}

/* Such a course as Lectern writes one; `about` is read from the head. */
static bool
parse_head(struct arena *arena, struct course *course, const struct buf *head)
{
	struct source source = {.path = course_json, .text = arena_dup(arena, buf_str(head))};
	struct diag_list unheard;
	bool good;

	diag_init(&unheard);
	good = json_parse(arena, &source, &course->about, &unheard) &&
	       course_text(course, STR("id")).len && course_text(course, STR("title")).len &&
	       course_text(course, STR("language")).len && value_find(course->about, STR("totals"));
	diag_release(&unheard);
	return good;
}

static bool
read_about(struct arena *arena, struct merge_part *part, struct diag_list *diags)
{
	struct str folder = part->course->folder;
	struct str path = path_join(arena, folder, course_json);
	struct diag *diag;
	struct buf head;
	bool good;

	if (manifest_find(&part->manifest, courses_json)) {
		diag = diag_add_path(diags, DIAG_PART_FOREIGN, folder,
				     "this was merged from courses already");
		return refuse(diags, diag, "merge the courses that it was made of");
	}
	if (!manifest_find(&part->manifest, course_json)) {
		diag = diag_add_path(diags, DIAG_PART_FOREIGN, folder,
				     "this is no course: it has no '%s'", course_json.at);
		return refuse(diags, diag, "name folders that `lectern build` published");
	}
	buf_init(&head);
	good = read_head(path, &head) && parse_head(arena, part->course, &head);
	buf_release(&head);
	if (good)
		return true;
	diag = diag_add_path(diags, DIAG_PART_DAMAGED, path, "the course cannot be read");
	return refuse(diags, diag, "build the part again with this Lectern");
}

/* Path of the file as the system knows it; empty when the part has none. */
static struct str
find_file(struct arena *arena, const struct merge_part *part, struct str path)
{
	return manifest_find(&part->manifest, path) ? path_join(arena, part->course->folder, path)
						    : STR("");
}

static bool
name_part(struct merge_part *part, struct diag_list *diags)
{
	struct course *course = part->course;
	struct diag *diag;

	if (!course->name.len)
		course->name = course_text(course, STR("id"));
	if (is_name(course->name))
		return true;
	diag = diag_add_path(diags, DIAG_PART_NAME, course->folder,
			     "'%.*s' cannot be the name of a folder in the site",
			     STR_ARG(course->name));
	diag_cure(diags, diag, "give it one of a-z, 0-9, '-' and '_': NAME=%.*s",
		  STR_ARG(course->folder));
	return false;
}

/* Without '/' at the end, so that paths in it look the same however it was named. */
static struct str
clean_folder(struct arena *arena, struct str folder)
{
	while (folder.len > 1 && folder.at[folder.len - 1] == '/')
		folder = str_slice(folder, 0, folder.len - 1);
	return arena_dup(arena, folder);
}

static bool
read_part(struct arena *arena, struct str named, struct merge_part *part, struct diag_list *diags)
{
	size_t equals = str_find_char(named, '=');
	struct course *course = part->course;

	course->folder = clean_folder(arena, named);
	if (equals < named.len && is_name(str_slice(named, 0, equals))) {
		course->name = str_slice(named, 0, equals);
		course->folder = clean_folder(arena, str_skip(named, equals + 1));
	}
	if (!look_at_manifest(arena, part, diags) || !look_at_files(arena, part, diags) ||
	    !read_about(arena, part, diags) || !name_part(part, diags))
		return false;
	course->search = find_file(arena, part, STR("assets/search/index.js"));
	course->sitemap = find_file(arena, part, STR("sitemap.xml"));
	course->feed = find_file(arena, part, STR("feed.xml"));
	return true;
}

/* Also names that differ in case only: not every file system tells them apart. */
static bool
check_names(const struct merge *merge, struct diag_list *diags)
{
	bool good = true;

	for (size_t i = 0; i < merge->len; i++)
		for (size_t k = 0; k < i; k++) {
			const struct course *course = &merge->courses[i],
					    *other = &merge->courses[k];
			struct diag *diag;

			if (!str_eq_fold(course->name, other->name))
				continue;
			diag = diag_add_path(diags, DIAG_PART_NAME, course->folder,
					     "the name '%.*s' is already that of the part '%.*s'",
					     STR_ARG(course->name), STR_ARG(other->folder));
			diag_cure(diags, diag, "name one of them anew: NAME=%.*s",
				  STR_ARG(course->folder));
			good = false;
			break;
		}
	return good;
}

bool
merge_read(struct arena *arena, const struct str *names, size_t nnames, struct merge *merge,
	   struct diag_list *diags)
{
	bool good = true;

	*merge = (struct merge){.courses = ARENA_ARRAY(arena, struct course, nnames),
				.at = ARENA_ARRAY(arena, struct merge_part, nnames),
				.len = nnames};
	for (size_t i = 0; i < nnames; i++) {
		merge->at[i].course = &merge->courses[i];
		good &= read_part(arena, names[i], &merge->at[i], diags);
	}
	return good && check_names(merge, diags);
}

static bool
is_within(struct str path, struct str folder)
{
	return str_starts(path, folder) && (path.len == folder.len || path.at[folder.len] == '/');
}

/* With links resolved, also of a folder that is not there yet. */
static struct str
real_target(struct arena *arena, struct str target)
{
	struct str path = clean_folder(arena, target), behind = STR("");
	struct str real = file_real_path(arena, path.at);

	while (!real.len && path.len) {
		struct str outer = path_folder(path);

		behind = path_join(arena, path_name(path), behind);
		path = arena_dup(arena, outer);
		real = file_real_path(arena, path.len ? path.at : ".");
	}
	return path_join(arena, real, behind);
}

bool
merge_check_target(const struct merge *merge, struct str target, struct diag_list *diags)
{
	struct arena arena;
	struct str real;
	bool good = true;

	arena_init(&arena);
	real = real_target(&arena, target);
	for (size_t i = 0; i < merge->len && good; i++) {
		struct str folder = file_real_path(&arena, merge->courses[i].folder.at);
		struct diag *diag;

		good = !is_within(folder, real) && !is_within(real, folder);
		if (good)
			continue;
		diag = diag_add_path(diags, DIAG_OUTPUT_FAILED, target,
				     "the part '%.*s' and the site would be in one folder",
				     STR_ARG(merge->courses[i].folder));
		diag_cure(diags, diag, "publish to a folder beside the parts");
	}
	arena_release(&arena);
	return good;
}

static void
plan_part(struct arena *arena, const struct merge_part *part, struct plan *plan,
	  struct diag_list *diags)
{
	const struct course *course = part->course;

	for (size_t i = 0; i < part->manifest.nfiles; i++) {
		const struct manifest_file *file = &part->manifest.files[i];
		size_t index = plan_add(arena, plan, path_join(arena, course->name, file->path),
					course->folder, diags);
		struct output *output = &plan->outputs[index];

		if (index == SIZE_MAX)
			continue;
		output->copy = path_join(arena, course->folder, file->path);
		output->expected = file->print;
	}
}

void
merge_plan(struct arena *arena, const struct merge *merge, struct plan *plan,
	   struct diag_list *diags)
{
	for (size_t i = 0; i < merge->len; i++)
		plan_part(arena, &merge->at[i], plan, diags);
}
