#pragma once
/* pin: the PIN of a member of staff as it is kept: argon2id through libsodium, the one file of the kiosk that may use it. */
#include "core/base.h"

/* 4 to 8 digits, nothing else? */
bool pin_is_one(const char *text);
/* One of those that a finder of the card tries first: one digit again and again, or digits in a row, up or down (0000, 2345, 0987)?
 * Of what pin_is_one() says yes to. */
bool pin_is_guessed(const char *text);
#define PIN_HASH_SIZE 128
/* ERR_BAD_INPUT: no PIN; ERR_NO_MEMORY. Some 10 ms on a desk's processor, reckoned at 110 ms on a Raspberry Pi 4, and 19 MB. */
MUST_CHECK enum err pin_hash(const char *pin, char out[PIN_HASH_SIZE]);
/* As long for a wrong PIN as for a right one. */
bool pin_matches(const char *hash, const char *pin);

/* Of a PIN of four digits there are ten thousand: what keeps a finder of the card out is waiting. */
#define PIN_FREE_TRIES 5
#define PIN_WAIT_MS 30000
#define PIN_WAIT_MOST_MS 900000
/* How long after so many failures on end the next try must wait: nothing after the first ones, then 30 s, doubling to 15 min. */
int64_t pin_wait_ms(int failures);
