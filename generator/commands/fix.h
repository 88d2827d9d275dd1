/* lectern check --fix: what diagnostics say would mend them is done to the files. */
#ifndef COMMANDS_FIX_H
#define COMMANDS_FIX_H

#include <stdbool.h>
#include <stddef.h>

struct diag_list;

/* What became of the fixes. */
struct fixing {
	bool dry_run; // only prints, as a unified diff on standard output, what would be written
	bool quiet;   // says only what was not done

	size_t nmade, nfiles; // places that were mended, and files that they are in
	bool failed;          // a file could not be read or written, which was told
};

/*
 * Makes the fixes of all diagnostics that are not suppressed, and takes these diagnostics out of
 * the list unless it is a dry run. A place is left as it is, with a
 * word on standard error, when its bytes are no longer those that the fix was made for, or
 * when another fix has changed them. A file is written at once or not at all.
 */
void fix_all(struct diag_list *diags, struct fixing *fixing);

/* Of how many diagnostics a fix is known. */
size_t fix_count(const struct diag_list *diags);

#endif
