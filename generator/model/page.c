/* Pages: the keys of front matter, and what they and the path make of a document. */
#include "model/page.h"

#include "base/path.h"
#include "data/schema.h"
#include "data/value.h"
#include "markdown/node.h"
#include "model/config.h"
#include "model/week.h"
#include "read/tree.h"

static const struct field anything = {.type = FIELD_FREE};

#define COMMON_FIELDS                                                                              \
	{.name = "title", .type = FIELD_TEXT, .required = true, .doc = "Title of the page."},      \
	    {.name = "summary",                                                                    \
	     .type = FIELD_TEXT,                                                                   \
	     .doc = "One sentence for cards, search results and feeds."},                          \
	    {.name = "slug",                                                                       \
	     .type = FIELD_TEXT,                                                                   \
	     .pattern = "^[A-Za-z0-9_-][A-Za-z0-9._-]*$",                                          \
	     .doc = "Last part of the address instead of the file's name."},                       \
	    {.name = "layout", .type = FIELD_TEXT, .doc = "Layout of the theme for this page."},   \
	    {.name = "params",                                                                     \
	     .type = FIELD_FREE,                                                                   \
	     .item = &anything,                                                                    \
	     .doc = "Values of your own for themes and plugins, by names of your own."},           \
	{                                                                                          \
		.name = "updated", .type = FIELD_TEXT, .pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",  \
		.doc = "Date of the last change worth telling, as 2026-11-22."                     \
	}

static const struct field page_fields[] = {
    COMMON_FIELDS,
    {.name = "order", .type = FIELD_INT, .doc = "Place among the ordinary pages, lowest first."},
    {0},
};
const struct schema page_schema = {.noun = "a page",
				   .doc = "Front matter of an ordinary page.",
				   .fields = page_fields};

static const struct field prerequisite_fields[] = {
    {.name = "week", .type = FIELD_INT, .doc = "Number of the week that comes before."},
    {.name = "weeks",
     .type = FIELD_TEXT,
     .pattern = "^[0-9]+-[0-9]+$",
     .doc = "First and last week that come before, such as 1-3."},
    {.name = "note", .type = FIELD_TEXT, .doc = "What of it is needed."},
    {0},
};
static const struct schema prerequisite_schema = {.noun = "a prerequisite",
						  .doc = "Weeks that come before.",
						  .fields = prerequisite_fields};
static const struct field prerequisite_alternatives[] = {
    {.type = FIELD_INT},
    {.type = FIELD_MAP, .of = &prerequisite_schema},
    {.type = FIELD_ONE_OF},
};
static const struct field prerequisite_item = {.type = FIELD_ONE_OF,
					       .alternatives = prerequisite_alternatives};

static const char *const project_kinds[] = {"mini", "capstone", NULL};
static const struct field project_fields[] = {
    {.name = "kind",
     .type = FIELD_CHOICE,
     .required = true,
     .choices = project_kinds,
     .doc = "A capstone ends a block."},
    {.name = "title", .type = FIELD_TEXT, .required = true, .doc = "Name for the portfolio."},
    {0},
};
static const struct schema project_schema = {.noun = "'project'",
					     .doc = "The project of a week.",
					     .fields = project_fields};

static const struct field text_item = {.type = FIELD_TEXT};
static const struct field short_fields[] = {
    {.name = "title", .type = FIELD_TEXT, .doc = "Title where it differs from the long one."},
    {.name = "topics", .type = FIELD_LIST, .item = &text_item, .doc = "Topics in a few words."},
    {.name = "project", .type = FIELD_TEXT, .doc = "The project in a few words."},
    {0},
};
static const struct schema short_schema = {.noun = "'short'",
					   .doc = "Short forms for curriculum.json.",
					   .fields = short_fields};

static const struct field week_fields[] = {
    {.name = "week", .type = FIELD_INT, .required = true, .doc = "Number of the week."},
    COMMON_FIELDS,
    {.name = "hours", .type = FIELD_NUMBER, .doc = "Hours of work; the tasks should add up to it."},
    {.name = "prerequisites",
     .type = FIELD_LIST,
     .item = &prerequisite_item,
     .doc = "Weeks that come before: numbers, or maps with a note."},
    {.name = "project",
     .type = FIELD_MAP,
     .of = &project_schema,
     .doc = "The project of the week."},
    {.name = "short",
     .type = FIELD_MAP,
     .of = &short_schema,
     .doc = "Short forms for curriculum.json."},
    {0},
};
const struct schema week_schema = {.noun = "a week file",
				   .doc = "Front matter of a week file.",
				   .fields = week_fields};

struct str
page_kind_name(const struct page *page)
{
	static const struct str names[] = {[PAGE_HOME] = STR_INIT("home"),
					   [PAGE_WEEK] = STR_INIT("week"),
					   [PAGE_ORDINARY] = STR_INIT("page"),
					   [PAGE_NOT_FOUND] = STR_INIT("404")};

	return page->kind == PAGE_OF_THEME ? page->id : names[page->kind];
}

struct page *
page_generate(struct arena *arena, enum page_kind kind, struct str name, struct str title)
{
	struct page *page = ARENA_NEW(arena, struct page);
	struct entry *entry = ARENA_NEW(arena, struct entry);
	struct section *lead = ARENA_NEW(arena, struct section);

	entry->path = arena_printf(arena, "%.*s.md", STR_ARG(name));
	page->document.source.path = entry->path;
	page->document.root = node_new(arena, NODE_DOCUMENT, (struct span){0, 0});
	page->document.sections = ARENA_NEW(arena, struct document_section);
	page->document.nsections = 1;
	lead->part = page->document.sections;
	page->entry = entry;
	page->kind = kind;
	page->id = kind == PAGE_OF_THEME ? name : page_kind_name(page);
	page->output = arena_printf(arena, "%.*s.html", STR_ARG(name));
	page->title = title;
	page->sections = lead;
	page->nsections = 1;
	return page;
}

static enum page_kind
kind_of(struct str path, const struct value *front)
{
	if (str_eq(path, STR("index.md")))
		return PAGE_HOME;
	if (value_find(front, STR("week")) || str_starts(path, STR("weeks/")))
		return PAGE_WEEK;
	return PAGE_ORDINARY;
}

static struct str
make_output(struct page *page, struct str path)
{
	const struct value *slug = value_find(page->document.front, STR("slug"));
	struct str name = value_text(slug);

	if (!slug)
		return path_with_extension(&page->arena, path, STR(".html"));
	if (!path_is_segment(name)) {
		struct diag *diag =
		    diag_add(&page->diags, DIAG_SLUG_INVALID, &page->document.source, slug->span,
			     "'%.*s' cannot be the last part of an address", STR_ARG(name));

		diag_cure(&page->diags, diag, "use letters, digits, '-' and '_'");
		return (struct str){0};
	}
	return path_join(&page->arena, path_folder(path),
			 arena_printf(&page->arena, "%.*s.html", STR_ARG(name)));
}

static struct str
make_id(struct page *page, struct str path)
{
	if (page->kind == PAGE_HOME)
		return STR("home");
	if (page->kind == PAGE_WEEK)
		return arena_printf(&page->arena, "week-%02d", page->week->number);
	return path_with_extension(&page->arena, path, STR(""));
}

static void
report_second_role(struct page *page, const struct section *first, const struct section *second)
{
	const struct heading *heading = second->part->heading;
	struct diag *diag =
	    diag_add(&page->diags, DIAG_SECTION_DUPLICATE, &page->document.source,
		     heading->node->span, "a second section '%.*s' of the same week",
		     STR_ARG(role_name(second->role)));

	diag_note(&page->diags, diag, &page->document.source, first->part->heading->node->span,
		  "the first is here");
	diag_cure(&page->diags, diag, "join the two, or give one a heading that names no role");
}

const struct section *
page_find_section(const struct page *page, enum role role)
{
	for (size_t i = 1; i < page->nsections; i++)
		if (page->sections[i].role == role)
			return &page->sections[i];
	return NULL;
}

static bool
has_digits(struct str text, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++)
		if (!ascii_is_digit(text.at[i]))
			return false;
	return true;
}

