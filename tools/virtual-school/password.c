#include "tools/virtual-school/password.h"

#include <sodium.h>
#include <string.h>

_Static_assert(PASSWORD_HASH_SIZE >= crypto_pwhash_STRBYTES, "room for libsodium's hash");

enum err password_hash(const char *password, char out[PASSWORD_HASH_SIZE])
{
	if (strlen(password) < PASSWORD_MIN)
		return ERR_BAD_INPUT;
	if (crypto_pwhash_str_alg(out, password, strlen(password),
				  crypto_pwhash_OPSLIMIT_INTERACTIVE,
				  crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13))
		return ERR_NO_MEMORY;
	return OK;
}

bool password_matches(const char *stored, const char *password)
{
	/* Of no password: what is checked for an account that does not exist. */
	static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
				     "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	bool same =
		crypto_pwhash_str_verify(stored ? stored : nobody, password, strlen(password)) == 0;

	return stored && same;
}

void password_make(char out[PASSWORD_MADE_SIZE])
{
	/* Crockford's alphabet: no I, L, O or U to misread. */
	static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
	size_t used = 0;

	for (int i = 0; i < 16; i++) {
		if (i && i % 4 == 0)
			out[used++] = '-';
		out[used++] = letters[randombytes_uniform(32)];
	}
	out[used] = '\0';
}
