/*
 * Addresses of the web, http and https: taken apart, as a key, as a request; RFC 3986.
 *
 * Stricter than browsers and curl, which repair what an author got wrong: what they repair
 * is a fault here, so that it can be told.
 */
#ifndef BASE_WEB_URL_H
#define BASE_WEB_URL_H

#include "base/str.h"

#include <stdbool.h>

struct arena;

enum web_url_fault {
	WEB_URL_FINE,

	/* The URL cannot be taken apart: nobody can follow it as it stands. */
	WEB_URL_NO_WEB,     // neither http nor https
	WEB_URL_NO_SLASHES, // "https:/host", "https:\\host"
	WEB_URL_NO_HOST,    // "https:///path"
	WEB_URL_BAD_HOST,   // a byte or an empty label that no host has, an open bracket
	WEB_URL_BAD_IDN,    // a name outside ASCII that the name service cannot know
	WEB_URL_BAD_PORT,   // not a number of 1 to 65535

	/* It can, and is still not written as a URL is. */
	WEB_URL_CONTROL,   // a control byte
	WEB_URL_SPACE,     // a space
	WEB_URL_BACKSLASH, // a backslash
	WEB_URL_PERCENT,   // '%' without two hexadecimal digits
};

/* Parts as the author wrote them, slices of the URL, but for the host. */
struct web_url {
	bool secure;   // https
	bool has_user; // there is something in front of '@'
	bool has_fragment;
	int port;            // the scheme's own when none is given
	struct str user;     // "name:password"
	struct str host;     // lower case, A-labels, no dot at the end; "[::1]"; in the arena
	struct str path;     // "" or from '/' on
	struct str query;    // with '?'; "" when there is none
	struct str fragment; // without '#'
};

/*
 * Takes a URL apart. Returns the first fault that makes it unusable (*url is then not to
 * be read), else the first of those that do not, else WEB_URL_FINE.
 */
enum web_url_fault web_url_parse(struct arena *arena, struct str text, struct web_url *url);
/* True for the faults after which there is nothing to read. */
bool web_url_is_unusable(enum web_url_fault fault);

/*
 * What two spellings of one address have in common: scheme and host in lower case and
 * ASCII, no default port, no user, no dot segments, "/" for no path, percent triplets of
 * the path in upper case and decoded where nothing reserves the byte; the query as
 * written; spaces, control and non-ASCII bytes and lone '%' encoded; no fragment. A key
 * is its own key. Empty when the URL is unusable. Lives in the arena.
 */
struct str web_url_key(struct arena *arena, struct str text);
/*
 * What is sent: the author's path and query with only what is not legal encoded, the host
 * in ASCII, neither user nor fragment. Empty when the URL is unusable.
 */
struct str web_url_request(struct arena *arena, struct str text);
/*
 * What `reference` means on the page `base`, a usable URL: RFC 3986, 5.2; an absolute
 * reference of any scheme is returned as it is. Keeps the fragment of the reference.
 * Empty when the base is unusable.
 */
struct str web_url_resolve(struct arena *arena, struct str base, struct str reference);

#endif
