#include "store/pin.h"

#include <sodium.h>
#include <string.h>

#include "core/staffroom.h"

_Static_assert(PIN_HASH_SIZE >= crypto_pwhash_STRBYTES, "room for libsodium's hash");

/* The least that OWASP's Password Storage Cheat Sheet advises for argon2id: 2 passes over 19 MiB. A pupil at the door waits as
 * long as it takes, and a small kiosk must have the room. */
#define PASSES 2
#define MEMORY_BYTES ((size_t)19 << 20)

bool pin_is_one(const char *text)
{
	size_t length = strlen(text);

	return length >= PIN_DIGITS_LEAST && length <= PIN_DIGITS_MAX &&
	       strspn(text, "0123456789") == length;
}

bool pin_is_guessed(const char *text)
{
	int step = (text[1] - text[0] + 10) % 10;

	if (step != 0 && step != 1 && step != 9)
		return false;
	for (size_t i = 1; text[i]; i++)
		if ((text[i] - text[i - 1] + 10) % 10 != step)
			return false;
	return true;
}

enum err pin_hash(const char *pin, char out[PIN_HASH_SIZE])
{
	if (!pin_is_one(pin))
		return ERR_BAD_INPUT;
	if (sodium_init() < 0)
		return ERR_NO_MEMORY;
	return crypto_pwhash_str_alg(out, pin, strlen(pin), PASSES, MEMORY_BYTES,
				     crypto_pwhash_ALG_ARGON2ID13)
		       ? ERR_NO_MEMORY
		       : OK;
}

bool pin_matches(const char *hash, const char *pin)
{
	return sodium_init() >= 0 && crypto_pwhash_str_verify(hash, pin, strlen(pin)) == 0;
}

int64_t pin_wait_ms(int failures)
{
	int64_t wait_ms = PIN_WAIT_MS;

	if (failures < PIN_FREE_TRIES)
		return 0;
	for (int n = PIN_FREE_TRIES; n < failures && wait_ms < PIN_WAIT_MOST_MS; n++)
		wait_ms *= 2;
	return wait_ms < PIN_WAIT_MOST_MS ? wait_ms : PIN_WAIT_MOST_MS;
}
