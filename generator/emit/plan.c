/* The plan of outputs and its rules; what the outputs hold is for those who add them. */
#include "emit/plan.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/die.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>

enum { PATH_MOST = 1000 }; // bytes; with the folder in front still below every system's limit

/* The path as a file system that does not tell case sees it. */
static struct str
fold(struct arena *arena, struct str path)
{
	struct buf folded;
	struct str result;

	buf_init(&folded);
	for (int32_t c = utf8_next(&path); c >= 0; c = utf8_next(&path))
		utf8_put(&folded, utf8_lower(c));
	result = arena_dup(arena, buf_str(&folded));
	buf_release(&folded);
	return result;
}

/* Indices into the outputs are kept in the map as pointers, 1 for the first. */
static void *
to_value(size_t index)
{
	return (void *)(uintptr_t)(index + 1);
}

static size_t
to_index(const void *value)
{
	return (size_t)(uintptr_t)value - 1;
}

/* The output that stands in the way of a file of this folded path; NULL when none does. */
static const void *
find_clash(const struct plan *plan, struct arena *arena, struct str key)
{
	const void *clash = map_find(&plan->paths, key);

	/* A folder is kept with its '/': a file may not have its name. */
	if (!clash)
		clash = map_find(&plan->paths, arena_printf(arena, "%.*s/", STR_ARG(key)));
	for (size_t i = 0; i < key.len && !clash; i++)
		if (key.at[i] == '/')
			clash = map_find(&plan->paths, str_slice(key, 0, i));
	return clash;
}

static void
claim(struct plan *plan, struct arena *arena, struct str key, size_t index)
{
	map_put(&plan->paths, arena, key, to_value(index));
	for (size_t i = 0; i < key.len; i++)
		if (key.at[i] == '/' && !map_find(&plan->paths, str_slice(key, 0, i + 1)))
			map_put(&plan->paths, arena, str_slice(key, 0, i + 1), to_value(index));
}

static void
report_clash(const struct output *old, struct str path, struct str owner, struct diag_list *diags)
{
	struct diag *diag;

	if (str_eq(old->path, path)) {
		diag = diag_add_path(diags, DIAG_OUTPUT_CLASH, owner,
				     "output '%.*s' is already made by '%.*s'", STR_ARG(path),
				     STR_ARG(old->owner));
	} else {
		diag = diag_add_path(diags, DIAG_OUTPUT_CLASH, owner,
				     "output '%.*s' clashes with '%.*s', made by '%.*s'",
				     STR_ARG(path), STR_ARG(old->path), STR_ARG(old->owner));
	}
	diag_cure(diags, diag, "rename one of the two");
}

bool
plan_path_is_safe(struct str path)
{
	struct str segment;

	if (path.len == 0 || path.len > PATH_MOST || path.at[path.len - 1] == '/')
		return false;
	while (str_split(&path, '/', &segment))
		if (!path_is_segment(segment))
			return false;
	return true;
}

static bool
is_accepted(const struct plan *plan, struct arena *arena, struct str path, struct str key,
	    struct str owner, struct diag_list *diags)
{
	const void *clash;

	if (!plan_path_is_safe(path)) {
		struct diag *diag =
		    diag_add_path(diags, DIAG_SLUG_INVALID, owner,
				  "'%.*s' is not a safe output path", STR_ARG(path));

		diag_cure(diags, diag, "rename it to letters, digits, '-', '_' and '.'");
		return false;
	}
	clash = find_clash(plan, arena, key);
	if (clash)
		report_clash(&plan->outputs[to_index(clash)], path, owner, diags);
	return !clash;
}

static void
grow(struct arena *arena, struct plan *plan)
{
	size_t capacity = plan->capacity ? plan->capacity * 2 : 64;
	struct output *outputs = ARENA_ARRAY(arena, struct output, capacity);

	for (size_t i = 0; i < plan->noutputs; i++)
		outputs[i] = plan->outputs[i];
	plan->outputs = outputs;
	plan->capacity = capacity;
}

