#pragma once
/* sha1: the digest of RFC 3174, for UUIDv5 names only; not for anything secret. */
#include "core/base.h"

#define SHA1_SIZE 20
void sha1(const void *data, size_t size, uint8_t out[SHA1_SIZE]);
