/* Hosts that the public internet does not have. */
#ifndef BASE_WEB_HOST_H
#define BASE_WEB_HOST_H

#include "base/str.h"

#include <stdbool.h>

/*
 * True for "localhost", names below .localhost, .local, .internal, .test and .invalid, and
 * addresses of the own computer, of private networks and of no network, in every spelling that
 * browsers take: "127.1", "0x7f.1", "2130706433", "[::ffff:10.0.0.1]". The host is as
 * web_url_parse gives it. No name is looked up.
 */
bool web_host_is_local(struct str host);
/* True for the host itself and names below it: "www.example.org" is within "example.org". */
bool web_host_is_within(struct str host, struct str domain);

#endif
