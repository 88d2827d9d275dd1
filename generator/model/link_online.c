/* The keys of `links` that are about the network and about what is remembered. */
#include "model/link_online.h"

#include "data/schema.h"
#include "model/link_quantity.h"

static const struct field text_item = {.type = FIELD_TEXT};
const char *const link_levels[] = {"off", "note", "warn", "error", NULL};
static const char *const archives[] = {"off", "suggest", NULL};
static const char *const methods[] = {"auto", "get", "head", NULL};

#define DURATION .type = FIELD_TEXT, .pattern = link_duration_pattern
#define SIZE .type = FIELD_TEXT, .pattern = link_size_pattern

static const struct field accept_item = {.type = FIELD_TEXT, .pattern = link_codes_pattern};

static const struct field limit_fields[] = {
    {.name = "concurrency", .type = FIELD_INT, .doc = "Requests at once; 2 unless given."},
    {.name = "gap", DURATION, .doc = "Between the beginnings of two; 200ms unless given."},
    {0},
};
static const struct schema limit_schema = {.noun = "'per_host'",
					   .doc = "How one host is treated.",
					   .fields = limit_fields};

static const struct field host_fields[] = {
    {.name = "concurrency", .type = FIELD_INT, .doc = "Requests at once."},
    {.name = "gap", DURATION, .doc = "Between the beginnings of two."},
    {.name = "accept",
     .type = FIELD_LIST,
     .item = &accept_item,
     .doc = "Codes that are good there."},
    {.name = "max_body", SIZE, .doc = "How much of a page is read for what is behind '#'."},
    {0},
};
static const struct schema host_schema = {.noun = "a host",
					  .doc = "A host that wants to be treated in its own way.",
					  .fields = host_fields};
static const struct field host_item = {.type = FIELD_MAP, .of = &host_schema};

static const struct field low_speed_fields[] = {
    {.name = "bytes", .type = FIELD_INT, .doc = "A second; 64 unless given."},
    {.name = "for", DURATION, .doc = "How long; 10s unless given."},
    {0},
};
static const struct schema low_speed_schema = {.noun = "'low_speed'",
					       .doc = "When an answer is too slow.",
					       .fields = low_speed_fields};

static const struct field timeout_fields[] = {
    {.name = "connect", DURATION, .doc = "To reach the host; 10s unless given."},
    {.name = "head", DURATION, .doc = "For a request of headers alone; 10s unless given."},
    {.name = "total", DURATION, .doc = "For any other; 20s unless given."},
    {.name = "low_speed",
     .type = FIELD_MAP,
     .of = &low_speed_schema,
     .doc = "When an answer is too slow."},
    {0},
};
static const struct schema timeout_schema = {.noun = "'timeout'",
					     .doc = "How long is waited.",
					     .fields = timeout_fields};

static const struct field retries_fields[] = {
    {.name = "times", .type = FIELD_INT, .doc = "At most, for one address; 2 unless given."},
    {.name = "base", DURATION, .doc = "The first wait; 2s unless given."},
    {.name = "factor", .type = FIELD_NUMBER, .doc = "By which each is longer; 3 unless given."},
    {.name = "jitter",
     .type = FIELD_NUMBER,
     .doc = "Share by which they differ; 0.2 unless given."},
    {.name = "max_wait", DURATION, .doc = "The longest; 60s unless given."},
    {.name = "host_budget", DURATION, .doc = "All waits of a host together; 5m unless given."},
    {0},
};
static const struct schema retries_schema = {.noun = "'retries'",
					     .doc = "When an address is asked again.",
					     .fields = retries_fields};

static const struct field auth_fields[] = {
    {.name = "host", .type = FIELD_TEXT, .required = true, .doc = "The one host it is sent to."},
    {.name = "header", .type = FIELD_TEXT, .required = true, .doc = "Such as Authorization."},
    {.name = "env",
     .type = FIELD_TEXT,
     .required = true,
     .doc = "The variable of the environment that holds its value."},
    {0},
};
static const struct schema auth_schema = {.noun = "an entry of 'auth'",
					  .doc = "A secret for one host.",
					  .fields = auth_fields};
static const struct field auth_item = {.type = FIELD_MAP, .of = &auth_schema};

static const struct field exception_fields[] = {
    {.name = "host", .type = FIELD_TEXT, .required = true, .doc = "The host."},
    {.name = "allow", .type = FIELD_LIST, .item = &text_item, .doc = "Such as tls_chain."},
    {.name = "reason", .type = FIELD_TEXT, .required = true, .doc = "Why that is all right."},
    {.name = "until", .type = FIELD_TEXT, .doc = "The last day on which it is."},
    {0},
};
static const struct schema exception_schema = {.noun = "an entry of 'exceptions'",
					       .doc = "A host whose certificate may be wrong.",
					       .fields = exception_fields};
