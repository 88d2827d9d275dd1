/*
 * A resolver that knows no names, to be preloaded: "*.nx.example.org" does not exist, and of
 * all others nobody can say anything. Addresses are addresses.
 */
#include <dlfcn.h>
#include <netdb.h>
#include <string.h>

static int
is_address(const char *host)
{
	return !host || !host[strspn(host, "0123456789.")] || strchr(host, ':');
}

int
getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
	    struct addrinfo **list)
{
	const char *end = ".nx.example.org";
	size_t len = host ? strlen(host) : 0, end_len = strlen(end);
	int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);

	if (is_address(host)) {
		*(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
		return real(host, service, hints, list);
	}
	if (len > end_len && strcmp(host + len - end_len, end) == 0)
		return EAI_NONAME;
	return EAI_AGAIN;
}
