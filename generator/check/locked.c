/* content/ids.lock against the items: what `lectern ids --write` would record. */
#include "base/diag.h"
#include "check/check.h"
#include "document/item.h"
#include "markdown/node.h"
#include "model/identity.h"
#include "model/lock.h"
#include "model/page.h"
#include "model/site.h"

static const char cure[] = "look at it with `lectern ids`, then run `lectern ids --write`";

static struct span
span_of(const struct item *item)
{
	return item->title ? item->title->span : item->span;
}

static void
report_vanished(const struct site *site, const struct change *change, struct diag_list *diags)
{
	struct diag *diag =
	    diag_add(diags, DIAG_ID_VANISHED, &site->lock->source, change->entry->span,
		     "no item is '%.*s' any more", STR_ARG(change->id));

	diag_cure(diags, diag, "put the item back, or run `lectern ids --retire %.*s`",
		  STR_ARG(change->id));
}

static void
report_change(const struct change *change, struct diag_list *diags)
{
	static const char *const problems[CHANGE_COUNT] = {
	    [CHANGE_REWORDED] = "the item was worded",
	    [CHANGE_MOVED] = "the item stood in",
	    [CHANGE_ALIASED] = "the item had the id",
	    [CHANGE_NEW] = "ids.lock does not have the item",
	};
	struct str subject = change->kind == CHANGE_NEW ? change->id : change->was;

	diag_cure(diags,
		  diag_add(diags, DIAG_IDS_BEHIND, &change->page->document.source,
			   span_of(change->item), "%s '%.*s'", problems[change->kind],
			   STR_ARG(subject)),
		  "%s", cure);
}

void
check_locked(const struct site *site, struct diag_list *diags)
{
	const struct identity *identity = site->identity;

	if (!identity) {
		diag_cure(diags,
			  diag_add_path(diags, DIAG_IDS_BEHIND, site->lock->source.path,
					"there is no such file"),
			  "run `lectern ids --write`, and commit the file");
		return;
	}
	for (size_t i = 0; i < site->npages; i++)
		if (site->pages[i].failed)
			return; // its items would all seem to have vanished
	for (size_t i = 0; i < identity->nchanges; i++) {
		if (identity->changes[i].kind == CHANGE_VANISHED)
			report_vanished(site, &identity->changes[i], diags);
		else
			report_change(&identity->changes[i], diags);
	}
}
