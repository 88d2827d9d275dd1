/* Shapes of JSON outputs. summary.c and api.c make what is described here; a test compares. */
#include "emit/schemas.h"

#include "data/schema.h"

static const struct field text_item = {.type = FIELD_TEXT};
static const struct field int_item = {.type = FIELD_INT};

static const struct field summary_week_fields[] = {
    {.name = "week", .type = FIELD_INT, .required = true, .doc = "Number of the week."},
    {.name = "title", .type = FIELD_TEXT, .required = true, .doc = "Its short title."},
    {.name = "topics",
     .type = FIELD_LIST,
     .required = true,
     .item = &text_item,
     .doc = "Its topics in a few words each."},
    {.name = "project", .type = FIELD_TEXT, .doc = "Its project in a few words."},
    {0},
};
static const struct schema summary_week_schema = {.noun = "a week in short",
						  .doc = "A week in short.",
						  .fields = summary_week_fields,
						  .output = true};
static const struct field summary_week_item = {.type = FIELD_MAP, .of = &summary_week_schema};

static const struct field roadmap_fields[] = {
    {.name = "duration", .type = FIELD_TEXT, .required = true, .doc = "Such as 16 weeks."},
    {.name = "hours_per_week", .type = FIELD_TEXT, .doc = "The budget, such as 12-14."},
    {.name = "total_projects",
     .type = FIELD_INT,
     .required = true,
     .doc = "Weeks that have a project."},
    {.name = "capstone_projects",
     .type = FIELD_INT,
     .required = true,
     .doc = "Those of them whose project is a capstone."},
    {.name = "weeks",
     .type = FIELD_LIST,
     .required = true,
     .item = &summary_week_item,
     .doc = "The weeks by number."},
    {0},
};
static const struct schema roadmap_schema = {.noun = "a roadmap",
					     .doc = "The course in short.",
					     .fields = roadmap_fields,
					     .output = true};

static const struct field summary_fields[] = {
    {.name = "roadmap",
     .type = FIELD_MAP,
     .required = true,
     .of = &roadmap_schema,
     .doc = "The course in short."},
    {0},
};
const struct schema summary_schema = {.noun = "curriculum.json",
				      .doc = "The course in short.",
				      .fields = summary_fields,
				      .output = true};

static const struct field source_fields[] = {
    {.name = "path", .type = FIELD_TEXT, .required = true, .doc = "Markdown file, from the site."},
    {.name = "line", .type = FIELD_INT, .required = true, .doc = "Line in it, from 1."},
    {0},
};
static const struct schema source_schema = {.noun = "a source",
					    .doc = "Where something was written.",
					    .fields = source_fields,
					    .output = true};

static const struct schema item_schema;
static const struct field item_item = {.type = FIELD_MAP, .of = &item_schema};
static const struct field item_fields[] = {
    {.name = "id",
     .type = FIELD_TEXT,
     .required = true,
     .doc = "Full id, such as week-01/tasks/setup-env."},
    {.name = "aliases",
     .type = FIELD_LIST,
     .item = &text_item,
     .doc = "Full ids that it had before; progress kept under them is its own."},
    {.name = "label", .type = FIELD_TEXT, .doc = "Of a project's entry, such as Dataset."},
    {.name = "text", .type = FIELD_TEXT, .doc = "Readable text, without hours and facts."},
    {.name = "hours", .type = FIELD_NUMBER, .doc = "Hours; of a range the middle."},
    {.name = "hours_low", .type = FIELD_NUMBER, .doc = "Of a range: the least hours."},
    {.name = "hours_high", .type = FIELD_NUMBER, .doc = "Of a range: the most hours."},
    {.name = "done", .type = FIELD_BOOL, .doc = "Of an item with a box: whether it is ticked."},
    {.name = "url", .type = FIELD_TEXT, .doc = "Of the first link, as the author wrote it."},
    {.name = "link_text", .type = FIELD_TEXT, .doc = "Text of the first link."},
    {.name = "kind", .type = FIELD_TEXT, .doc = "Of a resource: what it is, such as docs."},
    {.name = "cost", .type = FIELD_TEXT, .doc = "Of a resource: what it costs, such as free."},
    {.name = "note", .type = FIELD_TEXT, .doc = "Of a resource: advice on its use."},
    {.name = "items", .type = FIELD_LIST, .item = &item_item, .doc = "Items of the list below it."},
    {.name = "data", .type = FIELD_FREE, .doc = "What plugins add, by their names."},
    {.name = "source",
     .type = FIELD_MAP,
     .required = true,
     .of = &source_schema,
     .doc = "Where it was written."},
    {0},
};
static const struct schema item_schema = {.noun = "an item",
					  .doc = "An entry of a list.",
					  .fields = item_fields,
					  .output = true};

