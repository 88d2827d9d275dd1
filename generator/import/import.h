/*
 * A roadmap in one Markdown document becomes content/: site.yaml, a file for each
 * week, a page for everything else.
 *
 * Nothing is dropped silently: what finds no place stands in the nearest page and is
 * reported with its lines, and so is every change of characters, numbers and links.
 */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;

struct import_options {
	struct str file;   // the roadmap
	struct str output; // the site's folder; empty: named from the title
	bool force;        // overwrite files that are there
	bool dry_run;      // write nothing
};

struct import_file {
	struct str path; // below content/
	struct str bytes;
};

struct import_report {
	size_t weeks, blocks, topics, tasks, resources, projects, capstones;
	size_t ethics, outcomes, stretch, self_assessment, questions;
	size_t own_resources; // weeks with a place for links of the instructor's own
	size_t pages;         // besides weeks and home
	size_t boxes;         // to tick, on pages
	size_t mended, unmended, unplaced;
	double hours; // of all tasks

	struct str folder;         // the site's
	struct import_file *files; // in the order of writing
	size_t nfiles;
};

/*
 * Converts a document; nothing is read or written. False, with a diagnostic, when it
 * has no weeks or is no text. Everything lives in the arena, with the source.
 */
bool import_convert(struct arena *arena, const struct source *source, struct import_report *report,
		    struct diag_list *diags);
/*
 * Reads the file, converts it and writes the site. When a file is there already and
 * may not be overwritten, nothing is written. False, with a diagnostic, on failure.
 * The arena must outlive the diagnostics.
 */
bool import_run(struct arena *arena, const struct import_options *options,
		struct import_report *report, struct diag_list *diags);

#endif
