/* Links and images in raw HTML, as far as they must be known to be checked. */
#ifndef MODEL_HTML_LINK_H
#define MODEL_HTML_LINK_H

#include "base/str.h"

#include <stdbool.h>

struct arena;

struct html_link {
	bool image;         // <img src>, not <a href>
	struct str address; // "&amp;" decoded
	struct str text;    // of an image its alt; of a link what stands up to the next tag
};

/*
 * Takes HTML off the front of *rest up to behind the next <a href> or <img src>; false when
 * there is none. What stands in comments, scripts, styles and <pre> does not count.
 */
bool html_link_next(struct arena *arena, struct str *rest, struct html_link *link);

#endif
