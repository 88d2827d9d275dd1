/*
 * A build: from a folder to a published site, stage after stage.
 */
#ifndef BUILD_BUILD_H
#define BUILD_BUILD_H

#include "base/str.h"
#include "host/plugin.h"
#include "model/site.h"
#include "publish/publish.h"

#include <stdbool.h>
#include <stddef.h>

struct changes;
struct client_stats;
struct diag_list;
struct export_form;
struct plan;
struct value;
struct timings;

struct build_options {
	struct str folder; // that holds content/
	struct str output; // folder to publish to; empty: everything but publishing
	/* Makes one file, `output`, instead of a folder; NULL: no. Empty `output`: named by the
	 * site. */
	const struct export_form *form;
	/* Parts that are merged below the site, as "FOLDER" or "NAME=FOLDER"; NULL: it is no front.
	 */
	const struct str *parts;
	size_t nparts;
	struct str themes;        // folder of the installed themes; empty: none
	struct str plugins;       // the same of plugins
	struct str first_plugins; // folder of plugins that come before the site's; empty: none
	enum audience audience;
	size_t jobs;             // workers, at least 1
	bool strict;             // warnings are errors
	bool locked;             // content/ids.lock must know all items as they are
	bool sync;               // survive power loss
	struct timings *timings; // one a job, which get what time goes to; NULL: nobody asks
	bool fresh;              // build also when nothing has changed
	bool online; // plugins that use the network may ask other machines, as `ask` says
	struct plugin_ask ask;
	const struct changes *changes; // what they are told of links' lines; NULL: nothing

	/* Called when a stage begins, on the caller's thread; may be NULL. */
	void (*progress)(void *context, const char *stage, size_t count);
	/* The same, some times a second, while other machines are asked. */
	void (*online_progress)(void *context, const struct client_stats *stats);
	void *progress_context;
};

struct build;

struct build_report {
	struct totals totals;
	size_t ncourses; // that were merged
	struct publish_result published;
	bool unchanged;            // nothing had changed, so nothing was done
	const struct value *rules; // then: rule of a plugin that was told → what it says of itself
	const struct plan *plan;   // paths and owners of what was published; NULL: nothing was
	struct str file;           // that was made of it; empty when a folder was
	bool nobody_asks;    // it was to go online, and no plugin does that; nothing was built
	struct build *build; // holds the sources that the diagnostics show
};

/*
 * Builds; all problems of all stages go to `diags`. False when there was an error,
 * and then nothing has been published. The report is to be released, after the
 * diagnostics have been shown.
 */
bool build_run(const struct build_options *options, struct build_report *report,
	       struct diag_list *diags);
/*
 * What a rule of a plugin of the build says of itself, "links/broken" being one; empty when
 * there is no such rule or it says nothing. `report` is the build_report, until its release.
 */
struct str build_rule_doc(const void *report, struct str rule);
void build_release(struct build_report *report);

#endif
