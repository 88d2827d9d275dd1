/* Resources: that they can be followed, are there once, and cost what the site promises. */
#include "check/rules.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/url.h"
#include "base/web_host.h"
#include "base/web_url.h"
#include "model/link.h"
#include "model/page.h"
#include "model/site.h"

/* One list of resources. */
struct list {
	const struct site *site;
	const struct page *page;
	enum role role;
	struct arena *arena;
	struct map targets; // key of what it leads to → the item
	struct diag_list *diags;
};

static struct diag *
report(const struct list *in, enum diag_code code, const struct item *item, const char *problem)
{
	return diag_add(in->diags, code, &in->page->document.source, item->span,
			"resource '%.*s' %s", STR_ARG(item->text), problem);
}

/* What two links to one place have in common. */
static struct str
target_key(struct arena *arena, const struct link *link)
{
	struct str key;

	if (link->kind != LINK_EXTERNAL)
		return link->url;
	key = web_url_key(arena, link->written);
	return arena_printf(arena, "%.*s#%.*s", STR_ARG(key),
			    STR_ARG(url_split(link->written).fragment));
}

static void
check_twice(struct list *in, const struct item *item, const struct link *link)
{
	struct str key = target_key(in->arena, link);
	const struct item *first = map_find(&in->targets, key);
	struct diag *diag;

	if (!first) {
		if (!link->ignored)
			map_put(&in->targets, in->arena, key, (void *)(uintptr_t)item);
		return;
	}
	diag = report(in, DIAG_RESOURCE_DUPLICATE, item, "leads where another one does");
	diag_note(in->diags, diag, &in->page->document.source, first->span, "this is the other");
	diag_cure(in->diags, diag, "remove one of the two");
}

/* The first word of a cost that is none; of what languages share it, once. */
static bool
is_free(struct str cost)
{
	static const struct str words[] = {
	    STR_INIT("free"),   STR_INIT("freemium"), STR_INIT("kostenlos"), STR_INIT("kostenfrei"),
	    STR_INIT("gratis"), STR_INIT("gratuit"),  STR_INIT("gratuito"),  STR_INIT("gratuita"),
	};
	struct str word = str_slice(cost, 0, str_find_char(cost, ' '));

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eq_fold(word, words[i]))
			return true;
	return false;
}

static bool
is_allowed(const struct link_settings *settings, struct str url)
{
	for (size_t i = 0; i < settings->nallowed; i++)
		if (link_pattern_matches(settings->allowed[i], url))
			return true;
	return false;
}

/* "example.org", or "example.org/courses" for what begins so. */
static bool
is_paid(struct arena *arena, const struct link_settings *settings, const struct link *link)
{
	struct web_url url;

	if (!settings->npaid || link->kind != LINK_EXTERNAL ||
	    web_url_is_unusable(web_url_parse(arena, link->written, &url)))
		return false;
	for (size_t i = 0; i < settings->npaid; i++) {
		struct str paid = settings->paid[i];
		struct str host = str_slice(paid, 0, str_find_char(paid, '/'));

		if (web_host_is_within(url.host, host) &&
		    str_starts(url.path, str_skip(paid, host.len)))
			return true;
	}
	return false;
}

static void
check_cost(struct list *in, const struct item *item, const struct link *link)
{
	const struct link_settings *settings = &in->site->config.links;
	struct diag *diag;

	if (!settings->free_only || is_allowed(settings, link->written))
		return;
	if (!item->cost.len) {
		diag = report(in, DIAG_RESOURCE_COST, item, "does not say what it costs");
		diag_cure(in->diags, diag, "write it as [Title](https://…): kind, free, time");
	} else if (!is_free(item->cost)) {
		diag = report(in, DIAG_RESOURCE_COST, item, "is not free");
		diag_cure(in->diags, diag,
			  "find a free one, or allow it in site.yaml under links.free_only.allow");
	} else if (is_paid(in->arena, settings, link)) {
		diag = report(in, DIAG_RESOURCE_PAID_HOST, item,
			      "says that it is free, and is on a host that wants money");
		diag_cure(in->diags, diag,
			  "look again, or allow it in site.yaml under links.free_only.allow");
	}
}

static void
check_resource(struct list *in, const struct item *item)
{
	const struct link *link = item->link ? link_find(in->page, item->link) : NULL;
	struct diag *diag;

	if (!link && in->role == ROLE_MY_RESOURCES)
		return; // an instructor's list may say where the library is
	if (!link) {
		diag = report(in, DIAG_RESOURCE_NO_LINK, item, "has no link");
		diag_cure(in->diags, diag, "write it as [Title](https://…): kind, cost, time");
		return;
	}
	in->diags->suppressing = link->ignored;
	check_twice(in, item, link);
	check_cost(in, item, link);
	in->diags->suppressing = false;
}

static void
check_list(const struct site *site, const struct page *page, enum role role,
	   struct diag_list *diags)
{
	const struct section *section = page_find_section(page, role);
	struct list in = {.site = site, .page = page, .role = role, .diags = diags};
	struct arena arena;

	if (!section || !section->part->nitems)
		return;
	arena_init(&arena);
	in.arena = &arena;
	for (size_t i = 0; i < section->part->nitems; i++)
		check_resource(&in, &section->part->items[i]);
	arena_release(&arena);
}

void
check_resources(const struct site *site, const struct page *page, struct diag_list *diags)
{
	check_list(site, page, ROLE_RESOURCES, diags);
	check_list(site, page, ROLE_MY_RESOURCES, diags);
}
