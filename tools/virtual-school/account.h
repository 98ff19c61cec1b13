#pragma once
/* account: an authority's officers and their web sessions. Each call is a transaction of its own. */
#include "tools/virtual-school/password.h"
#include "tools/virtual-school/storage.h"

#define USERNAME_SIZE 64
#define TOKEN_SIZE 65 /* 256 random bits in hex */
#define SESSION_IDLE_MS (30 * 60 * 1000)
#define SESSION_WHOLE_MS (10 * 60 * 60 * 1000)

/* Printable, without spaces or markup's characters. */
bool account_username_valid(const char *username);
/* ERR_EXISTS: the name is taken. `password` is a hash. */
MUST_CHECK enum err account_add(struct storage *storage, const char *username, const char *hash,
				int64_t now_ms);
/* Also ends the officer's sessions. ERR_NOT_FOUND. */
MUST_CHECK enum err account_set_password(struct storage *storage, const char *username,
					 const char *hash);
/* ERR_NOT_FOUND: no such officer here. */
MUST_CHECK enum err account_find(struct storage *storage, const char *username,
				 char hash[PASSWORD_HASH_SIZE]);

struct web_session {
	char username[USERNAME_SIZE];
	char csrf[TOKEN_SIZE];
};
/* A new session; `token` goes to the browser and is kept nowhere. Only its SHA-256 is stored. */
MUST_CHECK enum err account_begin(struct storage *storage, const char *username, int64_t now_ms,
				  char token[TOKEN_SIZE]);
/* The session of a token, which counts as a sign of life. ERR_NOT_FOUND: none, idle too long, or too old. */
MUST_CHECK enum err account_resume(struct storage *storage, const char *token, int64_t now_ms,
				   struct web_session *out);
MUST_CHECK enum err account_end(struct storage *storage, const char *token);
