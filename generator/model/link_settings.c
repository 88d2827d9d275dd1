/* How links are checked: the table of keys, and what they mean for levels of diagnostics. */
#include "model/link_settings.h"

#include "base/arena.h"
#include "data/schema.h"
#include "data/value.h"

static const struct field text_item = {.type = FIELD_TEXT};
static const struct field level_item = {.type = FIELD_CHOICE, .choices = link_levels};

static const char *const same_site_choices[] = {"check", "warn", "ignore", NULL};
static const struct field internal_fields[] = {
    {.name = "anchors",
     .type = FIELD_BOOL,
     .doc = "Whether the part behind '#' is looked for; true unless given."},
    {.name = "same_site",
     .type = FIELD_CHOICE,
     .choices = same_site_choices,
     .doc = "Links to the site's own url: check unless given, warn, or ignore."},
    {.name = "localhost",
     .type = FIELD_CHOICE,
     .choices = link_levels,
     .doc = "Links to the reader's own computer and to private networks; error unless given."},
    {.name = "https",
     .type = FIELD_CHOICE,
     .choices = link_levels,
     .doc = "Links to http where https is known to work; warn unless given. Told online."},
    {.name = "duplicates",
     .type = FIELD_CHOICE,
     .choices = link_levels,
     .doc = "Resources and link definitions that are there twice; warn unless given."},
    {.name = "link_text",
     .type = FIELD_CHOICE,
     .choices = link_levels,
     .doc = "Texts of links that say nothing, images without a description; note unless given."},
    {.name = "schemes",
     .type = FIELD_LIST,
     .item = &text_item,
     .doc = "What addresses may begin with; http, https, mailto and tel unless given."},
    {0},
};
static const struct schema internal_schema = {.noun = "'internal'",
					      .doc = "What is checked without the network.",
					      .fields = internal_fields};

static const struct field allow_fields[] = {
    {.name = "url", .type = FIELD_TEXT, .required = true, .doc = "The address; * is any text."},
    {.name = "reason", .type = FIELD_TEXT, .required = true, .doc = "Why it may stay."},
    {0},
};
static const struct schema allow_schema = {.noun = "an entry of 'allow'",
					   .doc = "A resource that may cost something.",
					   .fields = allow_fields};
static const struct field allow_item = {.type = FIELD_MAP, .of = &allow_schema};

static const struct field free_fields[] = {
    {.name = "enabled", .type = FIELD_BOOL, .doc = "Whether the course promises free resources."},
    {.name = "paid_hosts",
     .type = FIELD_LIST,
     .item = &text_item,
     .doc = "Hosts, or hosts and the front of a path, that are known to want money."},
    {.name = "allow",
     .type = FIELD_LIST,
     .item = &allow_item,
     .doc = "Resources that may cost something all the same."},
    {0},
};
static const struct schema free_schema = {.noun = "'free_only'",
					  .doc = "The promise that resources are free.",
					  .fields = free_fields};

static const struct field exclude_fields[] = {
    {.name = "match", .type = FIELD_TEXT, .required = true, .doc = "The address; * is any text."},
    {.name = "reason", .type = FIELD_TEXT, .doc = "Why it is not checked."},
    {.name = "until", .type = FIELD_TEXT, .doc = "The last day on which that holds: 2027-01-31."},
    {0},
};
static const struct schema exclude_schema = {.noun = "an entry of 'exclude'",
					     .doc = "Addresses that are not checked.",
					     .fields = exclude_fields};
static const struct field exclude_forms[] = {
    {.type = FIELD_TEXT},
    {.type = FIELD_MAP, .of = &exclude_schema},
    {.type = FIELD_ONE_OF},
};
static const struct field exclude_item = {.type = FIELD_ONE_OF, .alternatives = exclude_forms};

