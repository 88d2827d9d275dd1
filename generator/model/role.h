/*
 * Section roles: what a heading of a week file makes of the part below it.
 *
 * A table of names; site.yaml adds wordings and other languages to it.
 */
#ifndef MODEL_ROLE_H
#define MODEL_ROLE_H

#include "base/str.h"

#include <stddef.h>

/* In the order in which a week is read. */
enum role {
	ROLE_NONE, // the lead, and ordinary sections
	ROLE_OUTCOMES,
	ROLE_TOPICS,
	ROLE_TASKS,
	ROLE_RESOURCES,
	ROLE_MY_RESOURCES,
	ROLE_PROJECT,
	ROLE_ETHICS,
	ROLE_STRETCH,
	ROLE_SELF_ASSESSMENT,
	ROLE_INTERVIEW,
	ROLE_COUNT
};

/* "tasks", "my-resources": in site.yaml, ids and JSON. Empty for ROLE_NONE. */
struct str role_name(enum role role);
/* "tasks", "my_resources": a field in templates. */
struct str role_field(enum role role);
/* ROLE_NONE when no role has that name. */
enum role role_find(struct str name);

/* A wording that site.yaml adds. */
struct role_wording {
	struct str text;
	enum role role;
};

/* The role of a heading's text: letter case and white space at the ends do not count. */
enum role role_of_heading(struct str text, const struct role_wording *wordings, size_t nwordings);

#endif
