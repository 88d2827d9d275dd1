/*
 * The week in the making, what is filled in when all of it has been read, and the
 * bytes of its file.
 */
#include "import/draft.h"

#include "base/arena.h"
#include "base/vec.h"
#include "data/value.h"
#include "data/yaml_write.h"
#include "roadmap/line.h"
#include "roadmap/part.h"
#include "roadmap/summary.h"
#include "roadmap/text.h"

enum { SUMMARY_LIMIT = 160, TITLE_LIMIT = 80 };

static const struct str headings[ROLE_COUNT] = {
    [ROLE_NONE] = STR_INIT(""),
    [ROLE_OUTCOMES] = STR_INIT("Outcomes"),
    [ROLE_TOPICS] = STR_INIT("Topics"),
    [ROLE_TASKS] = STR_INIT("Tasks"),
    [ROLE_RESOURCES] = STR_INIT("Resources"),
    [ROLE_MY_RESOURCES] = STR_INIT("My Resources"),
    [ROLE_PROJECT] = STR_INIT("Mini Project"),
    [ROLE_ETHICS] = STR_INIT("Ethics & Best Practices"),
    [ROLE_STRETCH] = STR_INIT("Stretch Goals"),
    [ROLE_SELF_ASSESSMENT] = STR_INIT("Self-Assessment"),
    [ROLE_INTERVIEW] = STR_INIT("Interview Questions"),
};

struct draft_section *
draft_add(struct draft *draft, enum role role, struct str title)
{
	struct draft_section section = {.role = role, .title = title};
	struct {
		struct draft_section *at;
		size_t len, capacity;
	} list = {draft->sections, draft->nsections, draft->capacity};

	buf_init(&section.body);
	VEC_PUSH(draft->arena, &list, section);
	draft->sections = list.at;
	draft->nsections = list.len;
	draft->capacity = list.capacity;
	return &draft->sections[draft->nsections - 1];
}

void
draft_init(struct draft *draft, struct arena *arena, const struct part *part)
{
	*draft = (struct draft){.arena = arena, .part = part};
	draft_add(draft, ROLE_NONE, (struct str){0});
}

void
draft_release(struct draft *draft)
{
	for (size_t i = 0; i < draft->nsections; i++)
		buf_release(&draft->sections[i].body);
	draft->nsections = 0;
}

const struct draft_section *
draft_find(const struct draft *draft, enum role role)
{
	for (size_t i = 1; i < draft->nsections; i++)
		if (draft->sections[i].role == role)
			return &draft->sections[i];
	return NULL;
}

struct draft_section *
draft_section(struct draft *draft, enum role role)
{
	struct draft_section *section = (struct draft_section *)draft_find(draft, role);

	return section ? section : draft_add(draft, role, headings[role]);
}

struct str
draft_heading(enum role role)
{
	return headings[role];
}

static struct draft_section *
find_titled(const struct draft *draft, struct str title)
{
	for (size_t i = draft->nsections; i > 1; i--)
		if (draft->sections[i - 1].role == ROLE_NONE &&
		    str_eq(draft->sections[i - 1].title, title))
			return &draft->sections[i - 1];
	return NULL;
}

bool
draft_is_bare(const struct draft *draft, struct str title)
{
	const struct draft_section *section = find_titled(draft, title);

	return section && section->body.len == 0;
}

void
draft_moved(struct draft *draft, struct str title)
{
	struct draft_section *section = find_titled(draft, title);

	if (section)
		section->moved = true;
}

/* The first sentence of the lead; empty when it starts with something else than prose. */
static struct str
lead_sentence(const struct draft *draft)
{
	struct str lead = str_trim(buf_str(&draft->sections[0].body));

	if (lead.len == 0 || str_has(STR("*-#>|`![<_+"), str_slice(lead, 0, 1)))
		return (struct str){0};
	lead = text_plain(draft->arena, text_sentence(lead));
	return str_ends(lead, STR(":")) ? (struct str){0} : lead;
}

