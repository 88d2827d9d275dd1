#include "build/online.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/day.h"
#include "base/diag.h"
#include "base/path.h"
#include "base/vec.h"
#include "data/value.h"
#include "model/site.h"
#include "net/address.h"
#include "net/net.h"

#include <stdlib.h>
#include <string.h>

/* Read only when a test says that it is one. */
static const char *
test_variable(const char *name)
{
	const char *testing = getenv("LECTERN_TEST");

	return testing && strcmp(testing, "1") == 0 ? getenv(name) : NULL;
}

/* Header lines are made of it: no line may end within. */
static const char *
clean(struct arena *arena, struct str text)
{
	char *bytes = arena_alloc(arena, text.len + 1);

	for (size_t i = 0; i < text.len; i++)
		bytes[i] = (unsigned char)text.at[i] < ' ' || text.at[i] == 0x7f ? ' ' : text.at[i];
	bytes[text.len] = 0;
	return bytes;
}

static const char *
user_agent(struct arena *arena, const struct config *config)
{
	struct str own = config->links.online.user_agent;

	if (!own.len && config->url.len)
		own = arena_printf(arena, "lectern/" LECTERN_VERSION " (+%.*s; link check)",
				   STR_ARG(config->url));
	else if (!own.len)
		own = STR("lectern/" LECTERN_VERSION " (link check)");
	return clean(arena, own);
}

/* The environment's names for it, as curl reads them; one for both schemes. */
static const char *
proxy_of_environment(void)
{
	static const char *const names[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
					    "http_proxy"};
	const char *none = getenv("no_proxy");

	if (none && strcmp(none, "*") == 0)
		return NULL;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *proxy = getenv(names[i]);

		if (proxy && *proxy)
			return proxy;
	}
	return NULL;
}

static const char *
proxy(struct arena *arena, struct str wanted)
{
	if (!wanted.len || str_eq(wanted, STR("env")))
		return proxy_of_environment();
	return str_eq(wanted, STR("none")) ? NULL : clean(arena, wanted);
}

static void
read_ranges(struct arena *arena, const struct config *config, struct net_options *options,
	    struct diag_list *diags)
{
	const struct value *online = value_find(config->links.online.view, STR("online"));
	const struct value *list = value_find(online, STR("allow_private"));
	struct address_range *ranges = ARENA_ARRAY(arena, struct address_range, value_len(list));

	for (size_t i = 0; i < value_len(list); i++) {
		struct str text = value_text(value_at(list, i));
		struct diag *diag;

		if (address_range_parse(text, &ranges[options->nallowed])) {
			options->nallowed++;
			continue;
		}
		diag = diag_add(diags, DIAG_WRONG_TYPE, &config->source, value_at(list, i)->span,
				"'%.*s' is no range of addresses", STR_ARG(text));
		diag_cure(diags, diag, "write it like 10.1.0.0/16, 10.1.2.3:8080 or [::1]:8080");
	}
	options->allowed = ranges;
}

static struct str
lower(struct arena *arena, struct str text)
{
	char *bytes = arena_alloc(arena, text.len + 1);

	for (size_t i = 0; i < text.len; i++)
		bytes[i] = ascii_lower(text.at[i]);
	return (struct str){bytes, text.len};
}

static void
report_secret(const struct config *config, const struct value *name, struct diag_list *diags)
{
	struct diag *diag =
	    diag_add(diags, DIAG_SECRET_MISSING, &config->source, name->span,
		     "there is no variable '%.*s' in the environment", STR_ARG(value_text(name)));

	diag_cure(diags, diag, "set it for this run, or take the entry out of links.online.auth");
}

/* Of each entry of `auth` whose variable is in the environment; others are told. */
static void
read_secrets(struct arena *arena, const struct config *config, const struct value *list,
	     struct net_options *options, struct diag_list *diags)
{
	struct net_secret *secrets = ARENA_ARRAY(arena, struct net_secret, value_len(list));

	for (size_t i = 0; i < value_len(list); i++) {
		const struct value *entry = value_at(list, i);
		struct str header = value_text(value_find(entry, STR("header")));
		const struct value *name = value_find(entry, STR("env"));
		const char *secret = getenv(arena_dup(arena, value_text(name)).at);

		if (!secret || !*secret)
			report_secret(config, name, diags);
		if (!secret || !*secret || !header.len)
			continue;
		header = arena_printf(arena, "%.*s: %s", STR_ARG(header), secret);
		secrets[options->nsecrets++] =
		    (struct net_secret){lower(arena, value_text(value_find(entry, STR("host")))),
					clean(arena, header)};
	}
	options->secrets = secrets;
}

static void
report_exception(const struct config *config, const struct value *value, const char *problem,
		 const char *cure, struct diag_list *diags)
{
	struct diag *diag = diag_add(diags, DIAG_WRONG_TYPE, &config->source, value->span,
				     "'%.*s' %s", STR_ARG(value_text(value)), problem);

	diag_cure(diags, diag, "%s", cure);
}

