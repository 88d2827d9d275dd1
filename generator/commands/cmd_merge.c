/* lectern merge: courses that were built by themselves become one site. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "commands/all.h"
#include "commands/command.h"
#include "commands/report.h"
#include "commands/run_build.h"
#include "data/yaml_write.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct option_row rows[] = {
    {"output", 'o', "DIR", "folder to publish to"},
    {"front", 'f', "SITE", "site whose pages stand in front; default: one page of ours"},
    {"title", 't', "TITLE", "without --front, title of the site; default: Courses"},
    {"url", 'u', "URL", "without --front, address at which the site will stand"},
    BUILD_OPTIONS,
    {"sync", 0, NULL, "waits until all is on disk: survives power loss, takes longer"},
    REPORT_OPTIONS,
    {0},
};

/* The least that is a site: what the front page says of the courses the theme knows. */
static bool
write_front(struct arena *arena, const struct options *options, struct str folder)
{
	const char *title = option_text(options, "title");
	struct str shown = str_from(title ? title : "Courses");
	struct str content = path_join(arena, folder, STR("content"));
	struct buf site, index;
	bool written;

	buf_init(&site);
	buf_init(&index);
	yaml_put_text(&site, "title", shown);
	yaml_put_text(&site, "url", str_from(option_text(options, "url")));
	buf_add(&site, STR("id: courses\ntheme: {name: default, pages: []}\n"));
	buf_add(&index, STR("---\n"));
	yaml_put_text(&index, "title", shown);
	buf_add(&index, STR("---\n"));
	written = folder_make(content.at) &&
		  file_create(path_join(arena, content, STR("site.yaml")).at, buf_str(&site)) &&
		  file_create(path_join(arena, content, STR("index.md")).at, buf_str(&index));
	buf_release(&index);
	buf_release(&site);
	return written;
}

/* With a front of our own, made for the length of the command. */
static int
merge_plain(struct arena *arena, const struct options *options, const struct str *parts,
	    const char *output)
{
	struct str folder = folder_make_temporary(arena);
	int status = STATUS_ENVIRONMENT;

	if (folder.len && write_front(arena, options, folder))
		status = run_merge(options, folder, parts, options->npositionals, output);
	else
		fprintf(stderr, "lectern: cannot make a temporary folder: %s\n", strerror(errno));
	if (folder.len)
		folder_remove(folder.at);
	return status;
}

/* STATUS_OK, or the line is wrong and that was told. */
static int
check_line(const struct options *options)
{
	const char *output = option_text(options, "output"), *url = option_text(options, "url");
	const char *front = option_text(options, "front"), *title = option_text(options, "title");

	if (!output || !*output)
		return command_usage_error("merge", "'merge' wants --output DIR");
	if (front && !*front)
		return command_usage_error("merge", "'--front' wants the folder of a site");
	if (front && (title || url))
		return command_usage_error("merge", "with '--front' its site.yaml says '%s'",
					   title ? "title" : "url");
	if (title && !*title)
		return command_usage_error("merge", "'--title' wants a text");
	if (url && strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)
		return command_usage_error("merge",
					   "'--url' wants an address that starts with https://");
	for (size_t i = 0; i < options->npositionals; i++)
		if (!*options->positionals[i])
			return command_usage_error("merge", "a part wants the name of a folder");
	return STATUS_OK;
}

static int
run(const struct options *options)
{
	const char *output = option_text(options, "output"), *front = option_text(options, "front");
	int status = check_line(options);
	struct arena arena;
	struct str *parts;

	if (status != STATUS_OK)
		return status;
	arena_init(&arena);
	parts = ARENA_ARRAY(&arena, struct str, options->npositionals);
	for (size_t i = 0; i < options->npositionals; i++)
		parts[i] = str_from(options->positionals[i]);
	if (front)
		status = run_merge(options, str_from(front), parts, options->npositionals, output);
	else
		status = merge_plain(&arena, options, parts, output);
	arena_release(&arena);
	return status;
}

const struct command command_merge = {
    .name = "merge",
    .summary = "joins courses that were built by themselves into one site",
    .positional = "[NAME=]OUT...",
    .min_positionals = 1,
    .max_positionals = POSITIONAL_LIMIT,
    .options = rows,
    .examples = "  lectern merge algebra/public physics/public --output school\n"
		"  lectern merge parts/* --output school --title \"Our School\" "
		"--url https://school.example/\n"
		"  lectern merge 2024=old/public 2025=new/public --output both\n"
		"  lectern merge parts/* --front start --output school\n",
    .run = run,
};
