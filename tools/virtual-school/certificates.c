#include "tools/virtual-school/certificates.h"
#include "tools/virtual-school/files.h"
#include "tools/virtual-school/trouble.h"

#include <errno.h>
#include <gnutls/x509.h>
#include <string.h>

#define RENEW "run virtual-school renew"
#define RESTORE "put it back from a copy"

static bool read_one(const char *folder, const char *name, gnutls_datum_t *out, const char *advice)
{
	if (files_read(folder, name, out) == OK)
		return true;
	trouble_say("serve: %s/%s: %s: %s", folder, name, strerror(errno),
		    errno == EACCES ? "run this as the user whose file it is" : advice);
	return false;
}

/* The key's fingerprint as the certificate has it; false: it is no certificate. */
static bool certificate_id(const gnutls_datum_t *pem, unsigned char id[32])
{
	gnutls_x509_crt_t certificate = NULL;
	size_t size = 32;
	bool good =
		gnutls_x509_crt_init(&certificate) >= 0 &&
		gnutls_x509_crt_import(certificate, pem, GNUTLS_X509_FMT_PEM) >= 0 &&
		gnutls_x509_crt_get_key_id(certificate, GNUTLS_KEYID_USE_SHA256, id, &size) >= 0;

	if (certificate)
		gnutls_x509_crt_deinit(certificate);
	return good;
}

static bool key_id(const gnutls_datum_t *pem, unsigned char id[32])
{
	gnutls_x509_privkey_t key = NULL;
	size_t size = 32;
	bool good = gnutls_x509_privkey_init(&key) >= 0 &&
		    gnutls_x509_privkey_import(key, pem, GNUTLS_X509_FMT_PEM) >= 0 &&
		    gnutls_x509_privkey_get_key_id(key, GNUTLS_KEYID_USE_SHA256, id, &size) >= 0;

	if (key)
		gnutls_x509_privkey_deinit(key);
	return good;
}

static bool check(const char *folder, const struct certificates *files)
{
	unsigned char ca[32], certificate[32], key[32];

	if (!certificate_id(&files->ca, ca))
		trouble_say("serve: %s/ca.pem: not a certificate: " RESTORE, folder);
	else if (!certificate_id(&files->certificate, certificate))
		trouble_say("serve: %s/server.pem: not a certificate: " RENEW, folder);
	else if (!key_id(&files->key, key))
		trouble_say("serve: %s/server.key: not a key: " RENEW, folder);
	else if (memcmp(certificate, key, sizeof(key)) != 0)
		trouble_say("serve: %s/server.key: does not belong to server.pem: " RENEW, folder);
	else
		return true;
	return false;
}

bool certificates_read(const char *folder, struct certificates *out)
{
	*out = (struct certificates){0};
	return read_one(folder, "ca.pem", &out->ca, RESTORE) &&
	       read_one(folder, "server.pem", &out->certificate, RENEW) &&
	       read_one(folder, "server.key", &out->key, RENEW) && check(folder, out);
}

void certificates_release(struct certificates *certificates)
{
	files_release(&certificates->ca);
	files_release(&certificates->certificate);
	files_release(&certificates->key);
}
