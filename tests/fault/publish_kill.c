/*
 * Publishing that is killed at a random moment: publish_kill [RUNS [SEED]]
 *
 * Site B, in which every file differs, is published over site A by a child that gets
 * SIGKILL. Then the folder holds all of A or all of B, and the next run publishes B and
 * leaves nothing else. Where files are replaced one by one (the folder holds .git),
 * each file is A's or B's. Ends with "N passed, N failed".
 */
#include "../unit/scratch.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "emit/plan.h"
#include "publish/publish.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>

enum { FOLDERS = 10, FILES = 30, FILE_SIZE = 3000, RUNS = 50 };

/* One of the two sites. */
struct site {
	struct plan plan;
	struct str hash; // of the folder it is published to
};

struct trial {
	struct scratch scratch;
	struct str target;
	struct site a, b;
	uint64_t random; // state of the generator
	long longest;    // microseconds that publishing takes
	unsigned passed, failed;
	unsigned ends[3]; // runs that ended in A, in B, between
};

/* xorshift64*: the same sequence everywhere for a seed. */
static uint64_t
next_random(struct trial *trial)
{
	uint64_t x = trial->random;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	trial->random = x;
	return x * 0x2545f4914f6cdd1dU;
}

static void
expect(struct trial *trial, bool holds, const char *what, unsigned run)
{
	*(holds ? &trial->passed : &trial->failed) += 1;
	if (!holds)
		printf("FAIL run %u: %s\n", run, what);
}

static struct str
make_text(struct arena *arena, char letter, unsigned index)
{
	struct str text = arena_printf(arena, "%c%u%*s", letter, index, FILE_SIZE, "");

	memset((char *)text.at + 8, letter, text.len - 8);
	return text;
}

/* Every tenth file is a copy of one beside the target. */
static void
fill_output(struct trial *trial, struct output *output, char letter, unsigned index)
{
	struct arena *arena = &trial->scratch.arena;
	struct str text = make_text(arena, letter, index);

	if (index % 10 != 0) {
		output->bytes = text;
		return;
	}
	output->copy = path_join(arena, trial->scratch.root,
				 arena_printf(arena, "assets/%c%u", letter, index));
	BUG_IF(!file_create(output->copy.at, text));
}

static void
site_init(struct trial *trial, struct site *site, char letter)
{
	struct arena *arena = &trial->scratch.arena;
	struct diag_list diags;

	*site = (struct site){0};
	diag_init(&diags);
	for (unsigned i = 0; i < FOLDERS * FILES; i++) {
		struct str path = arena_printf(arena, "f%u/%u.html", i / FILES, i % FILES);
		size_t index = plan_add(arena, &site->plan, path, STR("test"), &diags);

		BUG_IF(index == SIZE_MAX);
		fill_output(trial, &site->plan.outputs[index], letter, i);
	}
	plan_sort(&site->plan);
	diag_release(&diags);
}

/* What becomes of the outputs while they are published is not to stay. */
static struct plan
copy_plan(struct arena *arena, const struct plan *plan)
{
	struct plan copy = *plan;

	copy.outputs = ARENA_ARRAY(arena, struct output, plan->noutputs);
	for (size_t i = 0; i < plan->noutputs; i++)
		copy.outputs[i] = plan->outputs[i];
	return copy;
}

/* Two in three of those made in memory go ahead of the others; some of them twice. */
static void
take_some(struct arena *arena, struct sink *sink, struct plan *plan)
{
	for (size_t i = 0; sink && i < plan->noutputs; i++) {
		struct output *output = &plan->outputs[i];
		struct str bytes = output->bytes;

		if (output->copy.len || i % 3 == 0)
			continue;
		if (i % 7 == 0)
			sink->take(sink, arena, output, STR("not yet"));
		sink->take(sink, arena, output, bytes);
	}
}

static bool
publish_site(const struct trial *trial, struct site *site, bool talk)
{
	const struct publish_options options = {.generator = STR("Lectern test")};
	struct publication *publication;
	struct publish_result result;
	struct diag_list diags;
	struct arena arena;
	struct plan plan;
	bool published;

	diag_init(&diags);
	arena_init(&arena);
	publication = publish_begin(trial->target, &options, &diags);
	plan = copy_plan(&arena, &site->plan);
	if (publication)
		take_some(&arena, publish_sink(publication), &plan);
	published = publication && publish_end(publication, &plan, &result, &diags);
	publish_drop(publication);
	arena_release(&arena);
	if (!published && talk)
		diag_print(&diags, stdout, false);
	diag_release(&diags);
	return published;
}

/* Adds names and bytes of all that is in the folder. */
static void
add_folder(struct arena *arena, struct buf *all, struct str folder)
{
	struct str *names;
	size_t nnames;

	BUG_IF(!folder_list(arena, folder.at, &names, &nnames));
	for (size_t i = 0; i < nnames; i++) {
		struct str path = path_join(arena, folder, names[i]);
		struct str text;

		buf_addf(all, "%.*s\n", STR_ARG(path));
		if (file_info(path.at).kind == FILE_FOLDER) {
			add_folder(arena, all, path);
		} else {
			BUG_IF(!file_read(arena, path.at, 1 << 24, &text));
			buf_add(all, text);
		}
	}
}

