#include "worker.h"

#include "heap.h"
#include "layout.h"
#include "matter.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

struct worker {
	const struct settings *settings;
	struct layout layout;
	struct page pages[STRETCH_PAGES];
	struct buffer json;
};

static void
write_file(const struct settings *settings, const char *folder, const char *path,
	   const char *extension, const struct iovec *parts, int nparts)
{
	char full[PATH_MAX];
	ssize_t len = 0;
	int fd;

	snprintf(full, sizeof(full), "%s%s/%s%s", settings->output, folder, path, extension);
	fd = open(full, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		fail(full, strerror(errno));
	for (int i = 0; i < nparts; i++)
		len += (ssize_t)parts[i].iov_len;
	if (writev(fd, parts, nparts) != len)
		fail(full, "is not written");
	close(fd);
}

static struct iovec
part(struct text text)
{
	return (struct iovec){(void *)(uintptr_t)text.at, text.len};
}

static struct text
render(const struct page *page)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &heap_memory);
	cmark_node *root;
	char *html;

	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
	cmark_parser_feed(parser, page->body.at, page->body.len);
	root = cmark_parser_finish(parser);
	html = cmark_render_html_with_mem(root, CMARK_OPT_DEFAULT,
					  cmark_parser_get_syntax_extensions(parser), &heap_memory);
	return (struct text){html, strlen(html)};
}

static void
write_html(struct worker *worker, const struct stretch *stretch, size_t index)
{
	const struct page *page = &stretch->at[index];
	struct text before, after, content;

	heap_reset();
	content = render(page);
	layout_page(&worker->layout, stretch, index, &before, &after);
	write_file(worker->settings, "", page->path, ".html",
		   (struct iovec[]){part(before), part(content), part(after)}, 3);
}

static void
add_field(struct buffer *json, const char *key, struct text value)
{
	buffer_print(json, key);
	buffer_json(json, value);
}

static void
write_json(struct worker *worker, const struct stretch *stretch, size_t index)
{
	const struct page *page = &stretch->at[index];
	struct buffer *json = &worker->json;

	json->len = 0;
	add_field(json, "{\"title\": ", page->title);
	add_field(json, ", \"week\": ", page->week);
	add_field(json, ", \"hours\": ", page->hours);
	add_field(json, ", \"summary\": ", page->summary);
	add_field(json, ", \"url\": ", (struct text){page->path, strlen(page->path)});
	if (index > 0)
		add_field(json, ", \"prev\": ", stretch->at[index - 1].title);
	if (index + 1 < stretch->len)
		add_field(json, ", \"next\": ", stretch->at[index + 1].title);
	buffer_print(json, "}\n");
	write_file(worker->settings, "/api", page->path, ".json",
		   (struct iovec[]){part((struct text){json->at, json->len})}, 1);
}

static void
read_page(struct worker *worker, struct page *page, const char *path)
{
	char full[PATH_MAX];

	snprintf(full, sizeof(full), "%s/%s.md", worker->settings->content, path);
	page->path = path;
	page->source = read_file(full);
	matter_read(page, worker->settings->yaml);
}

static void
make_stretch(struct worker *worker, const struct sources *sources, size_t first)
{
	struct stretch stretch = {.at = worker->pages};

	while (stretch.len < STRETCH_PAGES && first + stretch.len < sources->len) {
		read_page(worker, &stretch.at[stretch.len], sources->paths[first + stretch.len]);
		stretch.len++;
	}
	layout_stretch(&worker->layout, &stretch);
	for (size_t i = 0; i < stretch.len; i++) {
		write_html(worker, &stretch, i);
		if (worker->settings->json)
			write_json(worker, &stretch, i);
		free((char *)(uintptr_t)stretch.at[i].source.at);
	}
}

void *
worker_run(void *argument)
{
	struct work *work = argument;
	struct worker worker = {.settings = work->settings};
	size_t first;

	layout_init(&worker.layout, work->settings);
	while ((first = atomic_fetch_add(&work->next, STRETCH_PAGES)) < work->sources->len)
		make_stretch(&worker, work->sources, first);
	layout_release(&worker.layout);
	buffer_release(&worker.json);
	heap_release();
	return NULL;
}
