/*
 * The settings of `links` with all their defaults, as plugins see them. The defaults are YAML
 * like the author's own, and both go through the same tables.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "data/schema.h"
#include "data/value.h"
#include "data/yaml.h"
#include "model/link_online.h"
#include "model/link_quantity.h"

static const char defaults[] =
    "strict: false\n"
    "allow_empty: false\n"
    "internal: {anchors: true, same_site: check, localhost: error, https: warn,\n"
    "  duplicates: warn, link_text: note, schemes: [http, https, mailto, tel]}\n"
    "free_only: {enabled: false, paid_hosts: [], allow: []}\n"
    "exclude: []\n"
    "remap: []\n"
    "severity: {}\n"
    "online:\n"
    "  concurrency: 64\n"
    "  per_host: {concurrency: 2, gap: 200ms}\n"
    "  hosts:\n"
    "    github.com: {concurrency: 1, gap: 500ms}\n"
    "    raw.githubusercontent.com: {concurrency: 4, gap: 50ms}\n"
    "  timeout: {connect: 10s, head: 10s, total: 20s, low_speed: {bytes: 64, for: 10s}}\n"
    "  max_time: 15m\n"
    "  method: auto\n"
    "  max_redirects: 10\n"
    "  max_body: 1MiB\n"
    "  retries: {times: 2, base: 2s, factor: 3, jitter: 0.2, max_wait: 60s, host_budget: 5m}\n"
    "  accept: [200-299]\n"
    "  headers: {Accept: \"text/html,application/xhtml+xml,*/*;q=0.8\", Accept-Language: en}\n"
    "  auth: []\n"
    "  proxy: env\n"
    "  tls: {min: \"1.2\", exceptions: []}\n"
    "  fragments: {external: true, severity: warn, skip: [\"#!*\", \"#/*\", \"#L[0-9]*\", "
    "\"#page=*\"]}\n"
    "  redirects: {permanent: note, temporary: \"off\", to_root: warn, cross_site: note, allow: "
    "[]}\n"
    "  allow_private: []\n"
    "  probes: builtin\n"
    "  archive: \"off\"\n"
    "cache: {file: .cache/links.jsonl, jitter: 0.2,\n"
    "  ttl: {ok: 14d, redirected: 14d, blocked: 3d, timeout: 0, broken: 0}}\n"
    "health: {file: content/link-health.jsonl, confirm: 2, refresh: 500, pins: []}\n";

/* What the files of one call share. */
struct reading {
	struct arena *arena;
	const struct source *source;
	struct diag_list *diags;
};

static const struct value *merge_map(struct reading *in, const struct schema *schema,
				     const struct value *map, const struct value *rest);

static void
refuse(struct reading *in, const struct value *value, const char *wanted, const char *example)
{
	struct diag *diag = diag_add(in->diags, DIAG_WRONG_TYPE, in->source, value->span,
				     "'%.*s' is no %s", STR_ARG(value_text(value)), wanted);

	diag_cure(in->diags, diag, "write it like %s", example);
}

static const struct value *
read_codes(struct reading *in, const struct value *value)
{
	struct value *range = value_list(in->arena);
	int low = 0, high = 0;

	if (!link_read_codes(value_text(value), &low, &high))
		refuse(in, value, "code or range of codes", "204 or 200-299");
	value_append(in->arena, range, value_int(in->arena, low));
	value_append(in->arena, range, value_int(in->arena, high));
	return range;
}

static const struct value *
read_text(struct reading *in, const struct field *field, const struct value *value)
{
	double number = 0;

	if (field->pattern == link_codes_pattern)
		return read_codes(in, value);
	if (field->pattern == link_duration_pattern) {
		if (!link_read_duration(value_text(value), &number))
			refuse(in, value, "duration", "200ms, 10s, 15m, 20h or 14d");
	} else if (field->pattern == link_size_pattern) {
		if (!link_read_size(value_text(value), &number))
			refuse(in, value, "size", "500B, 32KiB or 1MiB");
	} else {
		return value;
	}
	return value_number(in->arena, number);
}

