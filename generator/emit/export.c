/* The table of forms; each is made elsewhere. */
#include "emit/export.h"

#include "base/arena.h"
#include "emit/archive.h"
#include "model/site.h"

#include <string.h>

static bool
write_zip(const struct site *site, const struct plan *plan, struct str file,
	  struct diag_list *diags)
{
	return archive_write(plan, archive_name(site->config.id), file, diags);
}

const struct export_form export_forms[] = {
    {"zip", "the whole site in one archive, to be opened from a disk or served", write_zip},
    {0},
};

const struct export_form *
export_find(const char *name)
{
	for (const struct export_form *form = export_forms; form->name; form++)
		if (strcmp(form->name, name) == 0)
			return form;
	return NULL;
}

struct str
export_file_name(struct arena *arena, const struct export_form *form, const struct site *site)
{
	return arena_printf(arena, "%.*s.%s", STR_ARG(archive_name(site->config.id)), form->name);
}
