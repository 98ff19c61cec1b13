#include "tools/virtual-school/keys.h"
#include "tools/virtual-school/files.h"

#include <arpa/inet.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define DAY_S 86400
#define CA_DAYS (20 * 365)
#define SERVER_DAYS 825
#define KIOSK_DAYS 396
#define PEM_MAX 8192

struct pair {
	gnutls_x509_privkey_t key;
	gnutls_x509_crt_t certificate;
};

static void pair_release(struct pair *pair)
{
	if (pair->certificate)
		gnutls_x509_crt_deinit(pair->certificate);
	if (pair->key)
		gnutls_x509_privkey_deinit(pair->key);
	*pair = (struct pair){0};
}

bool keys_spki(gnutls_x509_crt_t certificate, char out[SPKI_SIZE])
{
	unsigned char id[32];
	size_t size = sizeof(id);

	if (gnutls_x509_crt_get_key_id(certificate, GNUTLS_KEYID_USE_SHA256, id, &size) < 0 ||
	    size != sizeof(id))
		return false;
	for (size_t i = 0; i < size; i++)
		snprintf(out + 2 * i, 3, "%02x", id[i]);
	return true;
}

/* A new key and an unsigned certificate for it. */
static bool pair_init(struct pair *pair, const char *name, int days)
{
	unsigned char serial[16];
	unsigned char id[20];
	size_t id_size = sizeof(id);
	time_t now = time(NULL);
	unsigned bits = GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1);

	if (gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof(serial)) < 0)
		return false;
	serial[0] = (unsigned char)((serial[0] & 0x7f) | 1); /* positive, and never empty */
	return gnutls_x509_privkey_init(&pair->key) >= 0 &&
	       gnutls_x509_privkey_generate(pair->key, GNUTLS_PK_ECDSA, bits, 0) >= 0 &&
	       gnutls_x509_crt_init(&pair->certificate) >= 0 &&
	       gnutls_x509_crt_set_version(pair->certificate, 3) >= 0 &&
	       gnutls_x509_crt_set_serial(pair->certificate, serial, sizeof(serial)) >= 0 &&
	       /* From yesterday: a kiosk whose clock is a little behind must trust it today. */
	       gnutls_x509_crt_set_activation_time(pair->certificate, now - DAY_S) >= 0 &&
	       gnutls_x509_crt_set_expiration_time(pair->certificate, now + (time_t)days * DAY_S) >=
		       0 &&
	       gnutls_x509_crt_set_dn_by_oid(pair->certificate, GNUTLS_OID_X520_COMMON_NAME, 0,
					     name, (unsigned)strlen(name)) >= 0 &&
	       gnutls_x509_crt_set_key(pair->certificate, pair->key) >= 0 &&
	       gnutls_x509_crt_get_key_id(pair->certificate, 0, id, &id_size) >= 0 &&
	       gnutls_x509_crt_set_subject_key_id(pair->certificate, id, id_size) >= 0;
}

static bool pair_sign(struct pair *pair, const struct pair *signer)
{
	unsigned char id[64];
	size_t id_size = sizeof(id);

	return gnutls_x509_crt_get_subject_key_id(signer->certificate, id, &id_size, NULL) >= 0 &&
	       gnutls_x509_crt_set_authority_key_id(pair->certificate, id, id_size) >= 0 &&
	       gnutls_x509_crt_sign2(pair->certificate, signer->certificate, signer->key,
				     GNUTLS_DIG_SHA256, 0) >= 0;
}

static enum err write_certificate(const char *folder, const char *name, gnutls_x509_crt_t from)
{
	char pem[PEM_MAX];
	size_t size = sizeof(pem);

	if (gnutls_x509_crt_export(from, GNUTLS_X509_FMT_PEM, pem, &size) < 0)
		return ERR_NO_MEMORY;
	return files_write_new(folder, name, pem, size);
}

static enum err write_pair(const char *folder, const char *name, const struct pair *pair)
{
	char pem[PEM_MAX], file[64];
	size_t size = sizeof(pem);
	enum err err;

	if (gnutls_x509_privkey_export(pair->key, GNUTLS_X509_FMT_PEM, pem, &size) < 0)
		return ERR_NO_MEMORY;
	snprintf(file, sizeof(file), "%s.key", name);
	err = files_write_new(folder, file, pem, size);
	gnutls_memset(pem, 0, sizeof(pem));
	if (err != OK)
		return err;
	snprintf(file, sizeof(file), "%s.pem", name);
	return write_certificate(folder, file, pair->certificate);
}

static enum err read_ca(const char *folder, struct pair *ca)
{
	gnutls_datum_t key = {0}, certificate = {0};
	enum err err = files_read(folder, "ca.key", &key);

