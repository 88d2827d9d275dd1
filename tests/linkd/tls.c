/* A root, an authority below it, and a certificate for each case. */
#include "tls.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <stdio.h>
#include <stdlib.h>

enum { DAY = 24 * 3600 };

const char *const tls_names[TLS_CASES] = {"tls-good",  "tls-self", "tls-expired", "tls-nochain",
					  "tls-chain", "tls-name", "tls-old"};

struct pair {
	X509 *certificate;
	EVP_PKEY *key;
};

static void
need(int good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "linkd: openssl failed: %s\n", what);
	exit(1);
}

static void
extend(X509 *certificate, int kind, const char *value)
{
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, kind, value);

	need(extension && X509_add_ext(certificate, extension, -1), value);
	X509_EXTENSION_free(extension);
}

/* Signed by the issuer, or by itself when that is NULL; valid until so many days from now. */
static struct pair
make(const char *name, const char *alternatives, const struct pair *issuer, long days)
{
	static long serial;
	struct pair made = {X509_new(), EVP_EC_gen("P-256")};
	X509_NAME *subject;

	need(made.certificate && made.key, "new");
	if (!issuer)
		issuer = &made;
	X509_set_version(made.certificate, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(made.certificate), ++serial);
	X509_gmtime_adj(X509_getm_notBefore(made.certificate), -10L * DAY);
	X509_gmtime_adj(X509_getm_notAfter(made.certificate), days * DAY);
	X509_set_pubkey(made.certificate, made.key);
	subject = X509_get_subject_name(made.certificate);
	X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, (const unsigned char *)name, -1, -1,
				   0);
	X509_set_issuer_name(made.certificate, X509_get_subject_name(issuer->certificate));
	extend(made.certificate, NID_basic_constraints,
	       alternatives ? "critical,CA:FALSE" : "critical,CA:TRUE");
	if (alternatives)
		extend(made.certificate, NID_subject_alt_name, alternatives);
	need(X509_sign(made.certificate, issuer->key, EVP_sha256()), "sign");
	return made;
}

static SSL_CTX *
make_context(const struct pair *own, const struct pair *chain)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());

	need(context && SSL_CTX_use_certificate(context, own->certificate) &&
		 SSL_CTX_use_PrivateKey(context, own->key),
	     "context");
	if (chain)
		need(SSL_CTX_add1_chain_cert(context, chain->certificate), "chain");
	return context;
}

/* The certificate with its key as "FILE.pair", for servers of other kinds. */
static void
write_pair(const struct pair *pair, const char *beside)
{
	char name[4096];
	FILE *file;

	snprintf(name, sizeof(name), "%s.pair", beside);
	file = fopen(name, "w");
	need(file && PEM_write_X509(file, pair->certificate) &&
		 PEM_write_PrivateKey(file, pair->key, NULL, NULL, 0, NULL, NULL) &&
		 fclose(file) == 0,
	     name);
}

void
tls_make(SSL_CTX *contexts[TLS_CASES], const char *ca_file, const char *names)
{
	struct pair root = make("Test Root", NULL, NULL, 10);
	struct pair between = make("Test Authority", NULL, &root, 10);
	struct pair good = make("good", names, &root, 10), self = make("self", names, NULL, 10);
	struct pair expired = make("expired", names, &root, -1);
	struct pair below = make("below", names, &between, 10);
	struct pair other = make("other", "DNS:other.example", &root, 10);
	FILE *file = fopen(ca_file, "w");

	need(file && PEM_write_X509(file, root.certificate) && fclose(file) == 0, ca_file);
	write_pair(&good, ca_file);
	contexts[TLS_GOOD] = make_context(&good, NULL);
	contexts[TLS_SELF_SIGNED] = make_context(&self, NULL);
	contexts[TLS_EXPIRED] = make_context(&expired, NULL);
	contexts[TLS_NO_CHAIN] = make_context(&below, NULL);
	contexts[TLS_CHAIN] = make_context(&below, &between);
	contexts[TLS_NAME] = make_context(&other, NULL);
	contexts[TLS_OLD] = make_context(&good, NULL);
	need(SSL_CTX_set_cipher_list(contexts[TLS_OLD], "ALL:@SECLEVEL=0") &&
		 SSL_CTX_set_min_proto_version(contexts[TLS_OLD], TLS1_VERSION) &&
		 SSL_CTX_set_max_proto_version(contexts[TLS_OLD], TLS1_1_VERSION),
	     "old");
}

SSL *
tls_accept(SSL_CTX *context, int fd)
{
	SSL *tls = SSL_new(context);

	if (tls && SSL_set_fd(tls, fd) && SSL_accept(tls) == 1)
		return tls;
	SSL_free(tls);
	return NULL;
}

ssize_t
tls_read(SSL *tls, void *bytes, size_t len)
{
	size_t got;

	return SSL_read_ex(tls, bytes, len, &got) ? (ssize_t)got : -1;
}

ssize_t
tls_write(SSL *tls, const void *bytes, size_t len)
{
	size_t sent;

	return SSL_write_ex(tls, bytes, len, &sent) ? (ssize_t)sent : -1;
}

void
tls_close(SSL *tls)
{
	SSL_shutdown(tls);
	SSL_free(tls);
}
