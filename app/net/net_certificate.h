#pragma once
/* net_certificate: how long a certificate still holds. Inside net only; libcrypto is what Debian's libcurl uses anyway. */
#include "core/base.h"

/* Whole days until the first certificate of a PEM file expires, rounded down (expired an hour ago: -1).
 * ERR_NOT_FOUND, ERR_IO: the file; ERR_BAD_INPUT: no certificate in it. */
MUST_CHECK enum err net_certificate_read(const char *path, int64_t now_utc_ms, int *days);
