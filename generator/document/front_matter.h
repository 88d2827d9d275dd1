/* The fenced YAML at the very top of a file. */
#ifndef DOCUMENT_FRONT_MATTER_H
#define DOCUMENT_FRONT_MATTER_H

#include "base/source.h"

#include <stdbool.h>

struct diag_list;

struct front_matter {
	bool present;
	struct span yaml; // between the fences
	struct span body; // behind them; without front matter the whole file
};

/*
 * Finds it: a line `---` at the top, behind a byte order mark if there is one, up to
 * the next line `---`. False, with a diagnostic, when it is not ended or too long;
 * body is then empty.
 */
bool front_matter_find(const struct source *source, struct front_matter *out,
		       struct diag_list *diags);

#endif