static const struct field fields[] = {
    {.name = "strict",
     .type = FIELD_BOOL,
     .doc = "As with --strict: what is surely broken on other sites is an error."},
    {.name = "allow_empty",
     .type = FIELD_BOOL,
     .doc = "Whether a site may have no link to check; false unless given."},
    {.name = "internal",
     .type = FIELD_MAP,
     .of = &internal_schema,
     .doc = "What is checked without the network."},
    {.name = "free_only",
     .type = FIELD_MAP,
     .of = &free_schema,
     .doc = "The promise that resources are free."},
    {.name = "exclude",
     .type = FIELD_LIST,
     .item = &exclude_item,
     .doc = "Addresses of other sites that are not checked: a text, in which * is any text, or a "
	    "map with match and reason."},
    {.name = "severity",
     .type = FIELD_FREE,
     .item = &level_item,
     .doc = "By the name of a rule: off, note, warn or error."},
    {.name = "online",
     .type = FIELD_MAP,
     .of = &link_online_schema,
     .doc = "How other sites are asked, when they are."},
    {.name = "remap",
     .type = FIELD_LIST,
     .item = &link_remap_item,
     .doc = "Addresses that are asked elsewhere; the first that fits counts."},
    {.name = "cache",
     .type = FIELD_MAP,
     .of = &link_cache_schema,
     .doc = "What this machine remembers of other sites."},
    {.name = "health",
     .type = FIELD_MAP,
     .of = &link_health_schema,
     .doc = "What the site remembers of others, and shows."},
    {0},
};
const struct schema link_settings_schema = {.noun = "'links'",
					    .doc = "How links are checked.",
					    .fields = fields};

/* The rules whose level a site may set. */
static const enum diag_code rules[] = {
    DIAG_LINK_PAGE_MISSING,  DIAG_LINK_ANCHOR_MISSING, DIAG_LINK_OUTSIDE_CONTENT,
    DIAG_LINK_STYLE,         DIAG_LINK_SAME_SITE,      DIAG_LINK_COMMENT,
    DIAG_LINK_TEXT_VAGUE,    DIAG_IMAGE_ALT_MISSING,   DIAG_DEFINITION_DUPLICATE,
    DIAG_URL_INVALID,        DIAG_URL_SYNTAX,          DIAG_URL_CREDENTIALS,
    DIAG_URL_LOCAL,          DIAG_URL_SCHEME,          DIAG_URL_SHORTENER,
    DIAG_URL_TRACKING,       DIAG_URL_MAILTO,          DIAG_URL_TEL,
    DIAG_RESOURCE_NO_LINK,   DIAG_RESOURCE_DUPLICATE,  DIAG_RESOURCE_COST,
    DIAG_RESOURCE_PAID_HOST,
};
enum { NRULES = sizeof(rules) / sizeof(rules[0]) };

/* "off", "note", "warn", "error"; 0 for NULL and what the schema has refused. */
static unsigned char
read_level(const struct value *value)
{
	static const unsigned char meanings[] = {DIAG_LEVEL_OFF, DIAG_LEVEL_SET(DIAG_NOTE),
						 DIAG_LEVEL_SET(DIAG_WARNING),
						 DIAG_LEVEL_SET(DIAG_ERROR)};
	struct str text = value_text(value);

	for (size_t i = 0; link_levels[i]; i++)
		if (str_eq(text, str_from(link_levels[i])))
			return meanings[i];
	return 0;
}

static void
report_rule(const struct source *source, const struct value_entry *entry, struct diag_list *diags)
{
	struct str names[NRULES], near;
	struct diag *diag = diag_add(diags, DIAG_UNKNOWN_KEY, source, entry->key_span,
				     "there is no rule '%.*s' for links", STR_ARG(entry->key));

	for (size_t i = 0; i < NRULES; i++)
		names[i] = str_from(diag_catalogue[rules[i]].slug);
	near = diag_nearest(entry->key, names, NRULES);
	if (near.len)
		diag_cure(diags, diag, "did you mean '%.*s'?", STR_ARG(near));
	else
		diag_cure(diags, diag, "name it as it stands in [brackets] behind a message");
}

