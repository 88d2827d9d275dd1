/*
 * Files of a theme that a site has copies of its own of, and whether a copy went stale: the
 * theme's file is not any more what it was made of.
 *
 * What a copy was made of, its base, is remembered beside it, in the site's themes/NAME/:
 * the fingerprint in ejected.lock, and the bytes below .base/. The fingerprint decides, for
 * a search and replace over the whole site would change the bytes; these are there to be
 * merged. UTF-8, one line a file, sorted by bytes, its two fields parted by a tab:
 *
 *	layouts/partials/footer.html	0f343b0931126a20f133d67c2b018a3b
 *
 * Every line means the same wherever it stands, so branches are merged by keeping the
 * lines of both; of two lines of one file the later counts.
 */
#ifndef RENDER_OVERRIDE_H
#define RENDER_OVERRIDE_H

#include "base/source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct theme_places;
struct value;

enum { OVERRIDE_LIMIT = 16 << 20 }; // bytes of a file that can be copied

enum override_state {
	OVERRIDE_NONE,       // the theme's own is used
	OVERRIDE_FRESH,      // a copy of what the theme has
	OVERRIDE_STALE,      // a copy of what the theme had
	OVERRIDE_ORPHAN,     // a copy of what the theme has not any more
	OVERRIDE_UNRECORDED, // nobody knows what it was made of
};

struct override {
	struct str name;     // "layouts/partials/footer.html"
	struct str original; // path of the theme's own file; empty when it has none
	struct str copy;     // path of the site's, be it there or not
	struct str base;     // path of the bytes that the copy was made of, the same way
	struct str hash;     // of these; empty when there is no record
	enum override_state state;
};

struct overrides {
	struct str theme;     // its name
	struct str folder;    // of the site's copies: "themes/default"
	struct source *lock;  // ejected.lock, in the arena; without text when there is none
	struct override *all; // what can be overridden or is, sorted by name
	size_t noverrides;
	bool installed; // the folder is the installed theme itself, which needs no copies
};

/*
 * Finds all of the theme that `settings`, the `theme` map of site.yaml, name. False, with
 * diagnostics, when there is no such theme or its files cannot be read. A line of the lock
 * that makes no sense is a warning.
 */
bool overrides_find(struct arena *arena, const struct theme_places *places,
		    const struct value *settings, const struct source *config,
		    struct overrides *out, struct diag_list *diags);

/* The base, whole; false when it is not there, or is not what the record says. */
bool override_read_base(struct arena *arena, const struct override *override, struct str *bytes);
/* Keeps the bytes as the base, without writing the lock; false with errno. */
bool override_keep_base(struct arena *arena, struct override *override, struct str bytes);
/*
 * Writes the lock, a line for each file that has a copy and a record, or removes it when
 * there is none. Bases without a record are removed. False with errno.
 */
bool overrides_write_lock(const struct overrides *overrides);

#endif
