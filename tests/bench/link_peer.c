/*
 * link_peer URLS CONCURRENCY PER_HOST CONNECT_TO [CA_FILE]: what a plain loop over libcurl's multi
 * interface needs for the same HEAD requests, without any policy: the peer of the bench of links.
 * URLS is a file of addresses, a line each, those of one host together. So many handles work;
 * each stays with a host, which at most PER_HOST of them share, until nothing is left to ask there.
 * Prints how many answers were 200.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct host {
	char **urls;
	size_t len, next, workers;
};

struct course {
	struct host *hosts;
	size_t nhosts, opened;
	size_t per_host;
};

struct worker {
	CURL *easy;
	struct host *host;
};

static void *
must(void *memory)
{
	if (memory)
		return memory;
	fputs("link_peer: no memory\n", stderr);
	exit(1);
}

static size_t
host_len(const char *url)
{
	const char *host = strstr(url, "://");

	return host ? (size_t)(host - url) + 3 + strcspn(host + 3, "/?#") : strlen(url);
}

static void
add_url(struct course *course, const char *url)
{
	struct host *last = course->nhosts ? &course->hosts[course->nhosts - 1] : NULL;
	size_t len = host_len(url);

	if (!last || host_len(last->urls[0]) != len || strncmp(last->urls[0], url, len) != 0) {
		course->hosts =
		    must(realloc(course->hosts, (course->nhosts + 1) * sizeof(*course->hosts)));
		last = &course->hosts[course->nhosts++];
		*last = (struct host){0};
	}
	last->urls = must(realloc(last->urls, (last->len + 1) * sizeof(*last->urls)));
	last->urls[last->len++] = must(strdup(url));
}

static void
read_urls(struct course *course, const char *path)
{
	FILE *in = fopen(path, "r");
	char line[4096];

	if (!in) {
		perror(path);
		exit(1);
	}
	while (fgets(line, sizeof(line), in)) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0])
			add_url(course, line);
	}
	fclose(in);
}

/* The next address for a worker, of its host or of the next one; NULL when all are asked. */
static const char *
next_url(struct course *course, struct worker *worker)
{
	for (;;) {
		if (worker->host && worker->host->next < worker->host->len)
			return worker->host->urls[worker->host->next++];
		while (course->opened < course->nhosts &&
		       course->hosts[course->opened].workers == course->per_host)
			course->opened++;
		if (course->opened == course->nhosts)
			return NULL;
		worker->host = &course->hosts[course->opened];
		worker->host->workers++;
	}
}

static CURL *
new_handle(struct curl_slist *connect_to, const char *ca_file, struct worker *worker)
{
	CURL *easy = must(curl_easy_init());

	curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
	curl_easy_setopt(easy, CURLOPT_CONNECT_TO, connect_to);
	curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	if (ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT, 60L);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, worker);
	return easy;
}

static int
begin(CURLM *multi, struct course *course, struct worker *worker)
{
	const char *url = next_url(course, worker);

	if (!url)
		return 0;
	curl_easy_setopt(worker->easy, CURLOPT_URL, url);
	curl_multi_add_handle(multi, worker->easy);
	return 1;
}

/* One that is done begins the next; the number of those that have ended for good. */
static int
reap(CURLM *multi, struct course *course, size_t *ngood)
{
	int ended = 0, left;
	CURLMsg *message;

	while ((message = curl_multi_info_read(multi, &left))) {
		CURL *easy = message->easy_handle;
		struct worker *worker;
		long status = 0;

		curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
		curl_easy_getinfo(easy, CURLINFO_PRIVATE, &worker);
		*ngood += status == 200;
		curl_multi_remove_handle(multi, easy);
		ended += !begin(multi, course, worker);
	}
	return ended;
}

int
main(int argc, char **argv)
{
	struct course course = {0};
	struct curl_slist *connect_to;
	struct worker *workers;
	size_t nworkers, ngood = 0;
	int working = 0, running;
	CURLM *multi;

	if (argc < 5) {
		fputs("usage: link_peer URLS CONCURRENCY PER_HOST CONNECT_TO [CA_FILE]\n", stderr);
		return 2;
	}
	read_urls(&course, argv[1]);
	nworkers = strtoul(argv[2], NULL, 10);
	course.per_host = strtoul(argv[3], NULL, 10);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	connect_to = curl_slist_append(NULL, argv[4]);
	multi = must(curl_multi_init());
	curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)nworkers);
	workers = must(calloc(nworkers, sizeof(*workers)));
	for (size_t i = 0; i < nworkers; i++) {
		workers[i].easy = new_handle(connect_to, argc > 5 ? argv[5] : NULL, &workers[i]);
		working += begin(multi, &course, &workers[i]);
	}
	while (working > 0) {
		curl_multi_perform(multi, &running);
		working -= reap(multi, &course, &ngood);
		if (working > 0)
			curl_multi_poll(multi, NULL, 0, 1000, NULL);
	}
	printf("%zu\n", ngood);
	return 0;
}