static void
read_severities(const struct value *map, const struct source *source,
		struct link_settings *settings, struct diag_list *diags)
{
	for (size_t i = 0; i < value_len(map); i++) {
		const struct value_entry *entry = &map->map->entries[i];
		size_t rule = 0;

		if (str_find_char(entry->key, '/') < entry->key.len)
			continue; // a plugin's: who loads that knows its rules
		while (rule < NRULES &&
		       !str_eq(entry->key, str_from(diag_catalogue[rules[rule]].slug)))
			rule++;
		if (rule == NRULES)
			report_rule(source, entry, diags);
		else
			settings->levels.of[rules[rule]] = read_level(entry->value);
	}
}

/* Texts of a list whose items are texts, or maps that have the text at `key`. */
static struct str *
read_texts(struct arena *arena, const struct value *list, struct str key, size_t *ntexts)
{
	struct str *texts = ARENA_ARRAY(arena, struct str, value_len(list));

	*ntexts = value_len(list);
	for (size_t i = 0; i < *ntexts; i++) {
		const struct value *item = value_at(list, i);

		texts[i] = value_text(item->kind == VALUE_MAP ? value_find(item, key) : item);
	}
	return texts;
}

static void
read_internal(struct arena *arena, const struct value *map, struct link_settings *settings)
{
	const struct value *anchors = value_find(map, STR("anchors"));
	struct str same_site = value_text(value_find(map, STR("same_site")));
	unsigned char duplicates = read_level(value_find(map, STR("duplicates")));
	unsigned char text = read_level(value_find(map, STR("link_text")));
	unsigned char *of = settings->levels.of;

	if (anchors && !value_is_true(anchors))
		of[DIAG_LINK_ANCHOR_MISSING] = DIAG_LEVEL_OFF;
	of[DIAG_URL_LOCAL] = read_level(value_find(map, STR("localhost")));
	of[DIAG_RESOURCE_DUPLICATE] = of[DIAG_DEFINITION_DUPLICATE] = duplicates;
	of[DIAG_LINK_TEXT_VAGUE] = of[DIAG_IMAGE_ALT_MISSING] = text;
	for (enum link_same_site i = LINK_SAME_SITE_CHECK; i <= LINK_SAME_SITE_IGNORE; i++)
		if (str_eq(same_site, str_from(same_site_choices[i])))
			settings->same_site = i;
	settings->schemes = read_texts(arena, value_find(map, STR("schemes")), (struct str){0},
				       &settings->nschemes);
}

static void
read_free_only(struct arena *arena, const struct value *map, struct link_settings *settings)
{
	settings->free_only = value_is_true(value_find(map, STR("enabled")));
	settings->paid = read_texts(arena, value_find(map, STR("paid_hosts")), (struct str){0},
				    &settings->npaid);
	settings->allowed =
	    read_texts(arena, value_find(map, STR("allow")), STR("url"), &settings->nallowed);
}

void
link_settings_read(struct arena *arena, const struct value *map, const struct source *source,
		   struct link_settings *settings, struct diag_list *diags)
{
	*settings = (struct link_settings){0};
	read_internal(arena, value_find(map, STR("internal")), settings);
	read_free_only(arena, value_find(map, STR("free_only")), settings);
	settings->excluded =
	    read_texts(arena, value_find(map, STR("exclude")), STR("match"), &settings->nexcluded);
	settings->levels_said = value_find(map, STR("severity"));
	read_severities(settings->levels_said, source, settings, diags);
	link_online_read(arena, &link_settings_schema, map, source, &settings->online, diags);
}

bool
link_pattern_matches(struct str pattern, struct str url)
{
	size_t at = 0, i = 0, star = SIZE_MAX, resume = 0;

	/* The last '*' is the only one that ever has to give way. */
	while (i < url.len) {
		if (at < pattern.len && pattern.at[at] == '*') {
			star = at++;
			resume = i;
		} else if (at < pattern.len && pattern.at[at] == url.at[i]) {
			at++;
			i++;
		} else if (star != SIZE_MAX) {
			at = star + 1;
			i = ++resume;
		} else {
			return false;
		}
	}
	while (at < pattern.len && pattern.at[at] == '*')
		at++;
	return at == pattern.len;
}
