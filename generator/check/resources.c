/* Resources that cannot be followed. */
#include "check/rules.h"

#include "base/diag.h"
#include "model/page.h"

void
check_resources(const struct site *site, const struct page *page, struct diag_list *diags)
{
	const struct section *resources = page_find_section(page, ROLE_RESOURCES);

	(void)site;
	for (size_t i = 0; resources && i < resources->part->nitems; i++) {
		const struct item *item = &resources->part->items[i];
		struct diag *diag;

		if (item->link)
			continue;
		diag = diag_add(diags, DIAG_RESOURCE_NO_LINK, &page->document.source, item->span,
				"resource '%.*s' has no link", STR_ARG(item->text));
		diag_cure(diags, diag, "write it as [Title](https://…): kind, cost, time");
	}
}
