/* Addresses by how they are written: of the web, of mail, of telephones. No network. */
#include "check/rules.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/web_host.h"
#include "base/web_url.h"
#include "model/link.h"
#include "model/page.h"
#include "model/site.h"

#include <string.h>

/* An address that is being looked at. */
struct look {
	const struct page *page;
	const struct link *link;
	struct arena *arena; // scratch
	struct diag_list *diags;
};

/* Reports "'ADDRESS' PROBLEM"; an address that is long is cut. */
static struct diag *
report(const struct look *look, enum diag_code code, const char *problem)
{
	return diag_add(look->diags, code, &look->page->document.source, look->link->span,
			"'%.*s' %s", STR_ARG(utf8_cut(look->link->written, 80)), problem);
}

/* What is wrong, and the cure; NULL: the address as it would be sent is the cure. */
static const struct {
	const char *problem, *cure;
} faults[] = {
    [WEB_URL_NO_WEB] = {"has something in front of its scheme", "begin it with https://"},
    [WEB_URL_NO_SLASHES] = {"lacks the two slashes", "write https://HOST/…"},
    [WEB_URL_NO_HOST] = {"lacks the host", "write https://HOST/…"},
    [WEB_URL_BAD_HOST] = {"has a host that cannot be one", "correct what stands before the path"},
    [WEB_URL_BAD_IDN] = {"has a host that cannot be one", "correct what stands before the path"},
    [WEB_URL_BAD_PORT] = {"has a port that cannot be one", "write a number of 1 to 65535"},
    [WEB_URL_CONTROL] = {"has a control character", NULL},
    [WEB_URL_SPACE] = {"has a space", NULL},
    [WEB_URL_BACKSLASH] = {"has a backslash", "write '/', or %5C if it is meant"},
    [WEB_URL_PERCENT] = {"has a '%' that begins no %XX", "write %25 if '%' is meant"},
};

/* Puts the address in the place of the one that is written, where that can be found. */
static void
mend(const struct look *look, struct diag *diag, struct str address)
{
	diag_mend(look->diags, diag, link_address_span(look->page, look->link), address);
}

static struct str
without_spaces(struct arena *arena, struct str url)
{
	struct str rest = url, piece, result = {0};

	while (str_split(&rest, ' ', &piece))
		result = arena_printf(arena, "%.*s%s%.*s", STR_ARG(result),
				      piece.at == url.at ? "" : "%20", STR_ARG(piece));
	return result;
}

/* "https:/example.org/a" with its other slash. A host without a dot may be a folder. */
static struct str
with_slashes(struct arena *arena, struct str url)
{
	size_t colon = str_find_char(url, ':');
	struct str rest = str_skip(url, colon + 1), host;

	if (!str_starts(rest, STR("/")))
		return url;
	rest = str_skip(rest, 1);
	host = str_slice(rest, 0, str_find_char(rest, '/'));
	if (str_find_char(host, '.') == host.len)
		return url;
	return arena_printf(arena, "%.*s://%.*s", STR_ARG(str_slice(url, 0, colon)), STR_ARG(rest));
}

/* What was meant, where that is certain: the address is fine then. Else empty. */
static struct str
meant(const struct look *look, enum web_url_fault fault)
{
	struct str address = look->link->written;
	struct web_url url;

	if (fault == WEB_URL_SPACE)
		address = without_spaces(look->arena, address);
	else if (fault == WEB_URL_NO_SLASHES)
		address = with_slashes(look->arena, address);
	else
		return (struct str){0};
	return web_url_parse(look->arena, address, &url) == WEB_URL_FINE ? address
									 : (struct str){0};
}

static void
report_fault(const struct look *look, struct str url, enum web_url_fault fault)
{
	enum diag_code code = web_url_is_unusable(fault) ? DIAG_URL_INVALID : DIAG_URL_SYNTAX;
	struct diag *diag = report(look, code, faults[fault].problem);
	struct str address = meant(look, fault);

	if (faults[fault].cure && !address.len)
		diag_cure(look->diags, diag, "%s", faults[fault].cure);
	else
		diag_cure(look->diags, diag, "write '%.*s'",
			  STR_ARG(faults[fault].cure ? address
						     : web_url_request(look->arena, url)));
	if (address.len)
		mend(look, diag, address);
}

static void
report_local(const struct look *look)
{
	struct diag *diag =
	    report(look, DIAG_URL_LOCAL, "leads to the reader's own computer or network");

	diag_cure(look->diags, diag, "show it as `code` if it is an example");
}

