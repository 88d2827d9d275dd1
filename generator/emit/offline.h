/*
 * The site without a network: sw.js, which keeps a served site in the reader's browser, its
 * manifest.webmanifest, and ID.zip, the site to take along.
 *
 * sw.js is a line of data in front of the theme's asset of that name: id and version of the site,
 * and its files, each with hash_32 of its bytes. A small site is kept whole; of a larger one the
 * theme's files and the first page are, and the others as they are read. The version is a hash of
 * all that, so equal sites have an equal sw.js. With `offline: false` in site.yaml there is the id
 * alone, and the worker takes itself and what it kept away.
 */
#ifndef EMIT_OFFLINE_H
#define EMIT_OFFLINE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct plan;
struct site;
struct theme;

/* A site within both is kept whole. */
#define OFFLINE_BYTES ((size_t)30 << 20)
#define OFFLINE_FILES ((size_t)2000)
/* Of a larger one no file beyond this is kept … */
#define OFFLINE_FILE_BYTES ((size_t)8 << 20)
/* … and with more files than this only what is kept from the start. */
#define OFFLINE_LISTED ((size_t)20000)
/* What may go into ID.zip, which is made in memory; bytes before they are deflated. */
#define DOWNLOAD_BYTES ((size_t)256 << 20)

/* Outputs that are made from all others: indices in the plan, SIZE_MAX where there is none. */
struct offline {
	size_t worker;  // sw.js
	size_t archive; // ID.zip
};

/* The asset that is no output itself, but the body of sw.js. */
bool offline_is_worker(struct str asset);
/* Plans the outputs and makes manifest.webmanifest. */
struct offline offline_plan(struct arena *arena, const struct site *site, const struct theme *theme,
			    struct plan *plan, struct diag_list *diags);
/* Makes sw.js of all other outputs as they are now. */
void offline_make_worker(struct arena *arena, const struct site *site, const struct theme *theme,
			 struct plan *plan, const struct offline *offline, struct diag_list *diags);
/* Makes ID.zip of all other outputs as they are now; false with a diagnostic. */
bool offline_make_archive(struct arena *arena, const struct site *site, struct plan *plan,
			  const struct offline *offline, struct diag_list *diags);

#endif
