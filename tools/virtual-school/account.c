#include "tools/virtual-school/account.h"

#include <sodium.h>
#include <string.h>

static void hex_of(const unsigned char bytes[32], char out[TOKEN_SIZE])
{
	sodium_bin2hex(out, TOKEN_SIZE, bytes, 32);
}

static void random_hex(char out[TOKEN_SIZE])
{
	unsigned char bytes[32];

	randombytes_buf(bytes, sizeof(bytes));
	hex_of(bytes, out);
	sodium_memzero(bytes, sizeof(bytes));
}

static void digest(const char *token, char out[TOKEN_SIZE])
{
	unsigned char sum[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(sum, (const unsigned char *)token, strlen(token));
	hex_of(sum, out);
}

bool account_username_valid(const char *username)
{
	size_t length = strlen(username);

	return length > 0 && length < USERNAME_SIZE &&
	       strspn(username, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				"0123456789.-_@+") == length;
}

enum err account_add(struct storage *storage, const char *username, const char *hash,
		     int64_t now_ms)
{
	storage_begin(storage);
	storage_run(storage,
		    "INSERT INTO officer(username, password, added_ms) VALUES ($1, $2, $3)",
		    VALUES(TEXT(username), TEXT(hash), INT(now_ms)));
	return storage_commit(storage);
}

enum err account_set_password(struct storage *storage, const char *username, const char *hash)
{
	struct rows rows;
	bool found;
	enum err err;

	storage_begin(storage);
	rows = storage_query(storage,
			     "UPDATE officer SET password = $1 WHERE username = $2 RETURNING id",
			     VALUES(TEXT(hash), TEXT(username)));
	found = storage_next(&rows);
	storage_end(&rows);
	storage_run(storage,
		    "DELETE FROM web_session WHERE officer IN"
		    " (SELECT id FROM officer WHERE username = $1)",
		    VALUES(TEXT(username)));
	err = storage_commit(storage);
	return err == OK && !found ? ERR_NOT_FOUND : err;
}

enum err account_find(struct storage *storage, const char *username, char hash[PASSWORD_HASH_SIZE])
{
	struct rows rows;
	bool found = false;
	enum err err;

	storage_begin(storage);
	rows = storage_query(storage, "SELECT password FROM officer WHERE username = $1",
			     VALUES(TEXT(username)));
	while (storage_next(&rows))
		found = text_copy(hash, PASSWORD_HASH_SIZE, storage_text(&rows, 0));
	err = storage_commit(storage);
	return err == OK && !found ? ERR_NOT_FOUND : err;
}

enum err account_begin(struct storage *storage, const char *username, int64_t now_ms,
		       char token[TOKEN_SIZE])
{
	char stored[TOKEN_SIZE], csrf[TOKEN_SIZE];

	random_hex(token);
	random_hex(csrf);
	digest(token, stored);
	storage_begin(storage);
	storage_run(storage, "DELETE FROM web_session WHERE seen_ms < $1 OR began_ms < $2",
		    VALUES(INT(now_ms - SESSION_IDLE_MS), INT(now_ms - SESSION_WHOLE_MS)));
	storage_run(storage,
		    "INSERT INTO web_session(token, officer, csrf, began_ms, seen_ms)"
		    " SELECT $1, id, $2, $3, $4 FROM officer WHERE username = $5",
		    VALUES(TEXT(stored), TEXT(csrf), INT(now_ms), INT(now_ms), TEXT(username)));
	return storage_commit(storage);
}

enum err account_resume(struct storage *storage, const char *token, int64_t now_ms,
			struct web_session *out)
{
	char stored[TOKEN_SIZE];
	struct rows rows;
	bool found = false;
	enum err err;

	digest(token, stored);
	storage_begin(storage);
	rows = storage_query(storage,
			     "UPDATE web_session SET seen_ms = $1 WHERE token = $2"
			     " AND seen_ms >= $3 AND began_ms >= $4 RETURNING csrf,"
			     " (SELECT username FROM officer WHERE id = officer)",
			     VALUES(INT(now_ms), TEXT(stored), INT(now_ms - SESSION_IDLE_MS),
				    INT(now_ms - SESSION_WHOLE_MS)));
	while (storage_next(&rows))
		found = text_copy(out->csrf, sizeof(out->csrf), storage_text(&rows, 0)) &&
			text_copy(out->username, sizeof(out->username), storage_text(&rows, 1));
	err = storage_commit(storage);
	return err == OK && !found ? ERR_NOT_FOUND : err;
}

enum err account_end(struct storage *storage, const char *token)
{
	char stored[TOKEN_SIZE];

	digest(token, stored);
	storage_begin(storage);
	storage_run(storage, "DELETE FROM web_session WHERE token = $1", VALUES(TEXT(stored)));
	return storage_commit(storage);
}