/* The password is in the source line; the message does not repeat it. */
static void
report_credentials(const struct look *look, const struct web_url *url)
{
	struct diag *diag =
	    diag_add(look->diags, DIAG_URL_CREDENTIALS, &look->page->document.source,
		     look->link->span, "an address of '%.*s' holds a name or password",
		     STR_ARG(url->host));

	diag_cure(look->diags, diag, "take out what stands before '@'");
}

static const struct str shorteners[] = {
    STR_INIT("adf.ly"),   STR_INIT("amzn.to"), STR_INIT("bit.ly"),      STR_INIT("bl.ink"),
    STR_INIT("buff.ly"),  STR_INIT("cutt.ly"), STR_INIT("dlvr.it"),     STR_INIT("fb.me"),
    STR_INIT("git.io"),   STR_INIT("goo.gl"),  STR_INIT("is.gd"),       STR_INIT("lnkd.in"),
    STR_INIT("ow.ly"),    STR_INIT("rb.gy"),   STR_INIT("rebrand.ly"),  STR_INIT("s.id"),
    STR_INIT("short.io"), STR_INIT("t.co"),    STR_INIT("t.ly"),        STR_INIT("tiny.cc"),
    STR_INIT("tiny.one"), STR_INIT("tny.im"),  STR_INIT("tinyurl.com"), STR_INIT("trib.al"),
    STR_INIT("v.gd"),     STR_INIT("x.gd"),
};

static bool
is_shortener(struct str host)
{
	if (str_starts(host, STR("www.")))
		host = str_skip(host, 4);
	if (host.len > 11) // the longest of them
		return false;
	for (size_t i = 0; i < sizeof(shorteners) / sizeof(shorteners[0]); i++)
		if (str_eq(host, shorteners[i]))
			return true;
	return false;
}

/* What services add to count readers: campaigns, clicks of advertisements, mails. */
static bool
is_tracking(struct str parameter)
{
	static const struct str names[] = {
	    STR_INIT("fbclid"),    STR_INIT("gclid"),   STR_INIT("gclsrc"),  STR_INIT("dclid"),
	    STR_INIT("gbraid"),    STR_INIT("wbraid"),  STR_INIT("msclkid"), STR_INIT("yclid"),
	    STR_INIT("twclid"),    STR_INIT("ttclid"),  STR_INIT("igshid"),  STR_INIT("mc_cid"),
	    STR_INIT("mc_eid"),    STR_INIT("mkt_tok"), STR_INIT("_hsenc"),  STR_INIT("_hsmi"),
	    STR_INIT("li_fat_id"),
	};
	struct str name = str_slice(parameter, 0, str_find_char(parameter, '='));

	if (str_starts(name, STR("utm_")))
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eq(name, names[i]))
			return true;
	return false;
}

static bool
has_tracking(struct str query)
{
	struct str rest = str_skip(query, 1), parameter;

	while (str_split(&rest, '&', &parameter))
		if (is_tracking(parameter))
			return true;
	return false;
}

/* The query without them, with '?' unless nothing is left. */
static struct str
without_tracking(struct arena *arena, struct str query)
{
	struct str rest = str_skip(query, 1), parameter, kept = {0};

	while (str_split(&rest, '&', &parameter))
		if (!is_tracking(parameter))
			kept = arena_printf(arena, "%.*s%s%.*s", STR_ARG(kept),
					    kept.len ? "&" : "?", STR_ARG(parameter));
	return kept;
}

static void
check_query(const struct look *look, const struct web_url *url)
{
	struct str written = look->link->written, query, address;
	struct str front = str_slice(written, 0, str_find_char(written, '?'));
	struct diag *diag;

	if (!has_tracking(url->query))
		return;
	query = without_tracking(look->arena, url->query);
	address = arena_printf(look->arena, "%.*s%.*s%s%.*s", STR_ARG(front), STR_ARG(query),
			       url->has_fragment ? "#" : "", STR_ARG(url->fragment));
	diag = report(look, DIAG_URL_TRACKING, "carries marks that count readers");
	diag_cure(look->diags, diag, "write '%.*s'", STR_ARG(address));
	mend(look, diag, address);
}

