#include "tests/support/certificates.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_ROOM 512
#define DAY_S 86400

static bool write_file(const struct certificate_wish *wish, const char *ending,
		       const gnutls_datum_t *pem)
{
	char path[PATH_ROOM];
	snprintf(path, sizeof(path), "%s/%s.%s", wish->folder, wish->name, ending);
	FILE *file = fopen(path, "we");
	if (!file)
		return false;
	bool written = fwrite(pem->data, 1, pem->size, file) == pem->size;
	return fclose(file) == 0 && written;
}

static bool read_file(const char *folder, const char *name, const char *ending, gnutls_datum_t *pem)
{
	char path[PATH_ROOM];
	snprintf(path, sizeof(path), "%s/%s.%s", folder, name, ending);
	return gnutls_load_file(path, pem) == 0;
}

static int describe(gnutls_x509_crt_t made, const struct certificate_wish *wish)
{
	unsigned char serial[8];
	time_t now = time(NULL);
	gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof(serial));
	serial[0] = (unsigned char)((serial[0] & 0x7f) | 1);
	int bad =
		gnutls_x509_crt_set_version(made, 3) |
		gnutls_x509_crt_set_serial(made, serial, sizeof(serial)) |
		gnutls_x509_crt_set_activation_time(made, wish->from ? wish->from : now - DAY_S) |
		gnutls_x509_crt_set_expiration_time(made, wish->to ? wish->to : now + 365 * DAY_S) |
		gnutls_x509_crt_set_dn_by_oid(made, GNUTLS_OID_X520_COMMON_NAME, 0, wish->name,
					      (unsigned)strlen(wish->name)) |
		gnutls_x509_crt_set_basic_constraints(made, wish->issuer ? 0 : 1, -1);
	if (wish->dns)
		bad |= gnutls_x509_crt_set_subject_alt_name(made, GNUTLS_SAN_DNSNAME, wish->dns,
							    (unsigned)strlen(wish->dns), 0);
	if (wish->ip) {
		struct in_addr address;
		inet_pton(AF_INET, wish->ip, &address);
		bad |= gnutls_x509_crt_set_subject_alt_name(made, GNUTLS_SAN_IPADDRESS, &address,
							    sizeof(address), GNUTLS_FSAN_APPEND);
	}
	return bad;
}

/* Signs with the issuer's files, or with its own key. */
static int sign(gnutls_x509_crt_t made, gnutls_x509_privkey_t key,
		const struct certificate_wish *wish)
{
	gnutls_x509_crt_t issuer = NULL;
	gnutls_x509_privkey_t issuer_key = NULL;
	gnutls_datum_t pem = {0}, key_pem = {0};
	if (!wish->issuer)
		return gnutls_x509_crt_sign2(made, made, key, GNUTLS_DIG_SHA256, 0);
	int bad = gnutls_x509_crt_init(&issuer) | gnutls_x509_privkey_init(&issuer_key);
	if (!bad && read_file(wish->folder, wish->issuer, "pem", &pem) &&
	    read_file(wish->folder, wish->issuer, "key", &key_pem))
		bad = gnutls_x509_crt_import(issuer, &pem, GNUTLS_X509_FMT_PEM) |
		      gnutls_x509_privkey_import(issuer_key, &key_pem, GNUTLS_X509_FMT_PEM) |
		      gnutls_x509_crt_sign2(made, issuer, issuer_key, GNUTLS_DIG_SHA256, 0);
	else
		bad = -1;
	gnutls_x509_crt_deinit(issuer);
	gnutls_x509_privkey_deinit(issuer_key);
	gnutls_free(pem.data);
	gnutls_free(key_pem.data);
	return bad;
}

bool certificate_make(const struct certificate_wish *wish)
{
	gnutls_x509_crt_t made = NULL;
	gnutls_x509_privkey_t key = NULL;
	gnutls_datum_t pem = {0}, key_pem = {0};
	int bad = gnutls_x509_crt_init(&made) | gnutls_x509_privkey_init(&key);
	if (!bad)
		bad = gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
						   GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1),
						   0) |
		      gnutls_x509_crt_set_key(made, key) | describe(made, wish) |
		      sign(made, key, wish) |
		      gnutls_x509_crt_export2(made, GNUTLS_X509_FMT_PEM, &pem) |
		      gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, NULL,
							GNUTLS_PKCS_PLAIN, &key_pem);
	bool good = !bad && write_file(wish, "pem", &pem) && write_file(wish, "key", &key_pem);
	if (!good)
		fprintf(stderr, "certificate not made: %s\n", wish->name);
	gnutls_x509_crt_deinit(made);
	gnutls_x509_privkey_deinit(key);
	gnutls_free(pem.data);
	gnutls_free(key_pem.data);
	return good;
}

bool folder_make(char *out, size_t size)
{
	const char *above = getenv("TMPDIR");
	int length = snprintf(out, size,
			      "%s/firstbell-test-XX"
			      "XX"
			      "XX",
			      above && *above ? above : "/tmp");
	return length > 0 && (size_t)length < size && mkdtemp(out);
}

void folder_remove(const char *folder)
{
	char path[PATH_ROOM];
	DIR *open = opendir(folder);
	if (!open)
		return;
	for (struct dirent *entry; (entry = readdir(open)) != NULL;) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		unlink(path);
	}
	closedir(open);
	rmdir(folder);
}
