#include "matter.h"

#include <string.h>
#include <yaml.h>

struct reader {
	struct page *page;
	size_t used; // of the page's values
	unsigned depth;
	struct text *wanted; // where the value of the key that was read goes
	bool is_key;
};

static struct text *
find_field(struct page *page, const char *key)
{
	if (strcmp(key, "title") == 0)
		return &page->title;
	if (strcmp(key, "summary") == 0)
		return &page->summary;
	if (strcmp(key, "week") == 0)
		return &page->week;
	return strcmp(key, "hours") == 0 ? &page->hours : NULL;
}

static void
keep(struct reader *reader, const char *value, size_t len)
{
	char *copy = reader->page->values + reader->used;

	if (len >= sizeof(reader->page->values) - reader->used)
		fail(reader->page->path, "has long front matter");
	memcpy(copy, value, len);
	*reader->wanted = (struct text){copy, len};
	reader->used += len;
}

static void
take_scalar(struct reader *reader, const yaml_event_t *event)
{
	const char *value = (const char *)event->data.scalar.value;

	if (reader->depth != 1)
		return;
	if (reader->is_key)
		reader->wanted = find_field(reader->page, value);
	else if (reader->wanted)
		keep(reader, value, event->data.scalar.length);
	reader->is_key = !reader->is_key;
}

/* Keys and values take turns in the outer map; a value may be a list or a map. */
static void
take_event(struct reader *reader, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT: take_scalar(reader, event); break;
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT: reader->depth++; break;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		reader->depth--;
		if (reader->depth == 1)
			reader->is_key = true;
		break;
	default: break;
	}
}

static void
read_yaml(struct page *page, struct text matter)
{
	struct reader reader = {.page = page, .is_key = true};
	yaml_parser_t parser;
	yaml_event_t event;
	bool done = false;

	yaml_parser_initialize(&parser);
	yaml_parser_set_input_string(&parser, (const unsigned char *)matter.at, matter.len);
	while (!done) {
		if (!yaml_parser_parse(&parser, &event))
			fail(page->path, "has front matter that is no YAML");
		take_event(&reader, &event);
		done = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
}

void
matter_read(struct page *page, bool yaml)
{
	const char *start = page->source.at, *end = NULL;

	page->title = (struct text){page->path, strlen(page->path)};
	page->summary = page->week = page->hours = (struct text){"", 0};
	page->body = page->source;
	if (strncmp(start, "---\n", 4) == 0)
		end = strstr(start + 3, "\n---\n");
	if (!end)
		return;
	page->body.at = end + 5;
	page->body.len = page->source.len - (size_t)(page->body.at - start);
	if (yaml)
		read_yaml(page, (struct text){start + 4, (size_t)(end + 1 - start) - 4});
}
