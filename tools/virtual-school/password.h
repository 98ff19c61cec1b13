#pragma once
/* password: argon2id through libsodium; sodium_init() has been called. */
#include "core/base.h"

#define PASSWORD_HASH_SIZE 128
#define PASSWORD_MIN 8
#define PASSWORD_SIZE 257
#define PASSWORD_MADE_SIZE 24

/* ERR_BAD_INPUT: shorter than PASSWORD_MIN. Takes some 100 ms and 64 MB, on purpose. */
MUST_CHECK enum err password_hash(const char *password, char out[PASSWORD_HASH_SIZE]);
/* As long for a wrong password as for a right one; `stored` NULL (no such account): false, after the same work. */
bool password_matches(const char *stored, const char *password);
/* 80 random bits as people can copy them. */
void password_make(char out[PASSWORD_MADE_SIZE]);