	if (err == OK)
		err = files_read(folder, "ca.pem", &certificate);
	if (err == OK &&
	    (gnutls_x509_privkey_init(&ca->key) < 0 ||
	     gnutls_x509_privkey_import(ca->key, &key, GNUTLS_X509_FMT_PEM) < 0 ||
	     gnutls_x509_crt_init(&ca->certificate) < 0 ||
	     gnutls_x509_crt_import(ca->certificate, &certificate, GNUTLS_X509_FMT_PEM) < 0))
		err = ERR_DAMAGED;
	files_release(&key);
	files_release(&certificate);
	return err;
}

enum err keys_make_ca(const char *folder)
{
	struct pair ca = {0};
	enum err err = ERR_NO_MEMORY;

	if (pair_init(&ca, "Firstbell virtual school CA", CA_DAYS) &&
	    gnutls_x509_crt_set_basic_constraints(ca.certificate, 1, 0) >= 0 &&
	    gnutls_x509_crt_set_key_usage(ca.certificate, GNUTLS_KEY_KEY_CERT_SIGN) >= 0 &&
	    pair_sign(&ca, &ca))
		err = write_pair(folder, "ca", &ca);
	pair_release(&ca);
	return err;
}

static bool add_host(gnutls_x509_crt_t certificate, const char *host)
{
	unsigned char address[16];
	unsigned size = 0;

	if (inet_pton(AF_INET, host, address) == 1)
		size = 4;
	else if (inet_pton(AF_INET6, host, address) == 1)
		size = 16;
	return gnutls_x509_crt_set_subject_alt_name(
		       certificate, size ? GNUTLS_SAN_IPADDRESS : GNUTLS_SAN_DNSNAME,
		       size ? (const void *)address : host, size ? size : (unsigned)strlen(host),
		       GNUTLS_FSAN_APPEND) >= 0;
}

static bool make_leaf(struct pair *leaf, const struct pair *ca, const char *name, int days,
		      const char *purpose)
{
	return pair_init(leaf, name, days) &&
	       gnutls_x509_crt_set_basic_constraints(leaf->certificate, 0, -1) >= 0 &&
	       gnutls_x509_crt_set_key_usage(leaf->certificate, GNUTLS_KEY_DIGITAL_SIGNATURE) >=
		       0 &&
	       gnutls_x509_crt_set_key_purpose_oid(leaf->certificate, purpose, 0) >= 0 &&
	       (strcmp(purpose, GNUTLS_KP_TLS_WWW_SERVER) != 0 ||
		(add_host(leaf->certificate, "localhost") &&
		 add_host(leaf->certificate, "127.0.0.1") && add_host(leaf->certificate, "::1"))) &&
	       ca->key;
}

enum err keys_make_server(const char *folder, const char *const *hosts, size_t host_count,
			  bool replace)
{
	struct pair ca = {0}, server = {0};
	enum err err = read_ca(folder, &ca);
	bool made;

	if (err != OK)
		goto out;
	made = make_leaf(&server, &ca, host_count ? hosts[0] : "localhost", SERVER_DAYS,
			 GNUTLS_KP_TLS_WWW_SERVER);
	for (size_t i = 0; made && i < host_count; i++)
		made = add_host(server.certificate, hosts[i]);
	err = ERR_BAD_INPUT;
	if (!made || !pair_sign(&server, &ca))
		goto out;
	if (replace) {
		files_remove(folder, "server.key");
		files_remove(folder, "server.pem");
	}
	err = write_pair(folder, "server", &server);
out:
	pair_release(&server);
	pair_release(&ca);
	return err;
}

enum err keys_make_kiosk(const struct keys_kiosk *kiosk, char spki[SPKI_SIZE], int64_t *expires_ms)
{
	struct pair ca = {0}, leaf = {0};
	char name[48];
	enum err err = read_ca(kiosk->folder, &ca);

	if (err != OK)
		goto out;
	err = ERR_BAD_INPUT;
	if (!make_leaf(&leaf, &ca, kiosk->name, KIOSK_DAYS, GNUTLS_KP_TLS_WWW_CLIENT) ||
	    !pair_sign(&leaf, &ca) || !keys_spki(leaf.certificate, spki))
		goto out;
	*expires_ms = (int64_t)gnutls_x509_crt_get_expiration_time(leaf.certificate) * 1000;
	snprintf(name, sizeof(name), "%s-kiosk", kiosk->authority);
	err = write_pair(kiosk->out, name, &leaf);
	if (err != OK)
		goto out;
	snprintf(name, sizeof(name), "%s-ca.pem", kiosk->authority);
	err = write_certificate(kiosk->out, name, ca.certificate);
out:
	pair_release(&leaf);
	pair_release(&ca);
	return err;
}