static const struct field exception_item = {.type = FIELD_MAP, .of = &exception_schema};

static const struct field tls_fields[] = {
    {.name = "min", .type = FIELD_TEXT, .doc = "The oldest version of TLS; 1.2 unless given."},
    {.name = "ca_file",
     .type = FIELD_TEXT,
     .doc = "File of the authorities that are trusted; the system's unless given."},
    {.name = "exceptions",
     .type = FIELD_LIST,
     .item = &exception_item,
     .doc = "Hosts whose certificate may be wrong."},
    {0},
};
static const struct schema tls_schema = {.noun = "'tls'",
					 .doc = "Certificates.",
					 .fields = tls_fields};

static const struct field fragments_fields[] = {
    {.name = "external",
     .type = FIELD_BOOL,
     .doc = "Whether what is behind '#' is looked for; true unless given."},
    {.name = "severity", .type = FIELD_CHOICE, .choices = link_levels, .doc = "warn unless given."},
    {.name = "skip",
     .type = FIELD_LIST,
     .item = &text_item,
     .doc = "Those that are no places of a page; * is any text."},
    {0},
};
static const struct schema fragments_schema = {.noun = "'fragments'",
					       .doc = "What is behind '#'.",
					       .fields = fragments_fields};

static const struct field pair_fields[] = {
    {.name = "from", .type = FIELD_TEXT, .required = true, .doc = "The address; * is any text."},
    {.name = "to",
     .type = FIELD_TEXT,
     .required = true,
     .doc = "Where it may lead; * is any text."},
    {0},
};
static const struct schema pair_schema = {.noun = "an entry of 'allow'",
					  .doc = "A redirect that is right.",
					  .fields = pair_fields};
static const struct field pair_item = {.type = FIELD_MAP, .of = &pair_schema};

static const struct field redirects_fields[] = {
    {.name = "permanent",
     .type = FIELD_CHOICE,
     .choices = link_levels,
     .doc = "note unless given."},
    {.name = "temporary", .type = FIELD_CHOICE, .choices = link_levels, .doc = "off unless given."},
    {.name = "to_root",
     .type = FIELD_CHOICE,
     .choices = link_levels,
     .doc = "From a page to the front page of a site; warn unless given."},
    {.name = "cross_site",
     .type = FIELD_CHOICE,
     .choices = link_levels,
     .doc = "note unless given."},
    {.name = "allow", .type = FIELD_LIST, .item = &pair_item, .doc = "Those that are right."},
    {0},
};
static const struct schema redirects_schema = {.noun = "'redirects'",
					       .doc = "What is told of redirects.",
					       .fields = redirects_fields};

static const struct field probe_fields[] = {
    {.name = "match", .type = FIELD_TEXT, .required = true, .doc = "The address; * is any text."},
    {.name = "check", .type = FIELD_TEXT, .doc = "What is asked for in its place."},
    {.name = "ok", .type = FIELD_LIST, .item = &accept_item, .doc = "Codes that are good then."},
    {.name = "blocked", .type = FIELD_LIST, .item = &accept_item, .doc = "Codes that say nothing."},
    {0},
};
static const struct schema probe_schema = {.noun = "an entry of 'probes'",
					   .doc = "An address that is checked by another.",
					   .fields = probe_fields};
static const struct field probe_item = {.type = FIELD_MAP, .of = &probe_schema};
static const struct field probes_forms[] = {
    {.type = FIELD_TEXT},
    {.type = FIELD_LIST, .item = &probe_item},
    {.type = FIELD_ONE_OF},
};

