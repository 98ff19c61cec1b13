#pragma once
/* keys: the virtual school's own certificate authority, and the certificates it gives. ECDSA P-256 throughout. */
#include "core/base.h"

#include <gnutls/x509.h>

/* SHA-256 of a public key (SubjectPublicKeyInfo) in hex: who a kiosk is, whatever certificate carries it. */
#define SPKI_SIZE 65
bool keys_spki(gnutls_x509_crt_t certificate, char out[SPKI_SIZE]);

#define KEYS_HOSTS_MAX 16
/* Writes FOLDER/ca.pem and ca.key (20 years). ERR_EXISTS: never overwrites. */
MUST_CHECK enum err keys_make_ca(const char *folder);
/* Writes FOLDER/server.pem and server.key (825 days, the longest that every browser takes) for localhost, 127.0.0.1,
 * ::1 and `hosts`. ERR_EXISTS unless `replace`. */
MUST_CHECK enum err keys_make_server(const char *folder, const char *const *hosts,
				     size_t host_count, bool replace);
struct keys_kiosk {
	const char *folder;    /* where the CA is */
	const char *out;       /* folder to write ID-ca.pem, ID-kiosk.pem and ID-kiosk.key to */
	const char *authority; /* ID */
	const char *name;      /* the certificate's common name, for people */
};
/* 13 months. Says who the kiosk is and until when. */
MUST_CHECK enum err keys_make_kiosk(const struct keys_kiosk *kiosk, char spki[SPKI_SIZE],
				    int64_t *expires_ms);