/* 2026-11-22; that a month is short is not known here. */
static bool
is_date(struct str text)
{
	struct str month = str_slice(text, 5, 7), day = str_slice(text, 8, 10);

	return text.len == 10 && has_digits(text, 0, 4) && text.at[4] == '-' &&
	       has_digits(text, 5, 7) && text.at[7] == '-' && has_digits(text, 8, 10) &&
	       str_compare(month, STR("01")) >= 0 && str_compare(month, STR("12")) <= 0 &&
	       str_compare(day, STR("01")) >= 0 && str_compare(day, STR("31")) <= 0;
}

static struct str
read_updated(struct page *page)
{
	const struct value *updated = value_find(page->document.front, STR("updated"));
	struct str text = value_text(updated);
	struct diag *diag;

	if (!updated || is_date(text))
		return text;
	diag = diag_add(&page->diags, DIAG_WRONG_TYPE, &page->document.source, updated->span,
			"'updated' wants a date, this is '%.*s'", STR_ARG(text));
	diag_cure(&page->diags, diag, "write year, month and day as in 2026-11-22");
	return STR("");
}

static void
read_sections(struct page *page, const struct config *config)
{
	const struct document *document = &page->document;

	page->sections = ARENA_ARRAY(&page->arena, struct section, document->nsections);
	for (size_t i = 0; i < document->nsections; i++) {
		const struct document_section *part = &document->sections[i];
		struct section section = {.part = part};

		if (part->heading) {
			section.id = part->heading->id;
			if (page->kind == PAGE_WEEK)
				section.role = role_of_heading(part->heading->text,
							       config->wordings, config->nwordings);
		}
		if (section.role != ROLE_NONE) {
			const struct section *first = page_find_section(page, section.role);

			section.id = role_name(section.role);
			if (first)
				report_second_role(page, first, &section);
		}
		page->sections[i] = section;
		page->nsections++;
	}
}

