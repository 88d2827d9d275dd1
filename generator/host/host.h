/*
 * Lua: states, their sandbox, and running compiled templates. Only this folder
 * includes lua.h.
 *
 * A host is one Lua state and belongs to one worker. What runs in it sees an
 * allow-listed environment: no io, os, debug, package, load; `pairs` in a fixed
 * order; a cap on memory; a cap on instructions for each run. An error in Lua is a
 * diagnostic at the line of the template, with the page as a note, and never
 * leaves this folder as anything else.
 */
#ifndef HOST_HOST_H
#define HOST_HOST_H

#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct diag_list;
struct plugin_host;
struct timing;
struct value;
struct watchdog;

struct host;

struct host_limits {
	size_t memory;         // bytes of the state, and again of what one run makes beside it
	uint64_t instructions; // of one run
	size_t output;         // bytes that one run may print
	uint32_t processor;    // milliseconds of the processor that one run may take
	uint32_t grace;        // milliseconds more, after which the watchdog ends the process
	uint32_t wall;         // milliseconds after which it does so, however idle the run was
};
extern const struct host_limits host_limits_default;
/* Of plugins in a check that goes online: what they ask grows with the site, and they may take
 * time. */
extern const struct host_limits host_limits_online;

/* What plugins may take more for each page of a site beyond the first HOST_PAGES. */
enum { HOST_PAGES = 1000, HOST_PAGE_MEMORY = 32 * 1024, HOST_PAGE_INSTRUCTIONS = 50 * 1000 };
struct host_limits host_limits_of(const struct host_limits *limits, size_t npages);

/* Where in the page an expression is printed. */
enum host_context {
	HOST_RAW, // literal text of the template and markup
	HOST_TEXT,
	HOST_ATTRIBUTE,
	HOST_URL,
	HOST_JSON,
	HOST_CONTEXT_COUNT
};

/*
 * What the floor above gives to templates. The host never calls up otherwise.
 * A function takes its arguments and sets *result (in the arena it knows), or
 * returns false with *error set to what was wrong.
 */
struct host_function {
	const char *name;
	bool (*call)(void *context, const struct value *const *arguments, size_t narguments,
		     const struct value **result, struct str *error);
};

struct host_services {
	/* One escaper a context; HOST_JSON is given the whole value instead. */
	void (*print[HOST_CONTEXT_COUNT])(struct buf *out, struct str text);
	void (*print_json)(struct buf *out, const struct value *value);
	const struct host_function *functions; // ends with a row whose name is NULL
	void *context;                         // handed to the functions
	struct plugin_host *plugins;           // whose helpers templates may call; NULL: none
	const struct value *slots;             // map: names of the slots that plugins may fill
	struct timing *timing;                 // of the worker that runs the host; NULL: none
};

/*
 * Heap, owned by the caller; ends with host_free. `services` must outlive the host, and so
 * must the watchdog (NULL: none) that ends the process when a run is past its limits.
 */
struct host *host_new(const struct host_limits *limits, const struct host_services *services,
		      struct watchdog *watchdog);
void host_free(struct host *host);

/*
 * What a compiled template begins with: the functions that its code calls, then the
 * template as a function of `args`. It ends with "end". All on the lines of the
 * template, so the beginning holds no line feed. Printing is one function a place
 * (enum host_context); __block prints a block where it stands, __define overrides it.
 */
#define HOST_TEMPLATE_HEAD                                                                         \
	"local __raw<const>,__text<const>,__attribute<const>,__url<const>,__json<const>,"          \
	"__block<const>,__define<const>,__include<const>,__cached<const>,__extends<const> =...;"   \
	"return function(args)"
#define HOST_TEMPLATE_TAIL " end"

/*
 * Loads a template that render/template.c compiled to Lua, under the name by which
 * `extends` and `include` find it. Line n of `lua` is line n of the source, which must
 * outlive the host and all diagnostics.
 */
bool host_load_template(struct host *host, struct str name, struct str lua,
			const struct source *source, struct diag_list *diags);
struct host_binding {
	const char *name;
	const struct value *value;
};
/* What a template is run for. */
struct host_subject {
	struct str name;   // of the page, for notes
	struct str output; // the path that is written: links of HTML made in the run fit it
};
/*
 * Runs a template with the named values in scope and appends what it prints.
 * False, with a diagnostic, when it failed; `out` is then as before.
 */
bool host_run_template(struct host *host, struct str name, const struct host_binding *bindings,
		       size_t nbindings, const struct host_subject *subject, struct buf *out,
		       struct diag_list *diags);
/*
 * The path that is being written. In what is kept for many pages (include_cached) it is one of
 * none, in the same folder; empty when no template runs.
 */
struct str host_output(const struct host *host);
/* Whether the last run went beyond its steps, seconds or memory. */
bool host_is_exhausted(const struct host *host);

#endif
