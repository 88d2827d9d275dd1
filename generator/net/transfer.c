/*
 * Transfers begun, moved and ended. An easy handle is kept for the next request, and so
 * is the memory of its response.
 *
 * MAXCONNECTS is near to the number in flight, for idle connections are polled; and
 * nothing waits within libcurl, whose clock for timeouts would be running.
 */
#include "net/transfer.h"

#include "base/buf.h"
#include "base/die.h"
#include "net/address.h"
#include "net/lookup.h"
#include "net/transfer_state.h"

#include <stdlib.h>

enum {
	CONNECTIONS = 64,
	LOOKUP_TICK = 20 // milliseconds between two looks at a thread that asks for a name
};

bool
transfers_are_available(void)
{
	return true;
}

struct str
transfers_version(void)
{
	return str_from(curl_version_info(CURLVERSION_NOW)->version);
}

bool
transfers_have(const char *feature)
{
	static const struct {
		const char *name;
		int bit;
	} known[] = {{"HTTP2", CURL_VERSION_HTTP2},
		     {"IDN", CURL_VERSION_IDN},
		     {"SSL", CURL_VERSION_SSL},
		     {"AsynchDNS", CURL_VERSION_ASYNCHDNS},
		     {"IPv6", CURL_VERSION_IPV6}};
	int features = curl_version_info(CURLVERSION_NOW)->features;

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (str_eq(str_from(feature), str_from(known[i].name)))
			return features & known[i].bit;
	return false;
}

struct transfers *
transfers_new(const struct net_options *options)
{
	struct transfers *transfers = alloc_or_die(1, sizeof(*transfers));
	size_t kept = options->connections ? options->connections : CONNECTIONS;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		die("libcurl did not start");
	*transfers = (struct transfers){.options = options, .multi = curl_multi_init()};
	if (!transfers->multi)
		die("out of memory");
	transfers->last_ended = &transfers->ended;
	transfers->lookups = lookups_new(options->resolve);
	transfers->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	curl_multi_setopt(transfers->multi, CURLMOPT_MAXCONNECTS, (long)kept);
	for (size_t i = 0; options->connect_to && options->connect_to[i]; i++)
		transfers->connect_to =
		    curl_slist_append(transfers->connect_to, options->connect_to[i]);
	return transfers;
}

static struct transfer *
take_spare(struct transfers *transfers)
{
	struct transfer *transfer = transfers->spare;

	if (transfer) {
		transfers->spare = transfer->next;
		return transfer;
	}
	transfer = alloc_or_die(1, sizeof(*transfer));
	*transfer = (struct transfer){.transfers = transfers, .easy = curl_easy_init()};
	if (!transfer->easy)
		die("out of memory");
	transfer->older = transfers->newest;
	transfers->newest = transfer;
	arena_init(&transfer->arena);
	buf_init(&transfer->receiver.head);
	return transfer;
}

static void
add_ended(struct transfers *transfers, struct transfer *transfer)
{
	transfer->state = TRANSFER_ENDED;
	transfer->next = NULL;
	*transfers->last_ended = transfer;
	transfers->last_ended = &transfer->next;
}

static void
end_with(struct transfer *transfer, enum net_error error, struct str detail)
{
	transfer->response = (struct net_response){.error = error,
						   .phase = NET_PHASE_DNS,
						   .detail = detail,
						   .length = -1};
	add_ended(transfer->transfers, transfer);
}

static void
begin(struct transfer *transfer)
{
	transfer->state = TRANSFER_RUNNING;
	curl_easy_reset(transfer->easy);
	transfer_set_up(transfer);
	if (curl_multi_add_handle(transfer->transfers->multi, transfer->easy) != CURLM_OK)
		die("out of memory");
}

struct transfer *
transfers_start(struct transfers *transfers, const struct net_request *request, void *context)
{
	struct transfer *transfer = take_spare(transfers);
	enum net_error error;
	struct str detail;

	arena_reset(&transfer->arena);
	transfer->request = *request;
	transfer->context = context;
	transfer->any_issuer = transfer->any_name = false;
	transfer->sightings = (struct sightings){0};
	transfer->response = (struct net_response){.length = -1};
	transfer->message[0] = '\0';
	receiver_init(&transfer->receiver, &transfer->request, &transfer->arena);
	error = target_parse(&transfer->arena, request->url, &transfer->target, &detail);
	if (error == NET_FINE && transfers->options->proxy &&
	    address_name_is_private(transfer->target.host)) {
		error = NET_GUARD;
		detail = transfer->target.host;
	}
	if (error != NET_FINE) {
		end_with(transfer, error, detail);
		return transfer;
	}
	begin(transfer);
	return transfer;
}

/*
 * Location as libcurl understands it, whose reading is also what would be requested. But
 * it drops the query before a fragment that stands alone.
 */
static void
read_next(struct transfer *transfer)
{
	struct net_response *response = &transfer->response;
	struct str url = transfer->request.url, next = {0};
	const char *read = NULL;

	curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &read);
	if (!response->location.len || !read)
		return;
	next = str_from(read);
	if (str_starts(response->location, STR("#")))
		next = arena_printf(&transfer->arena, "%.*s%.*s",
				    STR_ARG(str_slice(url, 0, str_find_char(url, '#'))),
				    STR_ARG(response->location));
	response->next = target_clean(&transfer->arena, next, &response->had_userinfo);
}