static const struct field section_fields[] = {
    {.name = "id", .type = FIELD_TEXT, .required = true, .doc = "Full id, such as week-01/tasks."},
    {.name = "role", .type = FIELD_TEXT, .doc = "Its role, such as tasks; none: ordinary."},
    {.name = "title", .type = FIELD_TEXT, .doc = "Its heading."},
    {.name = "anchor", .type = FIELD_TEXT, .doc = "Id of the heading in the page."},
    {.name = "items",
     .type = FIELD_LIST,
     .required = true,
     .item = &item_item,
     .doc = "Entries of all its lists."},
    {.name = "source",
     .type = FIELD_MAP,
     .required = true,
     .of = &source_schema,
     .doc = "Where it was written."},
    {0},
};
static const struct schema section_schema = {.noun = "a section",
					     .doc = "A part of a page.",
					     .fields = section_fields,
					     .output = true};
static const struct field section_item = {.type = FIELD_MAP, .of = &section_schema};

static const struct field link_fields[] = {
    {.name = "kind",
     .type = FIELD_TEXT,
     .required = true,
     .doc = "link, image, asset or resource."},
    {.name = "target",
     .type = FIELD_TEXT,
     .required = true,
     .doc = "What it leads to: page, file, web or contact."},
    {.name = "url", .type = FIELD_TEXT, .required = true, .doc = "As the author wrote it."},
    {.name = "text", .type = FIELD_TEXT, .doc = "What is read of it."},
    {.name = "output", .type = FIELD_TEXT, .doc = "Path in the site that it leads to."},
    {.name = "source",
     .type = FIELD_MAP,
     .required = true,
     .of = &source_schema,
     .doc = "Where it was written."},
    {0},
};
static const struct schema link_schema = {.noun = "a link",
					  .doc = "A link or image of a page.",
					  .fields = link_fields,
					  .output = true};
static const struct field link_item = {.type = FIELD_MAP, .of = &link_schema};

static const struct field prerequisite_fields[] = {
    {.name = "weeks",
     .type = FIELD_LIST,
     .required = true,
     .item = &int_item,
     .doc = "Numbers of the weeks."},
    {.name = "note", .type = FIELD_TEXT, .doc = "What of them is needed."},
    {0},
};
static const struct schema prerequisite_schema = {.noun = "a prerequisite",
						  .doc = "Weeks that come before.",
						  .fields = prerequisite_fields,
						  .output = true};
static const struct field prerequisite_item = {.type = FIELD_MAP, .of = &prerequisite_schema};

static const struct field project_fields[] = {
    {.name = "kind", .type = FIELD_TEXT, .required = true, .doc = "mini or capstone."},
    {.name = "title", .type = FIELD_TEXT, .doc = "Its name."},
    {0},
};
static const struct schema project_schema = {.noun = "a project",
					     .doc = "The project of a week.",
					     .fields = project_fields,
					     .output = true};

