/* Hours of the tasks against the hours of the front matter. */
#include "check/rules.h"

#include "base/diag.h"
#include "model/page.h"
#include "model/week.h"

void
check_hours(const struct site *site, const struct page *page, struct diag_list *diags)
{
	const struct week *week = page->week;
	struct hours sum;
	struct diag *diag;

	(void)site;
	if (!week || !week->hours || !hours_is_given(week->task_hours))
		return;
	if (week->hours >= week->task_hours.low && week->hours <= week->task_hours.high)
		return;
	sum = week->task_hours;
	if (sum.low < sum.high)
		diag =
		    diag_add(diags, DIAG_HOURS_MISMATCH, &page->document.source, week->hours_span,
			     "'hours' says %g, but the tasks add up to %g to %g", week->hours,
			     sum.low, sum.high);
	else
		diag =
		    diag_add(diags, DIAG_HOURS_MISMATCH, &page->document.source, week->hours_span,
			     "'hours' says %g, but the tasks add up to %g", week->hours, sum.low);
	diag_cure(diags, diag, "correct 'hours', or the hours of a task");
}
