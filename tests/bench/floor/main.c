/*
 * floor [--threads N] [--yaml] [--lua] [--json] --layout FOLDER CONTENT OUTPUT
 * floor --walk CONTENT
 *
 * The least that a generator built on cmark-gfm must do: read, parse with the extension for tables,
 * render with cmark's own renderer, put 4 KB of layout around it, write. The switches add what a
 * generator of courses cannot do without: front matter read as YAML, the layout as a Lua template,
 * a JSON file for each page. --walk only stats the sources: the least of a build in which nothing
 * changed. No links are checked, nothing is searched, no neighbour beyond sixteen pages is known.
 */
#include "floor.h"

#include "sources.h"
#include "worker.h"

#include <cmark-gfm-core-extensions.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { USAGE = 2, FAILURE = 3, MOST_THREADS = 64 };

void
fail(const char *subject, const char *problem)
{
	fprintf(stderr, "floor: %s: %s\n", subject, problem);
	exit(FAILURE);
}

void *
must(void *memory)
{
	if (!memory)
		fail("memory", "there is no more");
	return memory;
}

struct text
read_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat info;
	ssize_t len;
	char *at;

	if (fd < 0 || fstat(fd, &info) != 0)
		fail(path, strerror(errno));
	at = must(malloc((size_t)info.st_size + 1));
	len = read(fd, at, (size_t)info.st_size);
	if (len < 0)
		fail(path, strerror(errno));
	close(fd);
	at[len] = '\0';
	return (struct text){at, (size_t)len};
}

static void
read_layout(struct settings *settings, const char *folder)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/head.html", folder);
	settings->head = read_file(path);
	snprintf(path, sizeof(path), "%s/foot.html", folder);
	settings->foot = read_file(path);
}

/* The calling thread is one of the workers. */
static void
build(const struct settings *settings)
{
	struct sources sources;
	struct work work = {.settings = settings, .sources = &sources};
	pthread_t threads[MOST_THREADS];

	sources_find(settings, &sources);
	cmark_gfm_core_extensions_ensure_registered();
	for (unsigned i = 1; i < settings->nthreads; i++)
		if (pthread_create(&threads[i], NULL, worker_run, &work) != 0)
			fail("a thread", "does not start");
	worker_run(&work);
	for (unsigned i = 1; i < settings->nthreads; i++)
		pthread_join(threads[i], NULL);
	sources_release(&sources);
}

static void
usage(void)
{
	fputs(
	    "usage: floor [--threads N] [--yaml] [--lua] [--json] --layout FOLDER CONTENT OUTPUT\n"
	    "       floor --walk CONTENT\n",
	    stderr);
	exit(USAGE);
}

/* The folder of the layout, or NULL; sets whether to walk only. */
static const char *
read_options(int argc, char **argv, struct settings *settings, bool *walk)
{
	static const struct option options[] = {{"threads", required_argument, NULL, 't'},
						{"yaml", no_argument, NULL, 'y'},
						{"lua", no_argument, NULL, 'l'},
						{"json", no_argument, NULL, 'j'},
						{"layout", required_argument, NULL, 'L'},
						{"walk", no_argument, NULL, 'w'},
						{0}};
	const char *layout = NULL;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		switch (option) {
		case 't': settings->nthreads = (unsigned)strtoul(optarg, NULL, 10); break;
		case 'y': settings->yaml = true; break;
		case 'l': settings->lua = true; break;
		case 'j': settings->json = true; break;
		case 'L': layout = optarg; break;
		case 'w': *walk = true; break;
		default: usage();
		}
	if (settings->nthreads < 1 || settings->nthreads > MOST_THREADS)
		usage();
	return layout;
}

int
main(int argc, char **argv)
{
	struct settings settings = {.nthreads = 1};
	bool walk = false;
	const char *layout = read_options(argc, argv, &settings, &walk);

	if (walk && argc - optind == 1) {
		printf("%zu files\n", sources_walk(argv[optind]));
		return 0;
	}
	if (walk || !layout || argc - optind != 2)
		usage();
	settings.content = argv[optind];
	settings.output = argv[optind + 1];
	read_layout(&settings, layout);
	build(&settings);
	free((char *)(uintptr_t)settings.head.at);
	free((char *)(uintptr_t)settings.foot.at);
	return 0;
}
