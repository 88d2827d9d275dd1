/* The forms in which a whole site leaves as one file: the table of `lectern export`. */
#ifndef EMIT_EXPORT_H
#define EMIT_EXPORT_H

#include "base/str.h"

#include <stdbool.h>

struct arena;
struct diag_list;
struct plan;
struct site;

struct export_form {
	const char *name;    // "zip": on the command line, and behind the dot of the file
	const char *summary; // one line
	/*
	 * Makes the file of the site, whose outputs the plan holds, or leaves what is there. False
	 * with a diagnostic.
	 */
	bool (*write)(const struct site *site, const struct plan *plan, struct str file,
		      struct diag_list *diags);
};

extern const struct export_form export_forms[]; // ends with a row without a name
/* NULL when there is no such form. */
const struct export_form *export_find(const char *name);
/* "ID.zip": what the file is called where nobody says; in the arena. */
struct str export_file_name(struct arena *arena, const struct export_form *form,
			    const struct site *site);

#endif
