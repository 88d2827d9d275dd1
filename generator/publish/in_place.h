/*
 * Publishing into a folder that cannot be exchanged: file by file.
 *
 * Each file is the old one or the new one at any time, the site as a whole for a
 * moment a mix: assets come first, then pages, then the index, and what is no
 * longer wanted goes last. Names that are not ours stay as they are.
 */
#ifndef PUBLISH_IN_PLACE_H
#define PUBLISH_IN_PLACE_H

#include <stdbool.h>

struct diag_list;
struct edition;
struct publish_options;
struct publish_result;

/* False, with a diagnostic; it says so when the site has been left mixed. */
bool in_place_publish(struct edition *edition, const struct publish_options *options,
		      struct publish_result *result, struct diag_list *diags);

#endif
