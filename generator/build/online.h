/* What a build that was told to go online may do there: as site and environment say. */
#ifndef BUILD_ONLINE_H
#define BUILD_ONLINE_H

#include "base/str.h"

#include <stdbool.h>

struct arena;
struct diag_list;
struct net_options;
struct site;

/*
 * The options, in the arena, which must outlive them. What of `links.online` makes no sense is
 * reported at its line. For tests, and only with LECTERN_TEST=1: LECTERN_RESOLVE is
 * "name:port=address:port,…", where those names are found, and LECTERN_TIME_SCALE a factor of
 * all waits.
 */
const struct net_options *online_options(struct arena *arena, const struct site *site,
					 struct diag_list *diags);
/* A file of the site's that `links` names; the default, and a report, when it is elsewhere. */
struct str online_file(struct arena *arena, const struct site *site, struct str name,
		       struct str otherwise, struct diag_list *diags);

#endif