/* Of all names and bytes in the target; lives in the scratch arena. */
static struct str
hash_target(struct trial *trial)
{
	struct arena arena;
	struct buf all;
	struct str hash;

	arena_init(&arena);
	buf_init(&all);
	add_folder(&arena, &all, trial->target);
	hash = hash_hex(&trial->scratch.arena, buf_str(&all));
	buf_release(&all);
	arena_release(&arena);
	return hash;
}

/* The bytes of an output, wherever they are. */
static struct str
bytes_of(struct arena *arena, const struct output *output)
{
	struct str text = output->bytes;

	BUG_IF(output->copy.len && !file_read(arena, output->copy.at, 1 << 24, &text));
	return text;
}

/* Every file holds what one of the sites says, byte for byte. */
static bool
is_mix(struct trial *trial)
{
	struct arena *arena = &trial->scratch.arena;

	for (size_t i = 0; i < trial->a.plan.noutputs; i++) {
		const struct output *a = &trial->a.plan.outputs[i];
		const struct output *b = &trial->b.plan.outputs[i];
		struct str text;

		if (!file_read(arena, path_join(arena, trial->target, a->path).at, 1 << 24, &text))
			return false;
		if (!str_eq(text, bytes_of(arena, a)) && !str_eq(text, bytes_of(arena, b)))
			return false;
	}
	return true;
}

static long
microseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Both sites once: for their hashes, and how long it takes. */
static void
measure(struct trial *trial)
{
	long start;

	BUG_IF(!publish_site(trial, &trial->b, true));
	trial->b.hash = hash_target(trial);
	BUG_IF(!publish_site(trial, &trial->a, true));
	trial->a.hash = hash_target(trial);
	start = microseconds();
	BUG_IF(!publish_site(trial, &trial->b, true));
	trial->longest = microseconds() - start;
	BUG_IF(!str_eq(hash_target(trial), trial->b.hash));
}

/* Publishes B in a child and kills it after a while. */
static void
publish_and_kill(struct trial *trial)
{
	long delay = (long)(next_random(trial) % (uint64_t)(trial->longest * 6 / 5 + 1));
	const struct timespec wait = {delay / 1000000, delay % 1000000 * 1000};
	pid_t child = fork();

	BUG_IF(child < 0);
	if (child == 0)
		_exit(publish_site(trial, &trial->b, false) ? 0 : 1);
	nanosleep(&wait, NULL);
	BUG_IF(kill(child, SIGKILL) != 0);
	BUG_IF(waitpid(child, NULL, 0) != child);
}

static void
run_once(struct trial *trial, unsigned run, bool whole)
{
	struct arena_mark mark = arena_mark(&trial->scratch.arena);
	bool is_a, is_b;

	expect(trial, publish_site(trial, &trial->a, true), "A is not published", run);
	publish_and_kill(trial);
	is_a = str_eq(hash_target(trial), trial->a.hash);
	is_b = str_eq(hash_target(trial), trial->b.hash);
	trial->ends[is_a ? 0 : is_b ? 1 : 2]++;
	if (whole)
		expect(trial, is_a || is_b, "neither A nor B", run);
	else
		expect(trial, is_mix(trial), "a file is neither A's nor B's", run);
	expect(trial, publish_site(trial, &trial->b, true), "B is not published afterwards", run);
	expect(trial, str_eq(hash_target(trial), trial->b.hash), "B is not B", run);
	expect(trial, strcmp(scratch_names(&trial->scratch, "."), "assets public ") == 0,
	       "something is left beside the target", run);
	arena_rewind(&trial->scratch.arena, mark);
}

static void
run_all(struct trial *trial, unsigned nruns, bool whole)
{
	memset(trial->ends, 0, sizeof(trial->ends));
	measure(trial);
	for (unsigned run = 0; run < nruns; run++)
		run_once(trial, run, whole);
	printf("%s: %u runs within %ld us: %u ended in A, %u in B, %u between\n",
	       whole ? "whole" : "in place", nruns, trial->longest * 6 / 5, trial->ends[0],
	       trial->ends[1], trial->ends[2]);
}

static void
trial_init(struct trial *trial, uint64_t seed)
{
	*trial = (struct trial){.random = seed * 2 + 1}; // anything but 0
	scratch_init(&trial->scratch);
	scratch_folder(&trial->scratch, "assets");
	trial->target = scratch_path(&trial->scratch, "public");
	site_init(trial, &trial->a, 'A');
	site_init(trial, &trial->b, 'B');
}

int
main(int argc, char **argv)
{
	struct trial trial;
	int nruns = RUNS;
	int seed = (int)(time(NULL) & 0xffffff);

	if ((argc > 1 && !str_to_int(str_from(argv[1]), &nruns)) ||
	    (argc > 2 && !str_to_int(str_from(argv[2]), &seed))) {
		fputs("usage: publish_kill [RUNS [SEED]]\n", stderr);
		return STATUS_USAGE;
	}
	printf("seed %d\n", seed);
	fflush(stdout);
	trial_init(&trial, (uint64_t)seed);
	run_all(&trial, (unsigned)nruns, true);
	scratch_write(&trial.scratch, "public/.git/HEAD", "ref");
	run_all(&trial, (unsigned)nruns / 2, false);
	scratch_release(&trial.scratch);
	printf("%u passed, %u failed\n", trial.passed, trial.failed);
	return trial.failed == 0 ? STATUS_OK : STATUS_CONTENT;
}
