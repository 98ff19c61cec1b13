#pragma once
/* identity: which kiosk is at the other end of a TLS connection: by its key, looked up anew for every request, so
 * that a revoked one is out at once. */
#include "tools/virtual-school/device.h"
#include "tools/virtual-school/registry.h"

#include <gnutls/gnutls.h>

enum identity_status {
	IDENTITY_KNOWN,
	IDENTITY_NONE,    /* no certificate */
	IDENTITY_UNKNOWN, /* not of our CA, or of no kiosk here */
	IDENTITY_REVOKED,
	IDENTITY_EXPIRED, /* nothing but expired */
	IDENTITY_UNSURE,  /* storage failed, or our own clock is behind: no word on the key */
};
struct identity {
	enum identity_status status;
	struct authority
		*authority; /* KNOWN only; whose kiosk it is, and the only storage it reaches */
	struct device device;
};

void identity_of(gnutls_session_t session, struct registry *registry, struct identity *out);