static const struct field page_fields[] = {
    {.name = "id", .type = FIELD_TEXT, .required = true, .doc = "Such as week-01 or pages/career."},
    {.name = "week", .type = FIELD_INT, .doc = "Of a week: its number."},
    {.name = "block", .type = FIELD_INT, .doc = "Of a week: number of its block, from 1."},
    {.name = "hours", .type = FIELD_NUMBER, .doc = "Of a week: hours of work."},
    {.name = "prerequisites",
     .type = FIELD_LIST,
     .item = &prerequisite_item,
     .doc = "Of a week: what comes before."},
    {.name = "project", .type = FIELD_MAP, .of = &project_schema, .doc = "Of a week: its project."},
    {.name = "title", .type = FIELD_TEXT, .required = true, .doc = "Title."},
    {.name = "summary", .type = FIELD_TEXT, .doc = "One sentence."},
    {.name = "updated", .type = FIELD_TEXT, .doc = "Date of the last change."},
    {.name = "params", .type = FIELD_FREE, .doc = "The author's own values."},
    {.name = "url", .type = FIELD_TEXT, .required = true, .doc = "HTML file, from the site."},
    {.name = "sections",
     .type = FIELD_LIST,
     .required = true,
     .item = &section_item,
     .doc = "Parts in the order of the file."},
    {.name = "links",
     .type = FIELD_LIST,
     .item = &link_item,
     .doc = "Links and images, in the order of the file, footnotes last."},
    {.name = "data", .type = FIELD_FREE, .doc = "What plugins add, by their names."},
    {.name = "source",
     .type = FIELD_MAP,
     .required = true,
     .of = &source_schema,
     .doc = "Its file."},
    {0},
};
const struct schema api_page_schema = {.noun = "a page",
				       .doc = "A page or week.",
				       .fields = page_fields,
				       .output = true};
static const struct field page_item = {.type = FIELD_MAP, .of = &api_page_schema};

static const struct field block_fields[] = {
    {.name = "title", .type = FIELD_TEXT, .required = true, .doc = "Name of the stretch."},
    {.name = "first_week", .type = FIELD_INT, .required = true, .doc = "Number of its first week."},
    {.name = "last_week", .type = FIELD_INT, .required = true, .doc = "Number of its last week."},
    {.name = "goal", .type = FIELD_TEXT, .doc = "What it is for."},
    {.name = "skills",
     .type = FIELD_LIST,
     .required = true,
     .item = &text_item,
     .doc = "What is learnt in it."},
    {.name = "capstone", .type = FIELD_TEXT, .doc = "The work that ends it."},
    {.name = "relevance", .type = FIELD_TEXT, .doc = "What it is good for in a job."},
    {0},
};
static const struct schema block_schema = {.noun = "a block",
					   .doc = "A stretch of weeks.",
					   .fields = block_fields,
					   .output = true};
static const struct field block_item = {.type = FIELD_MAP, .of = &block_schema};

static const struct field totals_fields[] = {
    {.name = "hours", .type = FIELD_NUMBER, .required = true, .doc = "Hours of all weeks."},
    {.name = "weeks", .type = FIELD_INT, .required = true, .doc = "Weeks."},
    {.name = "blocks", .type = FIELD_INT, .required = true, .doc = "Blocks."},
    {.name = "projects", .type = FIELD_INT, .required = true, .doc = "Weeks with a project."},
    {.name = "capstones", .type = FIELD_INT, .required = true, .doc = "Capstones among them."},
    {.name = "pages", .type = FIELD_INT, .required = true, .doc = "Pages, weeks included."},
    {.name = "tasks", .type = FIELD_INT, .required = true, .doc = "Tasks of all weeks."},
    {.name = "resources", .type = FIELD_INT, .required = true, .doc = "Resources of all weeks."},
    {.name = "items", .type = FIELD_INT, .required = true, .doc = "Items of all pages."},
    {0},
};
static const struct schema totals_schema = {.noun = "totals",
					    .doc = "Counts over the course.",
					    .fields = totals_fields,
					    .output = true};

