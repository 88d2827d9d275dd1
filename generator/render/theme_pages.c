/*
 * Pages that a theme adds to a site: theme.yaml lists them below `pages:`, and a site.yaml
 * that wants only some of them names those.
 */
#include "base/arena.h"
#include "base/path.h"
#include "base/vec.h"
#include "data/schema.h"
#include "data/value.h"
#include "render/theme.h"
#include "render/theme_parts.h"

static const struct field page_fields[] = {
    {.name = "title",
     .type = FIELD_TEXT,
     .required = true,
     .doc = "Name of the string that is the title of the page."},
    {.name = "data",
     .type = FIELD_TEXT,
     .doc = "A plugin; the page is only made where that has set data of the site."},
    {.name = "weeks",
     .type = FIELD_INT,
     .doc = "How many weeks the course may have for which the page is made; any number unless "
	    "given."},
    {.name = NULL},
};
static const struct schema page_schema_of_theme = {.noun = "a page of the theme",
						   .doc = "A page that a theme adds.",
						   .fields = page_fields};
const struct field theme_page_item = {.type = FIELD_MAP, .of = &page_schema_of_theme};

static void
report_unknown(struct theme_loader *loader, const struct source *source, const struct value *name,
	       const struct str *known, size_t nknown, const char *what)
{
	struct str nearest = diag_nearest(name->text, known, nknown);
	struct diag *diag = diag_add(loader->diags, DIAG_UNKNOWN_KEY, source, name->span,
				     "the theme has no %s '%.*s'", what, STR_ARG(name->text));

	if (nearest.len)
		diag_cure(loader->diags, diag, "did you mean '%.*s'?", STR_ARG(nearest));
}

static void
report_string(struct theme_loader *loader, const struct theme_manifest *manifest,
	      const struct value *title)
{
	const struct value *strings = loader->theme->strings;
	struct str *names = ARENA_ARRAY(loader->arena, struct str, value_len(strings));

	for (size_t i = 0; i < value_len(strings); i++)
		names[i] = strings->map->entries[i].key;
	report_unknown(loader, &manifest->source, title, names, value_len(strings), "string");
}

/* Whether its layout and title exist. */
static bool
check_page(struct theme_loader *loader, const struct theme_manifest *manifest,
	   const struct value_entry *entry)
{
	const struct value *title = value_find(entry->value, STR("title"));
	size_t errors = loader->diags->nerrors;

	if (!path_is_segment(entry->key) || !theme_find_layout(loader->theme, entry->key))
		diag_add(loader->diags, DIAG_LAYOUT_MISSING, &manifest->source, entry->key_span,
			 "the theme has no layout '%.*s' for its page", STR_ARG(entry->key));
	if (!value_find(loader->theme->strings, title->text))
		report_string(loader, manifest, title);
	return loader->diags->nerrors == errors;
}

static bool
has_page(const struct theme *theme, struct str name)
{
	for (size_t i = 0; i < theme->npages; i++)
		if (str_eq(theme->pages[i].name, name))
			return true;
	return false;
}

/* What all manifests list; the nearest one that lists a page wins. */
static void
collect(struct theme_loader *loader)
{
	VEC(struct theme_page) pages = {0};

	for (size_t i = 0; i < loader->manifests.len; i++) {
		const struct theme_manifest *manifest = loader->manifests.at[i];
		const struct value *listed = value_find(manifest->value, STR("pages"));

		for (size_t k = 0; k < value_len(listed); k++) {
			const struct value_entry *entry = &listed->map->entries[k];
			struct str title = value_text(value_find(entry->value, STR("title")));
			struct theme_page page = {.name = entry->key};

			if (has_page(loader->theme, entry->key) ||
			    !check_page(loader, manifest, entry))
				continue;
			page.title = value_text(value_find(loader->theme->strings, title));
			page.data = value_text(value_find(entry->value, STR("data")));
			page.weeks = (size_t)value_real(value_find(entry->value, STR("weeks")), 0);
			VEC_PUSH(loader->arena, &pages, page);
			loader->theme->pages = pages.at;
			loader->theme->npages = pages.len;
		}
	}
}

static bool
is_listed(const struct value *list, struct str name)
{
	for (size_t i = 0; i < value_len(list); i++)
		if (str_eq(value_at(list, i)->text, name))
			return true;
	return false;
}

/* Keeps the pages that the site wants; names that are none are told. */
static void
choose(struct theme_loader *loader, const struct value *wanted)
{
	struct theme *theme = loader->theme;
	struct str *names = ARENA_ARRAY(loader->arena, struct str, theme->npages);
	size_t kept = 0;

	for (size_t i = 0; i < theme->npages; i++)
		names[i] = theme->pages[i].name;
	for (size_t i = 0; i < value_len(wanted); i++)
		if (!has_page(theme, value_at(wanted, i)->text))
			report_unknown(loader, loader->config, value_at(wanted, i), names,
				       theme->npages, "page");
	for (size_t i = 0; i < theme->npages; i++)
		if (is_listed(wanted, theme->pages[i].name))
			theme->pages[kept++] = theme->pages[i];
	theme->npages = kept;
}

bool
theme_read_pages(struct theme_loader *loader)
{
	const struct value *wanted = value_find(loader->settings, STR("pages"));
	size_t errors = loader->diags->nerrors;

	collect(loader);
	if (wanted && wanted->kind == VALUE_LIST)
		choose(loader, wanted);
	return loader->diags->nerrors == errors;
}
