/* The stages of an import, in order, and the writing of the result. */
#include "import/import.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/block.h"
#include "import/course.h"
#include "import/draft.h"
#include "import/link.h"
#include "import/sheet.h"
#include "roadmap/definition.h"
#include "roadmap/line.h"
#include "roadmap/mojibake.h"
#include "roadmap/part.h"
#include "roadmap/summary.h"
#include "roadmap/text.h"

#include <errno.h>
#include <string.h>

/*
 * Bounds of what a roadmap may be. Some steps compare every heading with every other,
 * some every byte of a line; and a longer line would not be built anyway.
 */
enum { SIZE_LIMIT = 4 << 20, LINE_LIMIT = 64 << 10, HEADING_LIMIT = 5000 };

/* An import under way. */
struct import {
	struct arena *arena;
	struct line_list lines;
	struct parts parts;
	struct summary summary;
	struct course course;
	struct definition *definitions;
	size_t ndefinitions;
	VEC(struct import_file) files;
	struct import_report *report;
	struct diag_list *diags;
};

/* Lines and headings; false, with a diagnostic, when there are too many or too long ones. */
static bool
check_limits(const struct line_list *lines, struct diag_list *diags)
{
	size_t nheadings = 0;

	for (size_t i = 0; i < lines->len; i++) {
		const struct line *line = &lines->at[i];

		nheadings += line->kind == LINE_HEADING;
		if (line->text.len > LINE_LIMIT) {
			diag_add(diags, DIAG_LIMIT_BLOCK, lines->source, line->span,
				 "the line is longer than %d bytes", LINE_LIMIT);
			return false;
		}
		if (nheadings > HEADING_LIMIT) {
			diag_add(diags, DIAG_FILE_TOO_LARGE, lines->source, line->span,
				 "there are more than %d headings", HEADING_LIMIT);
			return false;
		}
	}
	return true;
}

static bool
check_text(const struct source *source, struct diag_list *diags)
{
	size_t nul = str_find_char(source->text, '\0'), bad;
	struct diag *diag;

	if (nul < source->text.len) {
		diag_add(diags, DIAG_TEXT_NUL, source,
			 (struct span){(uint32_t)nul, (uint32_t)nul + 1},
			 "there is a NUL byte; the file is damaged, or UTF-16");
		return false;
	}
	if (utf8_is_valid(source->text, &bad))
		return true;
	diag = diag_add(diags, DIAG_TEXT_INVALID, source,
			(struct span){(uint32_t)bad, (uint32_t)bad + 1}, "this byte is not UTF-8");
	diag_cure(diags, diag, "iconv -f WINDOWS-1252 -t UTF-8 '%.*s' > fixed.md",
		  STR_ARG(source->path));
	return false;
}

static void
add_file(struct import *import, struct str path, struct buf *bytes)
{
	struct import_file file = {path, arena_dup(import->arena, buf_str(bytes))};

	VEC_PUSH(import->arena, &import->files, file);
	buf_release(bytes);
}

static void
read_weeks(struct import *import)
{
	struct parts *parts = &import->parts;
	struct course *course = &import->course;

	course->weeks = ARENA_ARRAY(import->arena, struct draft, parts->nweeks);
	for (size_t i = 0; i < parts->len; i++) {
		struct draft *draft = &course->weeks[course->nweeks];

		if (parts->at[i].kind != PART_UNIT || parts->at[i].repeated)
			continue;
		course->nweeks++;
		draft_init(draft, import->arena, &parts->at[i]);
		draft->keeps_words = !str_starts(course->language, STR("en"));
		for (size_t k = i; k < parts->len; k++)
			if (parts->at[k].kind == PART_UNIT &&
			    parts->at[k].week == parts->at[i].week)
				draft_read(draft, &import->lines, parts, k, import->diags);
		draft_complete(draft, &import->summary);
	}
}

static void
read_blocks(struct import *import)
{
	struct course *course = &import->course;

	course->blocks = ARENA_ARRAY(import->arena, struct block_draft, import->parts.len);
	for (size_t i = 0; i < import->parts.len; i++)
		if (import->parts.at[i].kind == PART_BLOCK)
			block_read(import->arena, &import->lines, &import->parts.at[i],
				   &course->blocks[course->nblocks++], import->diags);
}

