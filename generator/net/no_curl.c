/* What there is instead of target.c and transfer.c in a build without libcurl: nothing. */
#include "net/target.h"
#include "net/transfer.h"

enum net_error
target_parse(struct arena *arena, struct str url, struct target *target, struct str *detail)
{
	(void)arena;
	(void)url;
	*target = (struct target){0};
	*detail = STR("this program was built without libcurl");
	return NET_URL;
}

struct str
target_clean(struct arena *arena, struct str url, bool *had_userinfo)
{
	(void)arena;
	(void)url;
	*had_userinfo = false;
	return (struct str){0};
}

bool
transfers_are_available(void)
{
	return false;
}

struct str
transfers_version(void)
{
	return (struct str){0};
}

bool
transfers_have(const char *feature)
{
	(void)feature;
	return false;
}

struct transfers *
transfers_new(const struct net_options *options)
{
	(void)options;
	return NULL;
}

void
transfers_free(struct transfers *transfers)
{
	(void)transfers;
}

struct transfer *
transfers_start(struct transfers *transfers, const struct net_request *request, void *context)
{
	(void)transfers;
	(void)request;
	(void)context;
	return NULL;
}

void
transfers_cancel(struct transfers *transfers, struct transfer *transfer)
{
	(void)transfers;
	(void)transfer;
}

void
transfers_run(struct transfers *transfers, int milliseconds)
{
	(void)transfers;
	(void)milliseconds;
}

struct transfer *
transfers_next(struct transfers *transfers)
{
	(void)transfers;
	return NULL;
}

void
transfers_release(struct transfers *transfers, struct transfer *transfer)
{
	(void)transfers;
	(void)transfer;
}

void *
transfer_context(const struct transfer *transfer)
{
	(void)transfer;
	return NULL;
}

const struct net_response *
transfer_response(const struct transfer *transfer)
{
	(void)transfer;
	return NULL;
}