static void
check_web(const struct look *look)
{
	struct str text = look->link->written;
	enum web_url_fault fault;
	struct diag *diag;
	struct web_url url;

	if (str_starts(text, STR("//"))) {
		text = arena_printf(look->arena, "https:%.*s", STR_ARG(text));
		diag = report(look, DIAG_URL_SYNTAX, "leaves the scheme out");
		diag_cure(look->diags, diag, "write '%.*s'", STR_ARG(text));
	}
	fault = web_url_parse(look->arena, text, &url);
	if (fault != WEB_URL_FINE)
		report_fault(look, text, fault);
	if (web_url_is_unusable(fault))
		return;
	if (url.has_user)
		report_credentials(look, &url);
	if (web_host_is_local(url.host))
		report_local(look);
	if (is_shortener(url.host)) {
		diag = report(look, DIAG_URL_SHORTENER, "does not show where it leads");
		diag_cure(look->diags, diag, "link to the address that it leads to");
	}
	if (url.query.len > 1)
		check_query(look, &url);
}

/* One "name@domain". */
static bool
is_mail_address(struct str address)
{
	size_t at = str_find_char(address, '@');
	struct str domain = str_skip(address, at + 1);

	if (at == 0 || at == address.len || !domain.len || domain.at[0] == '.' ||
	    domain.at[domain.len - 1] == '.' || str_find_char(domain, '@') < domain.len)
		return false;
	for (size_t i = 0; i < address.len; i++)
		if ((unsigned char)address.at[i] <= ' ' || address.at[i] == 0x7f)
			return false;
	return true;
}

static void
check_mail(const struct look *look, struct str rest)
{
	struct str addresses = url_split(rest).path, address;
	bool good = true;

	while (str_split(&addresses, ',', &address))
		good = good && is_mail_address(url_decode(look->arena, address));
	if (!good)
		diag_cure(look->diags,
			  report(look, DIAG_URL_MAILTO, "has no address that mail can go to"),
			  "write mailto:name@example.org");
}

/* Digits with signs between them, then perhaps ";ext=" and the like. */
static bool
is_number(struct str number)
{
	struct str main = str_slice(number, 0, str_find_char(number, ';'));
	size_t ndigits = 0;

	for (size_t i = 0; i < main.len; i++) {
		ndigits += ascii_is_digit(main.at[i]);
		if (!ascii_is_digit(main.at[i]) && !memchr("+-. ()", main.at[i], 6))
			return false;
	}
	return ndigits > 0;
}

static void
check_contact(const struct look *look, struct str scheme)
{
	struct str text = look->link->written;
	struct str rest = str_skip(text, str_find_char(text, ':') + 1);

	if (str_eq(scheme, STR("mailto")))
		check_mail(look, rest);
	else if (!is_number(url_decode(look->arena, rest)))
		diag_cure(look->diags, report(look, DIAG_URL_TEL, "has no number to be called"),
			  "write tel:+49-30-1234567");
}

static void
check_scheme(const struct look *look, const struct link_settings *settings, struct str scheme)
{
	for (size_t i = 0; i < settings->nschemes; i++)
		if (str_eq_fold(settings->schemes[i], scheme))
			return;
	if (settings->nschemes && scheme.len)
		diag_cure(look->diags,
			  report(look, DIAG_URL_SCHEME,
				 "has a scheme that the site does not allow"),
			  "begin it with %.*s", STR_ARG(settings->schemes[0]));
}

static bool
is_excluded(const struct link_settings *settings, const struct link *link)
{
	for (size_t i = 0; i < settings->nexcluded; i++)
		if (link_pattern_matches(settings->excluded[i], link->written))
			return true;
	return false;
}

void
check_urls(const struct site *site, const struct page *page, struct diag_list *diags)
{
	const struct link_settings *settings = &site->config.links;
	struct arena scratch;
	struct look look = {.page = page, .arena = &scratch, .diags = diags};

	arena_init(&scratch);
	for (size_t i = 0; i < page->nlinks; i++) {
		const struct link *link = &page->links[i];
		bool is_web = link->kind == LINK_EXTERNAL;
		struct arena_mark mark = arena_mark(&scratch);
		struct str scheme;

		if (!is_web && link->kind != LINK_CONTACT)
			continue;
		diags->suppressing = link->ignored || is_excluded(settings, link);
		look.link = link;
		scheme = url_scheme(&scratch, link->written);
		check_scheme(&look, settings, scheme);
		if (is_web)
			check_web(&look);
		else
			check_contact(&look, scheme);
		arena_rewind(&scratch, mark);
	}
	diags->suppressing = false;
	arena_release(&scratch);
}
