/* Weeks: front matter that has passed its schema becomes typed fields. */
#include "model/week.h"

#include "data/value.h"
#include "model/page.h"
#include "model/range.h"

struct str
project_kind_name(enum project_kind kind)
{
	static const struct str names[] = {[PROJECT_NONE] = STR_INIT(""),
					   [PROJECT_MINI] = STR_INIT("mini"),
					   [PROJECT_CAPSTONE] = STR_INIT("capstone")};

	return names[kind];
}

static void
refuse_prerequisite(struct page *page, struct prerequisite *out)
{
	struct diag *diag =
	    diag_add(&page->diags, DIAG_WRONG_TYPE, &page->document.source, out->span,
		     "a prerequisite wants either 'week' or a range in 'weeks'");

	diag_cure(&page->diags, diag, "write `4`, `{week: 4, note: …}` or `{weeks: 1-3, note: …}`");
	out->first = out->last = -1;
}

static void
read_prerequisite(struct page *page, const struct value *item, struct prerequisite *out)
{
	const struct value *week = value_find(item, STR("week"));
	const struct value *weeks = value_find(item, STR("weeks"));

	out->span = item->span;
	out->note = value_text(value_find(item, STR("note")));
	if (item->kind == VALUE_INT)
		week = item;
	if (week && !weeks)
		out->first = out->last = (int)week->integer;
	else if (week || !range_parse(value_text(weeks), &out->first, &out->last))
		refuse_prerequisite(page, out);
}

static void
read_prerequisites(struct page *page, struct week *week, const struct value *list)
{
	week->nprerequisites = value_len(list);
	week->prerequisites = ARENA_ARRAY(&page->arena, struct prerequisite, week->nprerequisites);
	for (size_t i = 0; i < week->nprerequisites; i++)
		read_prerequisite(page, value_at(list, i), &week->prerequisites[i]);
}

static void
read_project(struct week *week, const struct value *project)
{
	struct str kind = value_text(value_find(project, STR("kind")));

	if (!project)
		return;
	week->project = str_eq(kind, STR("capstone")) ? PROJECT_CAPSTONE : PROJECT_MINI;
	week->project_title = value_text(value_find(project, STR("title")));
}

/* The topics of the front matter, else those of the section. */
static void
read_short_topics(struct page *page, struct week *week, const struct value *list)
{
	const struct section *topics = page_find_section(page, ROLE_TOPICS);
	size_t ntopics = list ? value_len(list) : topics ? topics->part->nitems : 0;

	week->nshort_topics = ntopics;
	week->short_topics = ARENA_ARRAY(&page->arena, struct str, ntopics);
	for (size_t i = 0; i < ntopics; i++)
		week->short_topics[i] =
		    list ? value_text(value_at(list, i)) : topics->part->items[i].text;
}

static void
read_short(struct page *page, struct week *week, const struct value *map)
{
	week->short_title = value_text(value_find(map, STR("title")));
	if (!week->short_title.len)
		week->short_title = page->title;
	week->short_project = value_text(value_find(map, STR("project")));
	if (!week->short_project.len)
		week->short_project = week->project_title;
	read_short_topics(page, week, value_find(map, STR("topics")));
}

static void
count_items(struct page *page, struct week *week)
{
	const struct section *tasks = page_find_section(page, ROLE_TASKS);
	const struct section *resources = page_find_section(page, ROLE_RESOURCES);

	week->nresources = resources ? resources->part->nitems : 0;
	week->ntasks = tasks ? tasks->part->nitems : 0;
	for (size_t i = 0; i < week->ntasks; i++)
		week->task_hours = hours_add(week->task_hours, tasks->part->items[i].hours);
}

void
week_read(struct page *page)
{
	const struct value *front = page->document.front;
	const struct value *number = value_find(front, STR("week"));
	const struct value *hours = value_find(front, STR("hours"));
	struct week *week = ARENA_NEW(&page->arena, struct week);

	page->week = week;
	week->page = page;
	week->number = (int)number->integer;
	week->number_span = number->span;
	week->hours = value_real(hours, 0);
	if (hours)
		week->hours_span = hours->span;
	read_project(week, value_find(front, STR("project")));
	read_short(page, week, value_find(front, STR("short")));
	read_prerequisites(page, week, value_find(front, STR("prerequisites")));
	count_items(page, week);
}
