/* The table of what authors call the parts of a week, a project and a block. */
#ifndef ROADMAP_WORDING_H
#define ROADMAP_WORDING_H

#include "base/str.h"
#include "roadmap/label.h"

/* What a folded wording (import/text.h) means at a place. */
struct wording {
	struct str text;
	enum label_kind kind;
	enum role role; // LABEL_ROLE
};

/* The rows of a place; they end with an empty text. */
const struct wording *wordings_of(enum label_place place);

#endif