size_t
plan_add(struct arena *arena, struct plan *plan, struct str path, struct str owner,
	 struct diag_list *diags)
{
	struct str key = fold(arena, path);

	if (!is_accepted(plan, arena, path, key, owner, diags))
		return SIZE_MAX;
	if (plan->noutputs == plan->capacity)
		grow(arena, plan);
	plan->outputs[plan->noutputs] =
	    (struct output){.path = arena_dup(arena, path), .owner = arena_dup(arena, owner)};
	claim(plan, arena, key, plan->noutputs);
	return plan->noutputs++;
}

bool
fingerprint_eq(struct fingerprint a, struct fingerprint b)
{
	return a.size == b.size && a.hash.len && str_eq(a.hash, b.hash);
}

void
plan_fill(const struct plan *plan, struct arena *arena, size_t index, struct str bytes)
{
	struct output *output;

	if (index == SIZE_MAX)
		return;
	output = &plan->outputs[index];
	if (plan->sink && plan->sink->take(plan->sink, arena, output, bytes))
		return;
	/* What was taken of it before is void. */
	*output = (struct output){.path = output->path,
				  .owner = output->owner,
				  .bytes = arena_dup(arena, bytes)};
}

void
plan_take(const struct plan *plan, struct arena *arena, size_t index, struct buf *out)
{
	plan_fill(plan, arena, index, buf_str(out));
	buf_reset(out);
}

bool
output_read(struct arena *arena, const struct output *output, size_t limit, struct str *bytes)
{
	*bytes = output->bytes;
	return !output->copy.len ||
	       file_read(arena, arena_dup(arena, output->copy).at, limit, bytes);
}

bool
output_mark(struct arena *arena, const struct output *output, size_t limit, uint32_t *mark)
{
	struct str bytes;

	*mark = output->mark;
	if (output_size(arena, output) > limit)
		return false;
	if (output->taken.hash.len)
		return true;
	if (!output_read(arena, output, limit, &bytes))
		return false;
	*mark = hash_32(bytes);
	return true;
}

uint64_t
output_size(struct arena *arena, const struct output *output)
{
	if (output->taken.hash.len)
		return output->taken.size;
	if (!output->copy.len)
		return output->bytes.len;
	return file_info(file_real_path(arena, arena_dup(arena, output->copy).at).at).size;
}

static int
compare_outputs(const void *a, const void *b)
{
	return str_compare((*(const struct output *const *)a)->path,
			   (*(const struct output *const *)b)->path);
}

const struct output **
plan_in_order(struct arena *arena, const struct plan *plan)
{
	const struct output **outputs = ARENA_ARRAY(arena, const struct output *, plan->noutputs);

	for (size_t i = 0; i < plan->noutputs; i++)
		outputs[i] = &plan->outputs[i];
	if (plan->noutputs)
		qsort(outputs, plan->noutputs, sizeof(*outputs), compare_outputs);
	return outputs;
}

/* An output on its way to its new index. */
struct moving {
	struct output output;
	size_t index; // before
};

static int
compare_moving(const void *a, const void *b)
{
	return str_compare(((const struct moving *)a)->output.path,
			   ((const struct moving *)b)->output.path);
}

void
plan_sort(struct plan *plan)
{
	struct moving *moving = alloc_or_die(plan->noutputs, sizeof(*moving));
	size_t *new_index = alloc_or_die(plan->noutputs, sizeof(*new_index));

	for (size_t i = 0; i < plan->noutputs; i++)
		moving[i] = (struct moving){plan->outputs[i], i};
	qsort(moving, plan->noutputs, sizeof(*moving), compare_moving);
	for (size_t i = 0; i < plan->noutputs; i++) {
		plan->outputs[i] = moving[i].output;
		new_index[moving[i].index] = i;
	}
	for (size_t i = 0; i < plan->paths.len; i++) {
		struct map_entry *entry = &plan->paths.entries[i];

		entry->value = to_value(new_index[to_index(entry->value)]);
	}
	free(moving);
	free(new_index);
}
