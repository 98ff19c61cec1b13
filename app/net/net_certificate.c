#include "net/net_certificate.h"

#include <errno.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <time.h>

#define DAY_MS 86400000LL

static enum err days_left(const X509 *certificate, int64_t now_utc_ms, int *days)
{
	struct tm end;
	if (!ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end))
		return ERR_BAD_INPUT;
	int64_t left_ms = (int64_t)timegm(&end) * 1000 - now_utc_ms;
	int64_t whole = left_ms / DAY_MS;
	*days = (int)(left_ms % DAY_MS < 0 ? whole - 1 : whole);
	return OK;
}

enum err net_certificate_read(const char *path, int64_t now_utc_ms, int *days)
{
	FILE *file = fopen(path, "re");
	if (!file)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
	X509 *certificate = PEM_read_X509(file, NULL, NULL, NULL);
	enum err err = certificate ? days_left(certificate, now_utc_ms, days) : ERR_BAD_INPUT;
	X509_free(certificate);
	fclose(file);
	return err;
}