/* What is no longer looked at of the certificate, if the error is one that the site allows. */
static bool *
find_exception(struct transfer *transfer)
{
	const struct net_options *options = transfer->transfers->options;
	enum net_error error = transfer->response.error;

	for (size_t i = 0; i < options->nexceptions; i++)
		if (options->exceptions[i].error == error &&
		    str_eq(options->exceptions[i].host, transfer->target.host))
			return error == NET_TLS_HOSTNAME ? &transfer->any_name
							 : &transfer->any_issuer;
	return NULL;
}

/* Nothing was sent yet. False when the certificate is none that the site makes an exception of. */
static bool
begin_with_exception(struct transfer *transfer)
{
	bool *exception = find_exception(transfer);

	if (!exception || *exception)
		return false;
	*exception = true;
	transfer->sightings = (struct sightings){0};
	transfer->response = (struct net_response){.length = -1};
	transfer->message[0] = '\0';
	curl_slist_free_all(transfer->headers);
	transfer->headers = NULL;
	begin(transfer);
	return true;
}

static void
finish(struct transfer *transfer, bool name_is_unknown)
{
	const struct outcome outcome = {.easy = transfer->easy,
					.code = (int)transfer->code,
					.sightings = &transfer->sightings,
					.receiver = &transfer->receiver,
					.message = transfer->message,
					.https = transfer->target.https,
					.name_is_unknown = name_is_unknown,
					.arena = &transfer->arena};

	outcome_read(&outcome, &transfer->response);
	if (begin_with_exception(transfer))
		return;
	read_next(transfer);
	transfer_keep_cookies(transfer->easy, transfer->request.cookies);
	add_ended(transfer->transfers, transfer);
}

/* True when it was told why the name is not found. */
static bool
try_to_finish(struct transfer *transfer)
{
	enum lookup_answer answer = LOOKUP_TEMPORARY;

	if (transfer->code == CURLE_COULDNT_RESOLVE_HOST)
		answer = lookups_ask(transfer->transfers->lookups, transfer->target.host);
	if (answer != LOOKUP_PENDING)
		finish(transfer, answer == LOOKUP_NONE);
	return answer != LOOKUP_PENDING;
}

static void
reap(struct transfers *transfers)
{
	struct transfer **link = &transfers->looking_up;
	CURLMsg *message;
	int left;

	while (*link) {
		struct transfer *transfer = *link, *next = transfer->next;

		if (try_to_finish(transfer))
			*link = next;
		else
			link = &transfer->next;
	}
	while ((message = curl_multi_info_read(transfers->multi, &left)) != NULL) {
		struct transfer *transfer = NULL;

		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
		transfer->code = message->data.result;
		curl_multi_remove_handle(transfers->multi, transfer->easy);
		if (!try_to_finish(transfer)) {
			transfer->state = TRANSFER_LOOKING_UP;
			transfer->next = transfers->looking_up;
			transfers->looking_up = transfer;
		}
	}
}

void
transfers_cancel(struct transfers *transfers, struct transfer *transfer)
{
	struct transfer **link = &transfers->looking_up;

	if (transfer->state == TRANSFER_ENDED)
		return;
	if (transfer->state == TRANSFER_RUNNING)
		curl_multi_remove_handle(transfers->multi, transfer->easy);
	while (*link && *link != transfer)
		link = &(*link)->next;
	if (*link)
		*link = transfer->next;
	end_with(transfer, NET_CANCELLED, STR("the run ended"));
}

/* Only while libcurl runs: everything else counts on the locale "C". */
static void
perform(struct transfers *transfers)
{
	locale_t before = transfers->utf8 ? uselocale(transfers->utf8) : (locale_t)0;
	int running;

	if (curl_multi_perform(transfers->multi, &running) != CURLM_OK)
		die("libcurl failed");
	if (before)
		uselocale(before);
}

void
transfers_run(struct transfers *transfers, int milliseconds)
{
	perform(transfers);
	reap(transfers);
	if (transfers->ended || milliseconds <= 0)
		return;
	if (transfers->looking_up && milliseconds > LOOKUP_TICK)
		milliseconds = LOOKUP_TICK;
	curl_multi_poll(transfers->multi, NULL, 0, milliseconds, NULL);
	perform(transfers);
	reap(transfers);
}

struct transfer *
transfers_next(struct transfers *transfers)
{
	struct transfer *transfer = transfers->ended;

	if (!transfer)
		return NULL;
	transfers->ended = transfer->next;
	if (!transfers->ended)
		transfers->last_ended = &transfers->ended;
	transfer->next = NULL;
	return transfer;
}

void
transfers_release(struct transfers *transfers, struct transfer *transfer)
{
	curl_slist_free_all(transfer->headers);
	transfer->headers = NULL;
	transfer->next = transfers->spare;
	transfers->spare = transfer;
}

void *
transfer_context(const struct transfer *transfer)
{
	return transfer->context;
}

const struct net_response *
transfer_response(const struct transfer *transfer)
{
	return &transfer->response;
}

void
transfers_free(struct transfers *transfers)
{
	if (!transfers)
		return;
	for (struct transfer *at = transfers->newest, *older; at; at = older) {
		older = at->older;
		curl_multi_remove_handle(transfers->multi, at->easy);
		curl_easy_cleanup(at->easy);
		curl_slist_free_all(at->headers);
		receiver_release(&at->receiver);
		arena_release(&at->arena);
		free(at);
	}
	curl_multi_cleanup(transfers->multi);
	curl_slist_free_all(transfers->connect_to);
	lookups_free(transfers->lookups);
	if (transfers->utf8)
		freelocale(transfers->utf8);
	curl_global_cleanup();
	free(transfers);
}