static void
give_full_ids(struct page *page, const struct section *section, struct item *items, size_t nitems)
{
	for (size_t i = 0; i < nitems; i++) {
		struct node *node = (struct node *)items[i].node; // the tree is still ours

		items[i].full = arena_printf(&page->arena, "%.*s/%.*s/%.*s", STR_ARG(page->id),
					     STR_ARG(section->id), STR_ARG(items[i].id));
		node->text = items[i].full;
		give_full_ids(page, section, items[i].children, items[i].nchildren);
	}
}

static void
report_bare(struct page *page)
{
	bool week = page->kind == PAGE_WEEK;
	struct diag *diag = diag_add(&page->diags, DIAG_MISSING_KEY, &page->document.source,
				     (struct span){0, 0}, "the file has no front matter");

	diag_cure(&page->diags, diag, "start it with a line '---', %s'title: …' and a line '---'",
		  week ? "'week: 1', " : "");
}

const struct schema *
page_front_schema(const struct page *page)
{
	return page->kind == PAGE_WEEK ? &week_schema : &page_schema;
}

void
page_check(struct page *page)
{
	const struct document *document = &page->document;
	struct span top = {document->front_span.start, document->front_span.start};

	page->kind = kind_of(page->entry->path, document->front);
	if (document->front_span.end == 0) {
		report_bare(page);
		page->failed = true;
	} else if (!schema_check(page_front_schema(page), &document->source, document->front, top,
				 &page->diags)) {
		page->failed = true;
	}
}

void
page_read(struct page *page, const struct config *config)
{
	const struct value *front = page->document.front;
	struct str path = page->entry->path;

	page->title = value_text(value_find(front, STR("title")));
	page->summary = value_text(value_find(front, STR("summary")));
	page->layout = value_text(value_find(front, STR("layout")));
	page->params = value_find(front, STR("params"));
	page->updated = read_updated(page);
	page->order = (int)value_real(value_find(front, STR("order")), 0);
	page->output = make_output(page, path);
	page->failed = page->output.len == 0;
	read_sections(page, config);
	if (page->kind == PAGE_WEEK)
		week_read(page);
	page->id = make_id(page, path);
	for (size_t i = 1; i < page->nsections; i++)
		give_full_ids(page, &page->sections[i], page->sections[i].part->items,
			      page->sections[i].part->nitems);
}