static const struct field curriculum_fields[] = {
    {.name = "id", .type = FIELD_TEXT, .required = true, .doc = "Short name of the course."},
    {.name = "title", .type = FIELD_TEXT, .required = true, .doc = "Title."},
    {.name = "tagline", .type = FIELD_TEXT, .doc = "A few words below the title."},
    {.name = "description", .type = FIELD_TEXT, .doc = "One or two sentences."},
    {.name = "language", .type = FIELD_TEXT, .required = true, .doc = "Language tag."},
    {.name = "url", .type = FIELD_TEXT, .doc = "Where the site stands."},
    {.name = "audience", .type = FIELD_TEXT, .doc = "instructor: with answers; none: learner."},
    {.name = "hours_per_week", .type = FIELD_TEXT, .doc = "The budget, such as 12-14."},
    {.name = "totals",
     .type = FIELD_MAP,
     .required = true,
     .of = &totals_schema,
     .doc = "Counts over the course."},
    {.name = "blocks",
     .type = FIELD_LIST,
     .required = true,
     .item = &block_item,
     .doc = "Stretches of weeks."},
    {.name = "weeks",
     .type = FIELD_LIST,
     .required = true,
     .item = &page_item,
     .doc = "Weeks by number."},
    {.name = "pages",
     .type = FIELD_LIST,
     .required = true,
     .item = &page_item,
     .doc = "All other pages, by path."},
    {.name = "data", .type = FIELD_FREE, .doc = "What plugins add, by their names."},
    {0},
};
const struct schema curriculum_schema = {.noun = "api/curriculum.json",
					 .doc = "The whole course.",
					 .fields = curriculum_fields,
					 .output = true};

static const struct field courses_totals_fields[] = {
    {.name = "courses", .type = FIELD_INT, .required = true, .doc = "Courses."},
    {.name = "hours", .type = FIELD_NUMBER, .required = true, .doc = "Hours of all weeks."},
    {.name = "weeks", .type = FIELD_INT, .required = true, .doc = "Weeks."},
    {.name = "projects", .type = FIELD_INT, .required = true, .doc = "Weeks with a project."},
    {.name = "capstones", .type = FIELD_INT, .required = true, .doc = "Capstones among them."},
    {.name = "pages", .type = FIELD_INT, .required = true, .doc = "Pages, weeks included."},
    {.name = "tasks", .type = FIELD_INT, .required = true, .doc = "Tasks of all weeks."},
    {.name = "resources", .type = FIELD_INT, .required = true, .doc = "Resources of all weeks."},
    {.name = "items", .type = FIELD_INT, .required = true, .doc = "Items of all pages."},
    {0},
};
static const struct schema courses_totals_schema = {.noun = "totals",
						    .doc = "Sums over the courses.",
						    .fields = courses_totals_fields,
						    .output = true};

static const struct field course_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .required = true, .doc = "Folder in the site."},
    {.name = "id", .type = FIELD_TEXT, .required = true, .doc = "Short name of the course."},
    {.name = "title", .type = FIELD_TEXT, .required = true, .doc = "Title."},
    {.name = "tagline", .type = FIELD_TEXT, .doc = "A few words below the title."},
    {.name = "description", .type = FIELD_TEXT, .doc = "One or two sentences."},
    {.name = "language", .type = FIELD_TEXT, .required = true, .doc = "Language tag."},
    {.name = "audience", .type = FIELD_TEXT, .doc = "instructor: with answers; none: learner."},
    {.name = "hours_per_week", .type = FIELD_TEXT, .doc = "The budget, such as 12-14."},
    {.name = "url", .type = FIELD_TEXT, .required = true, .doc = "First page, from the site."},
    {.name = "api",
     .type = FIELD_TEXT,
     .required = true,
     .doc = "The whole course as JSON, from the site."},
    {.name = "totals",
     .type = FIELD_MAP,
     .required = true,
     .of = &totals_schema,
     .doc = "Counts over the course."},
    {0},
};
static const struct schema course_schema = {.noun = "a course",
					    .doc = "A course of the site.",
					    .fields = course_fields,
					    .output = true};
static const struct field course_item = {.type = FIELD_MAP, .of = &course_schema};

static const struct field courses_fields[] = {
    {.name = "id", .type = FIELD_TEXT, .required = true, .doc = "Short name of the site."},
    {.name = "title", .type = FIELD_TEXT, .required = true, .doc = "Title of the site."},
    {.name = "totals",
     .type = FIELD_MAP,
     .required = true,
     .of = &courses_totals_schema,
     .doc = "Sums over the courses."},
    {.name = "courses",
     .type = FIELD_LIST,
     .required = true,
     .item = &course_item,
     .doc = "Courses as the front page lists them."},
    {0},
};
const struct schema courses_schema = {.noun = "api/courses.json",
				      .doc = "The courses of a site that was merged.",
				      .fields = courses_fields,
				      .output = true};
