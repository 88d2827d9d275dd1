/*
 * Plugins: found, checked, loaded into Lua, and called.
 *
 * `struct plugins` is what all workers share and nobody changes. A plugin_host is one
 * Lua state with all of them in it and belongs to one worker. Only values go in and
 * out: a plugin sees views through handles that end with the call, and what it sets
 * is copied. What goes wrong in a plugin is a diagnostic at its own line.
 */
#ifndef HOST_PLUGIN_H
#define HOST_PLUGIN_H

#include "base/map.h"
#include "base/source.h"
#include "base/str.h"
#include "read/tree.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct client_stats;
struct diag_list;
struct host_limits;
struct net_options;
struct node;
struct value;
struct timing;
struct watchdog;

enum plugin_member {
	PLUGIN_CONFIGURE,
	PLUGIN_FILTER,
	PLUGIN_PAGE,
	PLUGIN_ASSEMBLE,
	PLUGIN_CHECK,
	PLUGIN_HELPERS,
	PLUGIN_SLOTS,
	PLUGIN_MEMBER_COUNT
};
extern const char *const plugin_member_names[PLUGIN_MEMBER_COUNT + 1]; // ends with NULL

/* Modules that only plugins have that say so under `uses`. */
enum plugin_module {
	PLUGIN_HTTP,
	PLUGIN_URL,
	PLUGIN_STORE,
	PLUGIN_JSON,
	PLUGIN_TIME,
	PLUGIN_MODULE_COUNT
};
extern const char *const plugin_module_names[PLUGIN_MODULE_COUNT + 1]; // ends with NULL

/* Another file of a plugin's folder, for require("NAME"). */
struct plugin_part {
	struct str name; // without ".lua"
	struct source source;
};

struct plugin {
	struct str name; // "reading-time"
	struct str key;  // "reading_time": its name in templates and JSON
	struct source manifest;
	struct source source;            // main.lua
	const struct value *contributes; // list of names of members
	const struct value *options;     // map: defaults, overridden by the site's
	bool has[PLUGIN_MEMBER_COUNT];
	bool uses[PLUGIN_MODULE_COUNT];
	const struct value *rules; // map: name → {level, strict, doc}; NULL: none
	struct plugin_part *parts;
	size_t nparts;
	struct tree assets; // of its assets/
};

/* What the author asked of an online check. */
struct plugin_ask {
	const char *only; // "all", "new", "changed"; NULL: all
	int64_t refresh;  // how many of the oldest are looked at again; 0: not asked
	int64_t max_time; // seconds; 0: not asked
	bool without_cache;
};

struct plugins {
	struct plugin *at; // in the order of site.yaml
	size_t len;
	/* What plugins that use the network may do there; NULL: nothing, no socket is opened. */
	const struct net_options *network;
	/* Called some times a second while they ask; may be NULL. */
	void (*progress)(void *context, const struct client_stats *stats);
	void *progress_context;
	/* Files that `store` reads, and writes when there is a network; empty: none. */
	struct str health, cache;
	struct plugin_ask ask;
	bool strict; // rules have their level under --strict
	/* What the site says of levels: "PLUGIN/RULE" → off, note, warn, error; NULL: nothing. */
	const struct value *levels;
};

struct plugin_places {
	struct str first;     // folder of plugins that come before the site's; empty: none
	struct str site;      // folder of the site, which may hold plugins/
	struct str installed; // folder that holds installed plugins; empty: none
};

/*
 * Finds and reads the plugins that `list` (the `plugins` of site.yaml, read from
 * `config`; NULL: none) names, into the arena. False, with diagnostics, when one is
 * missing or wrong.
 */
bool plugins_load(struct arena *arena, const struct plugin_places *places, const struct value *list,
		  const struct source *config, struct plugins *plugins, struct diag_list *diags);

/*
 * Reports keys of `levels`, a map with the names of rules, that are of plugins in use which
 * have no such rule.
 */
void plugins_check_levels(const struct plugins *plugins, const struct value *levels,
			  const struct source *config, struct diag_list *diags);

/* A page, and what plugins said of it. */
struct plugin_page {
	struct value *view;          // as templates see it; annotations of items go into it
	const struct source *source; // for reports
	struct value *data;          // key of plugin → map
	struct map items;            // full id of an item → a map like `data`
};

struct plugin_output {
	struct str path, text;
	const struct plugin *plugin;
};

/* What a hook is called with, and where its results go. */
struct plugin_call {
	struct arena *arena; // of the results
	struct diag_list *diags;
	struct plugin_page *const *pages; // of 'filter' and 'page' the one, else all
	size_t npages;
	struct node *root;                // of 'filter': the document
	struct value *site;               // as templates see it; not for 'page'
	struct value *site_data;          // key of plugin → map
	const struct value *theme_assets; // map: their names; of 'page'
	const struct value *no_data; // key of every plugin → null; what maps of data begin with
	bool exhausted;              // a plugin went beyond its budget
	struct plugin_output *outputs;
	size_t noutputs, outputs_capacity;

	/* The host's own. */
	const struct plugin *plugin;
	enum plugin_member member;
	const struct value *page_list;
	size_t started, nreports;
	const char *kind; // of the node that a filter looks at
	struct span span; // the same node's, as it was before; new nodes have it too
};

struct plugin_host;

/*
 * Loads all plugins, compares them with their manifests, and calls `configure` with the
 * site's view. NULL, with diagnostics, when one fails. `plugins`, the watchdog and
 * the timing of the worker that will run it (NULL: none) must outlive the host.
 */
struct plugin_host *plugin_host_new(const struct plugins *plugins, const struct host_limits *limits,
				    struct watchdog *watchdog, struct timing *timing,
				    const struct value *site, struct diag_list *diags);
void plugin_host_free(struct plugin_host *host);
/*
 * Calls the hook of every plugin that has it; false, with diagnostics, when one failed.
 * Filters change the tree of call->root, whose nodes live in call->arena; behind one that
 * failed no other runs, and the tree is a tree, but half changed.
 */
bool plugin_host_run(struct plugin_host *host, enum plugin_member member, struct plugin_call *call);

/*
 * Whether the theme has the slots that plugins fill; `slots` are the theme's, a map by
 * name. False, with diagnostics at the plugins' lines.
 */
bool plugin_host_check_slots(struct plugin_host *host, const struct value *slots,
			     struct diag_list *diags);

/* Name of a method that plugins may call, and the noun it belongs to; NULL behind the last. */
const char *plugin_method(size_t index, const char **noun);
/* Name of a function of the module, as the index goes; NULL behind the last. */
const char *plugin_module_function(enum plugin_module module, size_t index);
/* The same of what nodes have: a field or, when *method is set, a method. */
const char *plugin_node_name(size_t index, bool *method);

#endif