static const struct field online_fields[] = {
    {.name = "concurrency", .type = FIELD_INT, .doc = "Requests at once; 64 unless given."},
    {.name = "per_host", .type = FIELD_MAP, .of = &limit_schema, .doc = "How hosts are treated."},
    {.name = "hosts",
     .type = FIELD_FREE,
     .item = &host_item,
     .doc = "By name, hosts that are treated otherwise; example.org is also for what is below it."},
    {.name = "timeout", .type = FIELD_MAP, .of = &timeout_schema, .doc = "How long is waited."},
    {.name = "max_time", DURATION, .doc = "For the whole run; 15m unless given."},
    {.name = "method", .type = FIELD_CHOICE, .choices = methods, .doc = "auto unless given."},
    {.name = "max_redirects", .type = FIELD_INT, .doc = "10 unless given."},
    {.name = "max_body", SIZE, .doc = "Read for what is behind '#'; 1MiB unless given."},
    {.name = "retries",
     .type = FIELD_MAP,
     .of = &retries_schema,
     .doc = "When an address is asked again."},
    {.name = "accept",
     .type = FIELD_LIST,
     .item = &accept_item,
     .doc = "Codes that are good: 204 or 200-299; the latter unless given."},
    {.name = "user_agent", .type = FIELD_TEXT, .doc = "What the program says that it is."},
    {.name = "headers", .type = FIELD_FREE, .item = &text_item, .doc = "Sent with every request."},
    {.name = "auth", .type = FIELD_LIST, .item = &auth_item, .doc = "Secrets, each for one host."},
    {.name = "proxy", .type = FIELD_TEXT, .doc = "env unless given, none, or a URL."},
    {.name = "tls", .type = FIELD_MAP, .of = &tls_schema, .doc = "Certificates."},
    {.name = "fragments", .type = FIELD_MAP, .of = &fragments_schema, .doc = "What is behind '#'."},
    {.name = "redirects",
     .type = FIELD_MAP,
     .of = &redirects_schema,
     .doc = "What is told of redirects."},
    {.name = "allow_private",
     .type = FIELD_LIST,
     .item = &text_item,
     .doc = "Networks, as 10.1.0.0/16, or host:port, that may be asked though they are private."},
    {.name = "probes",
     .type = FIELD_ONE_OF,
     .alternatives = probes_forms,
     .doc = "builtin unless given, none, or a list."},
    {.name = "archive",
     .type = FIELD_CHOICE,
     .choices = archives,
     .doc = "Whether the cure of what is gone names an old copy; off unless given, or suggest."},
    {0},
};
const struct schema link_online_schema = {.noun = "'online'",
					  .doc = "How other sites are asked.",
					  .fields = online_fields};

static const struct field ttl_fields[] = {
    {.name = "ok", DURATION, .doc = "14d unless given."},
    {.name = "redirected", DURATION, .doc = "14d unless given."},
    {.name = "blocked", DURATION, .doc = "3d unless given."},
    {.name = "timeout", DURATION, .doc = "0 unless given: asked every time."},
    {.name = "broken", DURATION, .doc = "0 unless given."},
    {0},
};
static const struct schema ttl_schema = {.noun = "'ttl'",
					 .doc = "How long an answer is good for.",
					 .fields = ttl_fields};

static const struct field cache_fields[] = {
    {.name = "file",
     .type = FIELD_TEXT,
     .doc = "What this machine remembers; .cache/links.jsonl unless given."},
    {.name = "ttl", .type = FIELD_MAP, .of = &ttl_schema, .doc = "How long an answer is good for."},
    {.name = "jitter",
     .type = FIELD_NUMBER,
     .doc = "Share by which that differs, so that not all is due on one day; 0.2 unless given."},
    {0},
};
const struct schema link_cache_schema = {.noun = "'cache'",
					 .doc = "What this machine remembers.",
					 .fields = cache_fields};

static const char *const pin_statuses[] = {"ok", "redirected", "blocked", NULL};
static const struct field pin_fields[] = {
    {.name = "url", .type = FIELD_TEXT, .required = true, .doc = "The address."},
    {.name = "status", .type = FIELD_CHOICE, .choices = pin_statuses, .doc = "ok unless given."},
    {.name = "reason",
     .type = FIELD_TEXT,
     .required = true,
     .doc = "Who looked, and what was there."},
    {.name = "until", .type = FIELD_TEXT, .doc = "The last day on which it counts."},
    {0},
};
static const struct schema pin_schema = {.noun = "an entry of 'pins'",
					 .doc = "An address that a person looked at.",
					 .fields = pin_fields};
static const struct field pin_item = {.type = FIELD_MAP, .of = &pin_schema};

static const struct field health_fields[] = {
    {.name = "file",
     .type = FIELD_TEXT,
     .doc = "What the site remembers; content/link-health.jsonl unless given."},
    {.name = "confirm",
     .type = FIELD_INT,
     .doc = "Runs in which an address must fail to be sure; 2 unless given."},
    {.name = "refresh",
     .type = FIELD_INT,
     .doc = "Addresses that --refresh asks, the oldest first; 500 unless given."},
    {.name = "pins",
     .type = FIELD_LIST,
     .item = &pin_item,
     .doc = "Addresses that a person looked at."},
    {0},
};
const struct schema link_health_schema = {.noun = "'health'",
					  .doc = "What the site remembers.",
					  .fields = health_fields};

static const struct field remap_fields[] = {
    {.name = "from",
     .type = FIELD_TEXT,
     .required = true,
     .doc = "The address: * is any text, or a POSIX expression between two '/'."},
    {.name = "to", .type = FIELD_TEXT, .required = true, .doc = "What is asked in its place."},
    {0},
};
static const struct schema remap_schema = {.noun = "an entry of 'remap'",
					   .doc = "An address that is asked elsewhere.",
					   .fields = remap_fields};
const struct field link_remap_item = {.type = FIELD_MAP, .of = &remap_schema};