static void
write_weeks(struct import *import)
{
	for (size_t i = 0; i < import->course.nweeks; i++) {
		const struct draft *draft = &import->course.weeks[i];
		struct buf out;

		buf_init(&out);
		draft_write(draft, &out);
		definitions_append(import->arena, &import->lines, import->definitions,
				   import->ndefinitions, &out);
		add_file(import, draft->part->path, &out);
	}
}

static void
count_boxes(struct import *import, const struct part *part)
{
	for (size_t i = part->first; i < part->end; i++)
		import->report->boxes += import->lines.at[i].kind == LINE_ITEM &&
					 import->lines.at[i].check != CHECK_NONE;
}

static void
write_pages(struct import *import)
{
	for (size_t i = 0; i < import->parts.len; i++) {
		const struct part *part = &import->parts.at[i];
		struct buf out;

		if (part->kind != PART_PAGE)
			continue;
		buf_init(&out);
		sheet_write(&import->lines, part, ++import->report->pages, &out);
		definitions_append(import->arena, &import->lines, import->definitions,
				   import->ndefinitions, &out);
		add_file(import, part->path, &out);
		count_boxes(import, part);
	}
}

static void
write_course(struct import *import)
{
	struct buf out;

	buf_init(&out);
	course_write_site(import->arena, &import->course, &out);
	add_file(import, STR("site.yaml"), &out);
	buf_init(&out);
	course_write_home(import->arena, &import->lines, &import->course, &out);
	definitions_append(import->arena, &import->lines, import->definitions, import->ndefinitions,
			   &out);
	definitions_append_unused(&import->lines, import->definitions, import->ndefinitions, &out);
	add_file(import, STR("index.md"), &out);
	if (!import->summary.roadmap)
		return;
	buf_init(&out);
	buf_add(&out, import->summary.text);
	add_file(import, STR("_import/summary.json"), &out);
}

static size_t
count_entries(const struct draft *draft, enum role role)
{
	const struct draft_section *section = draft_find(draft, role);

	return section ? section->tally.nentries : 0;
}

static void
count_week(const struct draft *draft, struct import_report *report)
{
	const struct draft_section *tasks = draft_find(draft, ROLE_TASKS);

	report->topics += count_entries(draft, ROLE_TOPICS);
	report->tasks += count_entries(draft, ROLE_TASKS);
	report->hours += tasks ? tasks->tally.hours : 0;
	report->resources += count_entries(draft, ROLE_RESOURCES);
	report->own_resources += draft_find(draft, ROLE_MY_RESOURCES) != NULL;
	report->projects += draft->has_project;
	report->capstones += draft->has_project && draft->capstone;
	report->ethics += count_entries(draft, ROLE_ETHICS);
	report->outcomes += count_entries(draft, ROLE_OUTCOMES);
	report->stretch += count_entries(draft, ROLE_STRETCH);
	report->self_assessment += count_entries(draft, ROLE_SELF_ASSESSMENT);
	report->questions += count_entries(draft, ROLE_INTERVIEW);
}

static void
count_all(struct import *import)
{
	struct import_report *report = import->report;

	report->weeks = import->course.nweeks;
	report->blocks = import->course.nblocks;
	for (size_t i = 0; i < import->course.nweeks; i++)
		count_week(&import->course.weeks[i], report);
	for (const struct diag *diag = import->diags->first; diag; diag = diag->next)
		report->unplaced += diag->code == DIAG_IMPORT_UNPLACED;
	report->folder = text_slug(import->arena, import->course.title, STR("course"));
	report->files = import->files.at;
	report->nfiles = import->files.len;
}

static void
release(struct import *import)
{
	for (size_t i = 0; i < import->course.nweeks; i++)
		draft_release(&import->course.weeks[i]);
	for (size_t i = 0; i < import->course.nblocks; i++)
		block_release(&import->course.blocks[i]);
}

/* Headings that name no week, for the message that none was found. */
static void
report_no_weeks(const struct import *import)
{
	const struct line_list *lines = &import->lines;
	struct diag *diag = diag_add(import->diags, DIAG_IMPORT_NO_WEEKS, lines->source,
				     (struct span){0, 0}, "no heading names a week");
	int said = 0;

	for (size_t i = 0; i < lines->len && said < 3; i++)
		if (lines->at[i].kind == LINE_HEADING && ++said)
			diag_note(import->diags, diag, lines->source, lines->at[i].span,
				  "this heading has no word for a unit and number");
	diag_cure(import->diags, diag, "name the units, such as `## Week 1: Loops`");
}