static const struct value *merge(struct reading *in, const struct field *field,
				 const struct value *value, const struct value *rest);

static const struct value *
merge_list(struct reading *in, const struct field *field, const struct value *list)
{
	struct value *items = value_list(in->arena);

	for (size_t i = 0; i < value_len(list); i++)
		value_append(in->arena, items, merge(in, field->item, value_at(list, i), NULL));
	return items;
}

/* The author's keys, then those of the defaults that are not among them. */
static const struct value *
merge_free(struct reading *in, const struct field *field, const struct value *map,
	   const struct value *rest)
{
	struct value *all = value_map(in->arena, field->name);
	const struct value *both[] = {map, rest};

	all->map->open = true;
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < value_len(both[k]); i++) {
			const struct value_entry *entry = &both[k]->map->entries[i];

			if (!value_find(all, entry->key))
				value_set(in->arena, all, entry->key,
					  merge(in, field->item, entry->value, NULL));
		}
	return all;
}

static const struct field *
alternative(const struct field *field, const struct value *value)
{
	const struct field *one = field->alternatives;

	for (; one->type != FIELD_ONE_OF; one++)
		if ((one->type == FIELD_LIST && value->kind == VALUE_LIST) ||
		    (one->type == FIELD_MAP && value->kind == VALUE_MAP))
			break;
	return one->type == FIELD_ONE_OF ? NULL : one;
}

static const struct value *
merge(struct reading *in, const struct field *field, const struct value *value,
      const struct value *rest)
{
	if (field->type == FIELD_ONE_OF && value && alternative(field, value))
		return merge(in, alternative(field, value), value, NULL);
	if (field->type == FIELD_MAP)
		return merge_map(in, field->of, value, rest);
	if (field->type == FIELD_FREE)
		return merge_free(in, field, value, rest);
	if (!value)
		value = rest;
	if (!value)
		return &value_null;
	if (field->type == FIELD_LIST)
		return merge_list(in, field, value);
	return field->type == FIELD_TEXT ? read_text(in, field, value) : value;
}

static const struct value *
merge_map(struct reading *in, const struct schema *schema, const struct value *map,
	  const struct value *rest)
{
	struct value *all = value_map(in->arena, schema->noun);

	for (const struct field *field = schema->fields; field->name; field++) {
		struct str name = str_from(field->name);

		value_set(in->arena, all, name,
			  merge(in, field, value_find(map, name), value_find(rest, name)));
	}
	return all;
}

static const struct value *
read_defaults(struct arena *arena, struct diag_list *diags)
{
	struct source *source = ARENA_NEW(arena, struct source);
	const struct value *map;

	*source =
	    (struct source){.path = STR("defaults"), .text = {defaults, sizeof(defaults) - 1}};
	yaml_parse(arena, source, (struct span){0, sizeof(defaults) - 1}, &map, diags);
	return map;
}

static struct str
text_at(const struct value *map, const char *name)
{
	return value_text(value_find(map, str_from(name)));
}

void
link_online_read(struct arena *arena, const struct schema *links, const struct value *map,
		 const struct source *source, struct link_online *online, struct diag_list *diags)
{
	struct reading in = {arena, source, diags};
	const struct value *view = merge_map(&in, links, map, read_defaults(arena, diags));
	const struct value *net = value_find(view, STR("online"));

	*online = (struct link_online){
	    .view = view,
	    .strict = value_is_true(value_find(view, STR("strict"))),
	    .user_agent = text_at(net, "user_agent"),
	    .proxy = text_at(net, "proxy"),
	    .ca_file = text_at(value_find(net, STR("tls")), "ca_file"),
	    .health_file = text_at(value_find(view, STR("health")), "file"),
	    .cache_file = text_at(value_find(view, STR("cache")), "file"),
	};
}
