/* A scratch folder with a target `public` in it, and plans written as "path=text". */
#ifndef TESTS_PUBLISHING_H
#define TESTS_PUBLISHING_H

#include "base/diag.h"
#include "emit/plan.h"
#include "publish/publish.h"
#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/stat.h>

struct publishing {
	struct scratch scratch;
	struct str target;
	struct diag_list diags;
	struct publish_options options;
	struct publish_result result;
};

static inline void
publishing_init(struct publishing *publishing)
{
	*publishing = (struct publishing){.options = {.generator = STR("Lectern test")}};
	scratch_init(&publishing->scratch);
	publishing->target = scratch_path(&publishing->scratch, "public");
	diag_init(&publishing->diags);
}

static inline void
publishing_release(struct publishing *publishing)
{
	diag_release(&publishing->diags);
	scratch_release(&publishing->scratch);
}

static inline int
publishing_setup(void **state)
{
	struct publishing *publishing = alloc_or_die(1, sizeof(*publishing));

	publishing_init(publishing);
	*state = publishing;
	return 0;
}

static inline int
publishing_teardown(void **state)
{
	publishing_release(*state);
	free(*state);
	return 0;
}

/* One output: "path=text", or "path<file" with the file in the scratch folder. */
static inline void
publishing_add(struct publishing *publishing, struct plan *plan, const char *what)
{
	struct str line = str_from(what);
	size_t at = str_find_char(line, '=') < line.len ? str_find_char(line, '=')
							: str_find_char(line, '<');
	size_t index = plan_add(&publishing->scratch.arena, plan, str_slice(line, 0, at),
				STR("test"), &publishing->diags);

	BUG_IF(index == SIZE_MAX);
	if (line.at[at] == '=')
		plan->outputs[index].bytes = str_skip(line, at + 1);
	else
		plan->outputs[index].copy = scratch_path(&publishing->scratch, what + at + 1);
}

/* Whether bytes go through the sink, as those of a build do, or wait for the end. */
static bool publishing_by_sink;

static inline void
publishing_take(struct publishing *publishing, struct publication *publication, struct plan *plan)
{
	struct sink *sink = publish_sink(publication);

	for (size_t i = 0; publishing_by_sink && sink && i < plan->noutputs; i++)
		if (!plan->outputs[i].copy.len)
			sink->take(sink, &publishing->scratch.arena, &plan->outputs[i],
				   plan->outputs[i].bytes);
}

/* Publishes the outputs up to a NULL; diagnostics and result are those of this run. */
static inline bool
publishing_run(struct publishing *publishing, const char *first, ...)
{
	struct publication *publication;
	struct plan plan = {0};
	va_list more;
	bool published;

	diag_release(&publishing->diags);
	diag_init(&publishing->diags);
	va_start(more, first);
	for (const char *what = first; what; what = va_arg(more, const char *))
		publishing_add(publishing, &plan, what);
	va_end(more);
	publication =
	    publish_begin(publishing->target, &publishing->options, &publishing->diags);
	if (!publication)
		return false;
	publishing_take(publishing, publication, &plan);
	published = publish_end(publication, &plan, &publishing->result, &publishing->diags);
	publish_drop(publication);
	return published;
}

static inline void
assert_counts(const struct publishing *publishing, size_t written, size_t linked, size_t removed)
{
	assert_int_equal(publishing->result.written, written);
	assert_int_equal(publishing->result.linked, linked);
	assert_int_equal(publishing->result.removed, removed);
}

static inline void
assert_refused(const struct publishing *publishing, enum diag_code code)
{
	assert_non_null(publishing->diags.first);
	assert_int_equal(publishing->diags.first->code, code);
	assert_int_equal(diag_status(&publishing->diags), STATUS_ENVIRONMENT);
}

#define assert_file(publishing, name, text)                                                        \
	assert_string_equal(scratch_read(&(publishing)->scratch, name), text)
#define assert_names(publishing, name, names)                                                      \
	assert_string_equal(scratch_names(&(publishing)->scratch, name), names)

static inline struct stat
publishing_stat(struct publishing *publishing, const char *name)
{
	struct stat status;

	BUG_IF(lstat(scratch_path(&publishing->scratch, name).at, &status) != 0);
	return status;
}

static inline unsigned
publishing_mode(struct publishing *publishing, const char *name)
{
	return publishing_stat(publishing, name).st_mode & 07777;
}

#endif