static bool
read_document(struct import *import, const struct source *source)
{
	struct mend_count mends = {0};
	size_t front = course_read_front(import->arena, source, &import->course, import->diags);

	line_list_read(import->arena, source, front, &import->lines, &mends, import->diags);
	import->report->mended = mends.mended;
	import->report->unmended = mends.unmended;
	if (!check_limits(&import->lines, import->diags))
		return false;
	if (!parts_read(import->arena, &import->lines, &import->parts, import->diags)) {
		report_no_weeks(import);
		return false;
	}
	return true;
}

bool
import_convert(struct arena *arena, const struct source *source, struct import_report *report,
	       struct diag_list *diags)
{
	struct import import = {.arena = arena, .report = report, .diags = diags};

	*report = (struct import_report){0};
	if (!check_text(source, diags) || !read_document(&import, source))
		return false;
	summary_read(arena, &import.lines, &import.parts, &import.summary, diags);
	parts_name(arena, &import.parts);
	links_rewrite(arena, &import.lines, &import.parts, diags);
	import.definitions = definitions_find(arena, &import.lines, &import.ndefinitions);
	import.course.parts = &import.parts;
	course_read(arena, &import.lines, &import.summary, &import.course);
	read_blocks(&import);
	read_weeks(&import);
	course_describe(arena, &import.lines, &import.course);
	write_weeks(&import);
	write_pages(&import);
	write_course(&import);
	count_all(&import);
	release(&import);
	return true;
}

static bool
read_source(struct arena *arena, struct str path, struct source **out, struct diag_list *diags)
{
	struct source *source = ARENA_NEW(arena, struct source);

	source->path = arena_dup(arena, path);
	*out = source;
	if (file_read(arena, source->path.at, SIZE_LIMIT, &source->text))
		return true;
	if (errno == EFBIG)
		diag_add_path(diags, DIAG_FILE_TOO_LARGE, source->path,
			      "the file is larger than %d MiB", SIZE_LIMIT >> 20);
	else
		diag_add_path(diags, DIAG_FILE_UNREADABLE, source->path, "cannot be read: %s",
			      strerror(errno));
	return false;
}

static struct str
target_path(struct arena *arena, const struct import_report *report, const struct import_file *file)
{
	struct str content = path_join(arena, report->folder, STR("content"));

	return path_join(arena, content, file->path);
}

/* True when nothing would be overwritten; each file that would be is reported. */
static bool
check_targets(struct arena *arena, const struct import_report *report, struct diag_list *diags)
{
	bool free = true;

	for (size_t i = 0; i < report->nfiles; i++) {
		struct str path = target_path(arena, report, &report->files[i]);
		struct diag *diag;

		if (file_info(path.at).kind == FILE_ABSENT)
			continue;
		diag = diag_add_path(diags, DIAG_IMPORT_EXISTS, path, "is there already");
		diag_cure(diags, diag,
			  "overwrite with --force, or name another folder with --output");
		free = false;
	}
	return free;
}

static bool
write_file(struct arena *arena, struct str path, struct str bytes, bool force,
	   struct diag_list *diags)
{
	struct str folder = arena_dup(arena, path_folder(path));
	bool written = folder_make(folder.at) &&
		       (force ? file_replace(path.at, bytes) : file_create(path.at, bytes));

	if (!written)
		diag_add_path(diags, DIAG_OUTPUT_FAILED, path, "cannot be written: %s",
			      strerror(errno));
	return written;
}

bool
import_run(struct arena *arena, const struct import_options *options, struct import_report *report,
	   struct diag_list *diags)
{
	struct source *source;

	*report = (struct import_report){0};
	if (!read_source(arena, options->file, &source, diags) ||
	    !import_convert(arena, source, report, diags))
		return false;
	if (options->output.len)
		report->folder = arena_dup(arena, options->output);
	if (!options->force && !check_targets(arena, report, diags))
		return false;
	for (size_t i = 0; i < report->nfiles && !options->dry_run; i++)
		if (!write_file(arena, target_path(arena, report, &report->files[i]),
				report->files[i].bytes, options->force, diags))
			return false;
	return true;
}
