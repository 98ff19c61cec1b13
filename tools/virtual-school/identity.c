#include "tools/virtual-school/identity.h"

static bool peer_spki(gnutls_session_t session, char spki[SPKI_SIZE])
{
	gnutls_x509_crt_t certificate;
	unsigned count = 0;
	const gnutls_datum_t *chain = gnutls_certificate_get_peers(session, &count);
	bool found;

	if (!chain || count == 0 || gnutls_x509_crt_init(&certificate) < 0)
		return false;
	found = gnutls_x509_crt_import(certificate, &chain[0], GNUTLS_X509_FMT_DER) >= 0 &&
		keys_spki(certificate, spki);
	gnutls_x509_crt_deinit(certificate);
	return found;
}

static enum identity_status look_up(const char *spki, struct registry *registry,
				    struct identity *out)
{
	for (size_t i = 0; i < registry->count; i++) {
		struct authority *authority = &registry->list[i];

		switch (device_find(authority->storage, spki, &out->device)) {
		case ERR_NOT_FOUND: continue;
		case OK: out->authority = authority; return IDENTITY_KNOWN;
		default: return IDENTITY_UNSURE;
		}
	}
	return IDENTITY_UNKNOWN;
}

static enum identity_status judge(gnutls_session_t session, struct registry *registry,
				  struct identity *out)
{
	char spki[SPKI_SIZE];
	enum identity_status status;
	unsigned wrong = 0, reasons;

	if (!session || !peer_spki(session, spki))
		return IDENTITY_NONE;
	if (gnutls_certificate_verify_peers2(session, &wrong) < 0)
		return IDENTITY_UNKNOWN;
	reasons = wrong & ~(unsigned)GNUTLS_CERT_INVALID;
	if (reasons & ~(unsigned)(GNUTLS_CERT_EXPIRED | GNUTLS_CERT_NOT_ACTIVATED))
		return IDENTITY_UNKNOWN;
	status = look_up(spki, registry, out);
	if (status == IDENTITY_KNOWN && out->device.revoked)
		return IDENTITY_REVOKED;
	/* Ours, from the future: it is our clock that is behind, and no reason to turn a kiosk away for good. */
	if (status == IDENTITY_KNOWN && (reasons & GNUTLS_CERT_NOT_ACTIVATED))
		return IDENTITY_UNSURE;
	if (status == IDENTITY_KNOWN && (reasons & GNUTLS_CERT_EXPIRED))
		return IDENTITY_EXPIRED;
	return status;
}

void identity_of(gnutls_session_t session, struct registry *registry, struct identity *out)
{
	*out = (struct identity){0};
	out->status = judge(session, registry, out);
	if (out->status != IDENTITY_KNOWN)
		out->authority = NULL;
}
