/* `links.severity` of the site for rules of plugins, by names such as "links/broken". */
#include "base/diag.h"
#include "data/value.h"
#include "host/plugin.h"

#include <string.h>

enum { NAMES_MOST = 100 };

static const struct plugin *
find_plugin(const struct plugins *plugins, struct str name)
{
	for (size_t i = 0; i < plugins->len; i++)
		if (str_eq(plugins->at[i].name, name))
			return &plugins->at[i];
	return NULL;
}

static void
report_rule(const struct plugin *plugin, const struct value_entry *entry, struct str rule,
	    const struct source *source, struct diag_list *diags)
{
	struct str names[NAMES_MOST], near;
	struct diag *diag = diag_add(diags, DIAG_UNKNOWN_KEY, source, entry->key_span,
				     "there is no rule '%.*s' for links", STR_ARG(entry->key));
	size_t n = 0;

	if (!plugin) {
		diag_cure(diags, diag, "rules of plugins are there when the plugin is in use");
		return;
	}
	for (; n < value_len(plugin->rules) && n < NAMES_MOST; n++)
		names[n] = plugin->rules->map->entries[n].key;
	near = diag_nearest(rule, names, n);
	if (near.len)
		diag_cure(diags, diag, "did you mean '%.*s/%.*s'?", STR_ARG(plugin->name),
			  STR_ARG(near));
	else
		diag_cure(diags, diag, "name it as it stands in [brackets] behind a message");
}

void
plugins_take_severities(struct plugins *plugins, const struct value *map,
			const struct source *source, struct diag_list *diags)
{
	plugins->severities = map;
	for (size_t i = 0; i < value_len(map); i++) {
		const struct value_entry *entry = &map->map->entries[i];
		size_t slash = str_find_char(entry->key, '/');
		struct str rule = str_skip(entry->key, slash + 1);
		const struct plugin *plugin = find_plugin(plugins, str_slice(entry->key, 0, slash));

		if (slash < entry->key.len && (!plugin || !value_find(plugin->rules, rule)))
			report_rule(plugin, entry, rule, source, diags);
	}
}