/* NET_FINE for none, which is told. */
static enum net_error
read_error(const struct config *config, const struct value *value, struct diag_list *diags)
{
	static const enum net_error known[] = {NET_TLS_CHAIN, NET_TLS_EXPIRED, NET_TLS_SELF_SIGNED,
					       NET_TLS_HOSTNAME};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (str_eq(value_text(value), str_from(net_error_name(known[i]))))
			return known[i];
	report_exception(config, value, "is nothing that a certificate may be allowed",
			 "known here: tls_chain, tls_expired, tls_self_signed, tls_hostname",
			 diags);
	return NET_FINE;
}

/* Whether the entry counts today. */
static bool
is_in_force(const struct config *config, const struct value *entry, struct diag_list *diags)
{
	const struct value *until = value_find(entry, STR("until"));
	int64_t last;

	if (!value_text(until).len)
		return true;
	if (day_parse(value_text(until), &last))
		return clock_seconds() / DAY_SECONDS <= last;
	report_exception(config, until, "is no date", "write it like 2027-05-31", diags);
	return false;
}

/* Those of today; `allow` is [tls_chain] unless it is given. */
static void
read_exceptions(struct arena *arena, const struct config *config, const struct value *list,
		struct net_options *options, struct diag_list *diags)
{
	VEC(struct net_exception) exceptions = {0};

	for (size_t i = 0; i < value_len(list); i++) {
		const struct value *entry = value_at(list, i);
		const struct value *allow = value_find(entry, STR("allow"));
		struct net_exception exception = {lower(arena,
							value_text(value_find(entry, STR("host")))),
						  NET_TLS_CHAIN};

		if (!is_in_force(config, entry, diags))
			continue;
		if (!value_len(allow))
			VEC_PUSH(arena, &exceptions, exception);
		for (size_t k = 0; k < value_len(allow); k++) {
			exception.error = read_error(config, value_at(allow, k), diags);
			if (exception.error != NET_FINE)
				VEC_PUSH(arena, &exceptions, exception);
		}
	}
	options->exceptions = exceptions.at;
	options->nexceptions = exceptions.len;
}

/* "name:port=address:port,…" as libcurl wants it, "name:port:address:port" each. */
static const char *const *
read_resolve(struct arena *arena, struct str text)
{
	const char **list;
	struct str piece;
	size_t n = 0;

	list = ARENA_ARRAY(arena, const char *, text.len + 2);
	while (str_split(&text, ',', &piece)) {
		size_t sign = str_find_char(piece, '=');

		if (sign < piece.len)
			list[n++] =
			    arena_printf(arena, "%.*s:%.*s", STR_ARG(str_slice(piece, 0, sign)),
					 STR_ARG(str_skip(piece, sign + 1)))
				.at;
	}
	return list;
}

static void
read_low_speed(const struct value *settings, struct net_options *options)
{
	const struct value *timeout = value_find(settings, STR("timeout"));
	const struct value *low = value_find(timeout, STR("low_speed"));
	double bytes = value_real(value_find(low, STR("bytes")), 0);
	double seconds = value_real(value_find(low, STR("for")), 0);

	if (bytes < 1 || bytes > NET_BODY_MOST || seconds <= 0 || seconds > DAY_SECONDS)
		return;
	options->low_speed_bytes = (unsigned)bytes;
	options->low_speed_time = seconds < 1 ? 1 : (unsigned)seconds;
}

const struct net_options *
online_options(struct arena *arena, const struct site *site, struct diag_list *diags)
{
	struct net_options *options = ARENA_NEW(arena, struct net_options);
	const struct link_online *online = &site->config.links.online;
	const char *resolve = test_variable("LECTERN_RESOLVE");
	const char *scale = test_variable("LECTERN_TIME_SCALE");
	const struct value *settings, *tls;

	options->user_agent = user_agent(arena, &site->config);
	options->proxy = proxy(arena, online->proxy);
	if (online->ca_file.len && online->ca_file.at[0] == '/')
		options->ca_file = arena_dup(arena, online->ca_file).at;
	else if (online->ca_file.len)
		options->ca_file = path_join(arena, site->folder, online->ca_file).at;
	read_ranges(arena, &site->config, options, diags);
	settings = value_find(online->view, STR("online"));
	read_low_speed(settings, options);
	tls = value_find(settings, STR("tls"));
	read_secrets(arena, &site->config, value_find(settings, STR("auth")), options, diags);
	read_exceptions(arena, &site->config, value_find(tls, STR("exceptions")), options, diags);
	options->tls_1_3 = str_eq(value_text(value_find(tls, STR("min"))), STR("1.3"));
	if (resolve && *resolve)
		options->connect_to = read_resolve(arena, str_from(resolve));
	if (scale)
		options->time_scale = strtod(scale, NULL);
	return options;
}

struct str
online_file(struct arena *arena, const struct site *site, struct str name, struct str otherwise,
	    struct diag_list *diags)
{
	struct str path;

	if (!name.len)
		name = otherwise;
	if (!path_resolve(arena, STR(""), name, &path) || !str_ends(path, STR(".jsonl"))) {
		struct diag *diag =
		    diag_add_path(diags, DIAG_WRONG_TYPE, site->config.source.path,
				  "'%.*s' is no file NAME.jsonl within the site's folder",
				  STR_ARG(name));

		diag_cure(diags, diag, "write it like %.*s", STR_ARG(otherwise));
		path = otherwise;
	}
	return path_join(arena, site->folder, path);
}
