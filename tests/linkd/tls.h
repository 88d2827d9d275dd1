/* TLS for the server: certificates that are made on the spot, right ones and wrong ones. */
#ifndef LINKD_TLS_H
#define LINKD_TLS_H

#include <stddef.h>
#include <sys/types.h>

struct ssl_ctx_st;
struct ssl_st;

/* What a door shows. */
enum tls_case {
	TLS_GOOD,
	TLS_SELF_SIGNED,
	TLS_EXPIRED,
	TLS_NO_CHAIN, // signed by an authority that is not sent
	TLS_CHAIN,    // the same, and sent
	TLS_NAME,
	TLS_OLD, // TLS 1.1 at most
	TLS_CASES
};
extern const char *const tls_names[TLS_CASES];

/*
 * Makes them all, for `names` ("IP:…,DNS:…") but the one of another name, and writes the
 * authority that a client is to trust; beside it, as "CA_FILE.pair", the good certificate and
 * its key.
 */
void tls_make(struct ssl_ctx_st *contexts[TLS_CASES], const char *ca_file, const char *names);
/* NULL when the handshake failed. */
struct ssl_st *tls_accept(struct ssl_ctx_st *context, int fd);
ssize_t tls_read(struct ssl_st *tls, void *bytes, size_t len);
ssize_t tls_write(struct ssl_st *tls, const void *bytes, size_t len);
void tls_close(struct ssl_st *tls);

#endif
