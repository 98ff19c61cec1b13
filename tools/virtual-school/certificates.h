#pragma once
/* certificates: what `serve` shows, and whose kiosks it trusts. */
#include "core/base.h"

#include <gnutls/gnutls.h>

struct certificates {
	gnutls_datum_t ca, certificate, key; /* PEM, NUL-terminated */
};

/* FOLDER's ca.pem, server.pem and server.key, which fit each other; to be released, also after a failure. False: said
 * to stderr which file is wrong and what to do. */
bool certificates_read(const char *folder, struct certificates *out);
void certificates_release(struct certificates *certificates);
