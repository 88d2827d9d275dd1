/* lectern schema: the tables of keys as JSON Schema. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"
#include "commands/all.h"
#include "commands/command.h"
#include "data/json.h"
#include "data/schema.h"
#include "emit/schemas.h"
#include "findings/schema.h"
#include "model/config.h"
#include "model/page.h"

#include <stdio.h>
#include <string.h>

static const struct option_row rows[] = {{0}};

static const struct {
	const char *name;
	const struct schema *schema;
} schemas[] = {
    {"site", &config_schema},        {"week", &week_schema},      {"page", &page_schema},
    {"curriculum", &summary_schema}, {"api", &curriculum_schema}, {"api-week", &api_page_schema},
    {"courses", &courses_schema},    {"report", &report_schema},
};

static void
print_schema(const char *name, const struct schema *schema)
{
	struct arena arena;
	struct buf out;

	arena_init(&arena);
	buf_init(&out);
	json_write(&out, schema_to_json(&arena, schema, arena_printf(&arena, "lectern:%s", name)),
		   JSON_PRETTY);
	fwrite(out.at, 1, out.len, stdout);
	buf_release(&out);
	arena_release(&arena);
}

static int
run(const struct options *options)
{
	const char *wanted = options->positionals[0];

	for (size_t i = 0; i < sizeof(schemas) / sizeof(schemas[0]); i++) {
		if (strcmp(schemas[i].name, wanted) != 0)
			continue;
		print_schema(wanted, schemas[i].schema);
		return STATUS_OK;
	}
	return command_usage_error("schema", "there is no schema '%s'", wanted);
}

const struct command command_schema = {
    .name = "schema",
    .summary = "prints the JSON Schema of a file that you write, or that Lectern writes",
    .positional = "site|week|page|curriculum|api|api-week|courses|report",
    .min_positionals = 1,
    .max_positionals = 1,
    .options = rows,
    .examples = "  lectern schema site\n"
		"  lectern schema week > week.schema.json\n",
    .run = run,
};
