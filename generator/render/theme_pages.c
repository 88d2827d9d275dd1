/*
 * Pages that a theme adds to a site: theme.yaml lists them below `pages:`.
 *
 * The nearest theme.yaml that names a page wins, so that a theme can switch off one of its
 * parent's by giving it another `when`.
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
    {.name = "when",
     .type = FIELD_TEXT,
     .doc = "Name of a boolean option; the page is there when it is true."},
    {.name = NULL},
};
static const struct schema page_schema_of_theme = {.noun = "a page of the theme",
						   .doc = "A page that a theme adds.",
						   .fields = page_fields};
const struct field theme_page_item = {.type = FIELD_MAP, .of = &page_schema_of_theme};

static void
report(struct theme_loader *loader, const struct theme_manifest *manifest, struct span span,
       const struct value *known, struct str name, const char *what)
{
	struct str *names = ARENA_ARRAY(loader->arena, struct str, value_len(known));
	struct str nearest;
	struct diag *diag;

	for (size_t i = 0; i < value_len(known); i++)
		names[i] = known->map->entries[i].key;
	nearest = diag_nearest(name, names, value_len(known));
	diag = diag_add(loader->diags, DIAG_UNKNOWN_KEY, &manifest->source, span,
			"the theme has no %s '%.*s'", what, STR_ARG(name));
	if (nearest.len)
		diag_cure(loader->diags, diag, "did you mean '%.*s'?", STR_ARG(nearest));
}

/* Whether its layout, title and option exist. */
static bool
check_page(struct theme_loader *loader, const struct theme_manifest *manifest,
	   const struct value_entry *entry)
{
	const struct value *title = value_find(entry->value, STR("title"));
	const struct value *when = value_find(entry->value, STR("when"));
	const struct value *option = when ? value_find(loader->theme->options, when->text) : NULL;
	size_t errors = loader->diags->nerrors;

	if (!path_is_segment(entry->key) || !theme_find_layout(loader->theme, entry->key))
		diag_add(loader->diags, DIAG_LAYOUT_MISSING, &manifest->source, entry->key_span,
			 "the theme has no layout '%.*s' for its page", STR_ARG(entry->key));
	if (!value_find(loader->theme->strings, title->text))
		report(loader, manifest, title->span, loader->theme->strings, title->text,
		       "string");
	if (when && !option)
		report(loader, manifest, when->span, loader->theme->options, when->text, "option");
	else if (when && option->kind != VALUE_BOOL)
		diag_add(loader->diags, DIAG_WRONG_TYPE, &manifest->source, when->span,
			 "option '%.*s' is not of type boolean", STR_ARG(when->text));
	return loader->diags->nerrors == errors;
}

static bool
is_wanted(const struct theme_loader *loader, const struct value *page)
{
	const struct value *when = value_find(page, STR("when"));

	return !when || value_find(loader->theme->options, when->text)->boolean;
}

bool
theme_read_pages(struct theme_loader *loader)
{
	VEC(struct theme_page) pages = {0};
	struct value *seen = value_map(loader->arena, NULL);
	bool good = true;

	for (size_t i = 0; i < loader->manifests.len; i++) {
		const struct theme_manifest *manifest = loader->manifests.at[i];
		const struct value *listed = value_find(manifest->value, STR("pages"));

		for (size_t k = 0; k < value_len(listed); k++) {
			const struct value_entry *entry = &listed->map->entries[k];
			struct theme_page page = {.name = entry->key};

			if (value_find(seen, entry->key))
				continue;
			value_set(loader->arena, seen, entry->key, &value_null);
			if (!check_page(loader, manifest, entry)) {
				good = false;
				continue;
			}
			page.title = value_text(
			    value_find(loader->theme->strings,
				       value_text(value_find(entry->value, STR("title")))));
			if (is_wanted(loader, entry->value))
				VEC_PUSH(loader->arena, &pages, page);
		}
	}
	loader->theme->pages = pages.at;
	loader->theme->npages = pages.len;
	return good;
}
