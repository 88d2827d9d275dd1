/* Caps, the search for fragments, and signs of a wall that only browsers pass. */
#include "net/receiver.h"

#include "base/arena.h"
#include "net/retry_after.h"

#include <time.h>

enum { BODY_USUAL = 1 << 20, LENGTH_DIGITS = 18 };

/*
 * What pages of challenges hold and others do not. Not "challenge-platform": that script
 * is on ordinary pages of the same provider too.
 */
static const struct marker {
	struct str text;
	const char *who;
} markers[RECEIVER_MARKERS] = {
    {STR_INIT("_cf_chl_opt"), "cloudflare"},
    {STR_INIT("anubis_challenge"), "anubis"},
    {STR_INIT("captcha-delivery.com"), "datadome"},
};

void
receiver_init(struct receiver *receiver, const struct net_request *request, struct arena *arena)
{
	struct buf head = receiver->head;

	buf_reset(&head);
	*receiver =
	    (struct receiver){.request = request, .arena = arena, .head = head, .length = -1};
}

void
receiver_release(struct receiver *receiver)
{
	buf_release(&receiver->head);
}

static struct str
find_header(const struct receiver *receiver, struct str name)
{
	const struct net_response response = {.headers = buf_str(&receiver->head)};

	return net_header(&response, name);
}

static bool
is_html(struct str type)
{
	struct str bare = str_trim(str_slice(type, 0, str_find_char(type, ';')));

	return str_eq_fold(bare, STR("text/html")) ||
	       str_eq_fold(bare, STR("application/xhtml+xml"));
}

static int64_t
read_length(struct str text)
{
	int64_t length = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (!ascii_is_digit(text.at[i]) || i == LENGTH_DIGITS)
			return -1;
		length = length * 10 + (text.at[i] - '0');
	}
	return text.len ? length : -1;
}

/*
 * A body that nobody wants is read when it is small: that costs less than another
 * connection. False when it is not to be read.
 */
static bool
begin_body(struct receiver *receiver)
{
	const struct net_request *request = receiver->request;
	struct str type = find_header(receiver, STR("Content-Type"));

	receiver->headers_done = true;
	receiver->length = read_length(find_header(receiver, STR("Content-Length")));
	if (request->method == NET_HEAD || receiver->status == 204 || receiver->status == 304)
		return true;
	if (request->nwant && is_html(type)) {
		fragment_init(&receiver->scanner, receiver->arena, request->want, request->nwant);
		receiver->searching = true;
		return true;
	}
	receiver->satisfied = receiver->length < 0 || receiver->length > NET_SMALL_BODY;
	return !receiver->satisfied;
}

/* "HTTP/1.1 200 OK": libcurl has seen that it is one. */
static void
begin_block(struct receiver *receiver, struct str line)
{
	struct str code = str_skip(line, str_find_char(line, ' ') + 1);

	buf_reset(&receiver->head);
	if (!str_to_int(str_slice(code, 0, 3), &receiver->status))
		receiver->status = 0;
}

static void
add_line(struct receiver *receiver, struct str line)
{
	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.at[i];

		buf_add_char(&receiver->head, c < 0x20 || c == 0x7f ? ' ' : (char)c);
	}
	buf_add_char(&receiver->head, '\n');
}

bool
receiver_header(struct receiver *receiver, struct str line)
{
	struct str text = str_trim(line);

	receiver->head_size += line.len;
	if (receiver->head_size > NET_HEAD_MOST) {
		receiver->head_capped = !receiver->headers_done;
		return false;
	}
	if (receiver->headers_done)
		return true; // trailers
	if (str_starts(line, STR("HTTP/"))) {
		begin_block(receiver, text);
		return true;
	}
	if (!text.len)
		return receiver->status < 200 || begin_body(receiver);
	add_line(receiver, text);
	return true;
}

/* A marker may come in two pieces; those here do not begin within themselves. */
static void
look_for_markers(struct receiver *receiver, struct str bytes)
{
	for (size_t m = 0; m < RECEIVER_MARKERS && !receiver->challenge; m++) {
		struct str text = markers[m].text;
		size_t matched = receiver->markers[m];

		for (size_t i = 0; i < bytes.len && matched < text.len; i++) {
			if (bytes.at[i] != text.at[matched])
				matched = 0;
			matched += bytes.at[i] == text.at[matched];
		}
		receiver->markers[m] = matched;
		if (matched == text.len)
			receiver->challenge = markers[m].who;
	}
}

static size_t
body_most(const struct receiver *receiver)
{
	size_t wanted = receiver->request->max_body ? receiver->request->max_body : BODY_USUAL;

	if (!receiver->searching)
		return NET_SMALL_BODY;
	return wanted < NET_BODY_MOST ? wanted : NET_BODY_MOST;
}

bool
receiver_body(struct receiver *receiver, struct str bytes)
{
	size_t most = body_most(receiver);

	bytes = str_slice(bytes, 0, most - receiver->bytes + 1);
	receiver->bytes += bytes.len;
	if (receiver->bytes > most) {
		bytes.len--;
		receiver->bytes = most;
		receiver->body_capped = receiver->searching;
		receiver->satisfied = !receiver->searching;
	}
	if (receiver->searching) {
		look_for_markers(receiver, bytes);
		if (fragment_feed(&receiver->scanner, bytes))
			receiver->satisfied = true;
	}
	return !receiver->body_capped && !receiver->satisfied;
}

static const char *
challenge_of(const struct receiver *receiver)
{
	struct str server = find_header(receiver, STR("Server"));
	int status = receiver->status;

	if (find_header(receiver, STR("cf-mitigated")).len)
		return "cloudflare";
	if (status < 400)
		return receiver->challenge;
	if (find_header(receiver, STR("x-datadome")).len)
		return "datadome";
	if (find_header(receiver, STR("x-sucuri-block")).len)
		return "sucuri";
	if (str_eq_fold(server, STR("cloudflare")) && (status == 403 || status == 503))
		return "cloudflare";
	if (str_eq_fold(server, STR("AkamaiGHost")) && status == 403)
		return "akamai";
	return receiver->challenge;
}

/* By the server's own clock where it tells it: ours may differ. */
static void
read_retry_after(const struct receiver *receiver, struct net_response *response)
{
	struct str value = find_header(receiver, STR("Retry-After"));
	int64_t now;

	if (!http_date_parse(find_header(receiver, STR("Date")), &now))
		now = (int64_t)time(NULL);
	response->has_retry_after = retry_after_parse(value, now, &response->retry_after);
}

static const bool *
found_of(struct receiver *receiver)
{
	const struct fragment_scanner *scanner = &receiver->scanner;
	bool *found = ARENA_ARRAY(receiver->arena, bool, scanner->nwanted);

	for (size_t i = 0; i < scanner->nwanted; i++)
		found[i] = scanner->wanted[i].found;
	return found;
}

void
receiver_finish(struct receiver *receiver, struct net_response *response)
{
	response->ok = receiver->headers_done;
	response->bytes = receiver->bytes;
	response->length = receiver->length;
	response->truncated = receiver->body_capped || receiver->satisfied;
	if (!response->ok)
		return;
	response->status = receiver->status;
	response->headers = buf_str(&receiver->head);
	response->location = find_header(receiver, STR("Location"));
	response->content_type = find_header(receiver, STR("Content-Type"));
	response->challenge = challenge_of(receiver);
	response->scripts = receiver->scanner.scripts;
	response->searched = receiver->searching && !receiver->scanner.utf16;
	if (response->searched)
		response->found = found_of(receiver);
	read_retry_after(receiver, response);
}
