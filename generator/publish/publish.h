/*
 * Publishing: a whole site or nothing.
 *
 * The site is written into a stage beside the target, with its manifest
 * `.build.json` last, and then exchanged with the published folder in one system
 * call; readers see the old site or the new one, whatever ends the process. Files
 * equal to the published ones are hard-linked, not written. design.md, fact 7.
 *
 * A folder that holds files (other than .git) and no manifest of ours is never touched.
 * A folder that cannot be exchanged (it holds .git or other names that are not ours, or
 * is a mount point) gets its files replaced one by one, and that is said. When everything
 * published is as wanted, nothing is done at all.
 */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct diag_list;
struct plan;
struct publication;
struct sink;

struct publish_options {
	struct str generator; // "Lectern 0.1.0", into the manifest
	bool sync;            // survive power loss too: syncfs before the exchange
};

struct publish_result {
	size_t written; // files made
	size_t linked;  // files that were published already, and stay
	size_t removed; // files that were published and are no longer
	uint64_t bytes; // of all files
	bool in_place;
};

/*
 * May `target` be published to? Also checks that its parent can be written, so that
 * a build fails early, and that the target is not in `content`, the folder that is
 * read. False with a diagnostic.
 */
bool publish_check(struct str target, struct str content, struct diag_list *diags);
/*
 * The same of a single file, which may be there already; a folder may not be in its place. False
 * with a diagnostic.
 */
bool publish_check_file(struct str target, struct str content, struct diag_list *diags);
/* Nobody is publishing to the target now, or was ended by force while doing so. */
bool publish_is_over(struct str target);
/*
 * A site on its way to the target, which is locked until publish_drop. NULL with a diagnostic.
 * Heap; given back by publish_drop.
 */
struct publication *publish_begin(struct str target, const struct publish_options *options,
				  struct diag_list *diags);
/*
 * Takes the bytes of outputs to where they will be published from, while others are being made;
 * NULL when they are better kept. Lives as long as the publication.
 */
struct sink *publish_sink(struct publication *publication);
/*
 * Publishes the plan, which is sorted; folders above the target are made. False, with a
 * diagnostic, and the target is as it was; only where files are replaced one by one may a
 * failure leave a mix, which the diagnostic says then.
 */
bool publish_end(struct publication *publication, struct plan *plan, struct publish_result *result,
		 struct diag_list *diags);
/* NULL is fine. What has not been published leaves nothing behind. */
void publish_drop(struct publication *publication);

#endif
