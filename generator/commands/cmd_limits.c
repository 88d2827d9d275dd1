/* lectern limits: the bounds that keep hostile or broken input from hurting. */
#include "base/die.h"
#include "commands/all.h"
#include "commands/command.h"
#include "emit/offline.h"
#include "host/host.h"
#include "markdown/markdown.h"
#include "model/site.h"
#include "read/tree.h"
#include "render/override.h"

#include <inttypes.h>
#include <stdio.h>

static const struct option_row rows[] = {{0}};

static void
print_limit(const char *what, uint64_t limit, const char *unit)
{
	printf("%-44s %12" PRIu64 " %s\n", what, limit, unit);
}

static int
run(const struct options *options)
{
	const struct markdown_limits *markdown = &markdown_limits_default;
	const struct host_limits *lua = &host_limits_default;

	(void)options;
	print_limit("a Markdown file", PAGE_LIMIT, "bytes");
	print_limit("site.yaml", CONFIG_LIMIT, "bytes");
	print_limit("folders below each other in content/", TREE_DEPTH, "");
	print_limit("lists and quotes in each other", markdown->depth, "");
	print_limit("lines without a blank one between", markdown->block, "bytes");
	print_limit("the same, of a table", markdown->table_block, "bytes");
	print_limit("columns of a table", markdown->columns, "");
	print_limit("cells of a table", markdown->cells, "");
	print_limit("link definitions of a page", markdown->definitions, "");
	print_limit("footnotes of a page", markdown->footnotes, "");
	print_limit("memory to parse a page", markdown->memory, "bytes");
	print_limit("a file of a theme that is ejected", OVERRIDE_LIMIT, "bytes");
	print_limit("memory of a worker's templates", lua->memory, "bytes");
	print_limit("instructions of a template for a page", lua->instructions, "");
	print_limit("processor time of a run of Lua", lua->processor / 1000, "seconds");
	print_limit("the same, after which the program ends", (lua->processor + lua->grace) / 1000,
		    "seconds");
	print_limit("real time of it, after which it ends", lua->wall / 1000, "seconds");
	print_limit("memory of a plugin in a check online", host_limits_online.memory, "bytes");
	print_limit("instructions of it for all links", host_limits_online.instructions, "");
	print_limit("pages for which that is meant", HOST_PAGES, "");
	print_limit("memory of a plugin for each page more", HOST_PAGE_MEMORY, "bytes");
	print_limit("instructions of it for each page more", HOST_PAGE_INSTRUCTIONS, "");
	print_limit("a site that browsers keep whole", OFFLINE_BYTES, "bytes");
	print_limit("the same, files", OFFLINE_FILES, "");
	print_limit("a file kept of a larger site", OFFLINE_FILE_BYTES, "bytes");
	print_limit("files of which pages that were read are kept", OFFLINE_LISTED, "");
	print_limit("a site with 'download', before it is packed", DOWNLOAD_BYTES, "bytes");
	return STATUS_OK;
}

const struct command command_limits = {
    .name = "limits",
    .summary = "prints the bounds on what a build accepts",
    .options = rows,
    .examples = "  lectern limits\n",
    .run = run,
};