/* "a, b, c" of the short topics, or of the first entries of the section. */
static struct str
list_topics(const struct draft *draft, const struct value *short_topics)
{
	const struct draft_section *topics = draft_find(draft, ROLE_TOPICS);
	struct str rest = topics ? buf_str(&topics->body) : (struct str){0}, line, text;
	struct buf out;
	size_t n = value_len(short_topics);

	buf_init(&out);
	for (size_t i = 0; i < n; i++)
		buf_addf(&out, "%s%.*s", i ? ", " : "",
			 STR_ARG(value_text(value_at(short_topics, i))));
	while (n < 3 && str_split(&rest, '\n', &line))
		if (str_starts(line, STR("- ")))
			buf_addf(&out, "%s%.*s", n++ ? "; " : "",
				 STR_ARG(text_plain(draft->arena, str_skip(line, 2))));
	text = arena_dup(draft->arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static void
complete_summary(struct draft *draft, const struct value *entry)
{
	if (!draft->summary.len)
		draft->summary = lead_sentence(draft);
	if (!draft->summary.len)
		draft->summary = list_topics(draft, value_find(entry, STR("topics")));
	draft->summary = text_shorten(draft->arena, draft->summary, SUMMARY_LIMIT);
}

static struct str
title_of_task(const struct draft *draft)
{
	struct str title = text_sentence(draft->task);

	if (str_ends(title, STR(".")))
		title.len--;
	return text_shorten(draft->arena, title, TITLE_LIMIT);
}

/* The title from the list of projects, else from the JSON summary, else the task. */
static void
complete_project(struct draft *draft, const struct summary *summary)
{
	const struct listed_project *listed = summary_project(summary, draft->part->week);

	if (listed) {
		draft->has_project = true;
		draft->project = listed->title;
		draft->capstone = draft->capstone || listed->capstone;
	}
	if (!draft->project.len)
		draft->project = value_text(value_find(draft->entry, STR("project")));
	if (!draft->project.len)
		draft->project = title_of_task(draft);
	if (!draft->project.len)
		draft->project = draft->title;
}

void
draft_complete(struct draft *draft, const struct summary *summary)
{
	draft->entry = summary_week(summary, draft->part);
	complete_project(draft, summary);
	complete_summary(draft, draft->entry);
}

static void
put_project(const struct draft *draft, struct buf *out)
{
	if (!draft->has_project)
		return;
	buf_addf(out, "project: {kind: %s, title: ", draft->capstone ? "capstone" : "mini");
	yaml_quote_flow(out, draft->project);
	buf_add(out, STR("}\n"));
}

/* The strings of the JSON summary, exact; the title only where it differs. */
static void
put_short(const struct draft *draft, struct buf *out)
{
	struct str title = value_text(value_find(draft->entry, STR("title")));
	const struct value *topics = value_find(draft->entry, STR("topics"));

	if (!value_len(topics) && !value_text(value_find(draft->entry, STR("project"))).len)
		return;
	buf_add(out, STR("short:\n"));
	yaml_put_text(out, "  title", str_eq(title, draft->title) ? (struct str){0} : title);
	if (value_len(topics)) {
		buf_add(out, STR("  topics: ["));
		for (size_t i = 0; i < value_len(topics); i++) {
			buf_add(out, i ? STR(", ") : (struct str){0});
			yaml_quote_flow(out, value_text(value_at(topics, i)));
		}
		buf_add(out, STR("]\n"));
	}
	yaml_put_text(out, "  project", value_text(value_find(draft->entry, STR("project"))));
}

static void
put_front_matter(const struct draft *draft, struct buf *out)
{
	buf_addf(out, "---\nweek: %d\n", draft->part->week);
	yaml_put_text(out, "title", draft->title);
	yaml_put_text(out, "summary", draft->summary);
	if (draft->hours > 0)
		buf_addf(out, "hours: %g\n", draft->hours);
	needs_write(&draft->needs, out);
	put_project(draft, out);
	put_short(draft, out);
	buf_add(out, STR("---\n"));
}

static void
put_body(struct str body, struct buf *out)
{
	while (body.len && body.at[body.len - 1] == '\n')
		body.len--;
	while (body.len && body.at[0] == '\n')
		body = str_skip(body, 1);
	if (body.len)
		buf_addf(out, "\n%.*s\n", STR_ARG(body));
}

void
draft_write(const struct draft *draft, struct buf *out)
{
	put_front_matter(draft, out);
	for (size_t i = 0; i < draft->nsections; i++) {
		const struct draft_section *section = &draft->sections[i];

		if (section->moved && section->body.len == 0)
			continue;
		if (section->title.len)
			buf_addf(out, "\n## %.*s\n", STR_ARG(section->title));
		put_body(buf_str(&section->body), out);
	}
}
