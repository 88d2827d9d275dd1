/* lectern new workflow: checks that run by themselves, copied into the site's repository. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "commands/command.h"
#include "commands/new.h"
#include "commands/run_build.h"
#include "data/yaml_write.h"
#include "findings/repository.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { FILE_MOST = 1 << 20 }; // bytes

/* What a workflow is copied from and to. */
struct copying {
	struct arena *arena;
	struct str from, to; // folders
	struct str site;     // the site's folder in the repository; empty: the root of it
	struct str *names;   // of the files that there are
	size_t nnames;
};

static int
refuse(const struct copying *copying, struct str name)
{
	struct str *names = ARENA_ARRAY(copying->arena, struct str, copying->nnames);
	struct str near, all = {0};
	size_t nnames = 0;

	for (size_t i = 0; i < copying->nnames; i++) {
		struct str file = copying->names[i];

		if (!str_ends(file, STR(".yml")))
			continue;
		names[nnames] = str_slice(file, 0, file.len - 4);
		all = arena_printf(copying->arena, "%.*s%s%.*s", STR_ARG(all), nnames ? ", " : "",
				   STR_ARG(names[nnames]));
		nnames++;
	}
	near = diag_nearest(name, names, nnames);
	if (near.len)
		return command_usage_error("new",
					   "there is no workflow '%.*s'; did you mean '%.*s'?",
					   STR_ARG(name), STR_ARG(near));
	return command_usage_error("new", "there is no workflow '%.*s', but these: %.*s",
				   STR_ARG(name), STR_ARG(all));
}

/* The text with the folder of the site where the root of the repository stands. */
static struct str
with_site(const struct copying *copying, struct str text)
{
	struct str line = STR("  SITE: .\n");
	size_t at = str_find(text, line);
	struct str result;
	struct buf out;

	if (!copying->site.len || at == text.len)
		return text;
	buf_init(&out);
	buf_add(&out, str_slice(text, 0, at + line.len - 2));
	yaml_quote(&out, copying->site);
	buf_add(&out, str_skip(text, at + line.len - 1));
	result = arena_dup(copying->arena, buf_str(&out));
	buf_release(&out);
	return result;
}

static bool
copy(const struct copying *copying, struct str name)
{
	struct str from = path_join(copying->arena, copying->from, name), text;

	if (file_read(copying->arena, from.at, FILE_MOST, &text))
		return new_file(path_join(copying->arena, copying->to, name),
				with_site(copying, text));
	fprintf(stderr, "lectern: cannot read %s: %s\n", from.at, strerror(errno));
	return false;
}

static int
copy_all(const struct copying *copying, struct str name)
{
	struct str start = arena_printf(copying->arena, "%.*s.", STR_ARG(name));

	for (size_t i = 0; i < copying->nnames; i++)
		if (str_starts(copying->names[i], start) && !copy(copying, copying->names[i]))
			return STATUS_ENVIRONMENT;
	return STATUS_OK;
}

int
new_workflow(struct arena *arena, const struct options *options, struct str name)
{
	struct str yml = arena_printf(arena, "%.*s.yml", STR_ARG(name));
	const char *site = option_text(options, "site");
	struct copying copying = {.arena = arena, .from = find_installed(arena, "workflows")};
	struct repository repository;
	bool known = false;

	if (!copying.from.len ||
	    !folder_list(arena, copying.from.at, &copying.names, &copying.nnames)) {
		fprintf(stderr, "lectern: no workflows are installed beside the program\n");
		return STATUS_ENVIRONMENT;
	}
	for (size_t i = 0; i < copying.nnames; i++)
		known = known || str_eq(copying.names[i], yml);
	if (!known)
		return refuse(&copying, name);
	repository_find(arena, site ? site : ".", &repository);
	copying.site = repository.folder;
	copying.to = path_join(arena, repository.root, STR(".github/workflows"));
	if (!repository.root.len || !folder_make(copying.to.at)) {
		fprintf(stderr, "lectern: cannot make .github/workflows for %s: %s\n",
			site ? site : ".", strerror(errno));
		return STATUS_ENVIRONMENT;
	}
	return copy_all(&copying, name);
}
