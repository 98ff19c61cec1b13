#pragma once
/* staff_store: the members of staff who may open staff mode: card, post, PIN, and how often it was wrong. In firstbell.db. */
#include "core/staffroom.h"
#include "store/pin.h"
#include "store/store.h"

struct staff_entry {
	struct staff_member member;
	struct card card;
	int failures; /* since the last right PIN */
	int64_t blocked_until_utc_ms;
};

/* ERR_EXISTS: the name or the card is another member's; ERR_REFUSED: the card is a pupil's, or its number is a random one.
 * member->key is not read. */
MUST_CHECK enum err staff_store_add(struct store *store, const struct staff_member *member,
				    const struct card *card, const char *hash);
/* All, by name; freed with free(). ERR_NO_MEMORY. */
MUST_CHECK enum err staff_store_list(struct store *store, struct staff_entry **out, size_t *count);
/* ERR_NOT_FOUND: no member has this card. */
MUST_CHECK enum err staff_store_by_card(struct store *store, const struct card *card,
					struct staff_member *out);
/* The next three: ERR_NOT_FOUND: no such name. What a member did stays in the log under the name. */
MUST_CHECK enum err staff_store_remove(struct store *store, const char *name);
/* A new PIN ends a block. */
MUST_CHECK enum err staff_store_set_pin(struct store *store, const char *name, const char *hash);
MUST_CHECK enum err staff_store_unblock(struct store *store, const char *name);

/* Is this the member's PIN? The try is durable as a failure before the PIN is looked at, so that pulling the plug gives no
 * more tries. PIN_ANSWER_LATER: not looked at, wait *wait_s; after a wrong one *wait_s is how long the next must wait. A clock
 * that was put back makes nobody wait longer than pin_wait_ms after the machine has started, and ends no wait. ERR_NOT_FOUND: no such member any more. */
enum pin_answer { PIN_ANSWER_RIGHT, PIN_ANSWER_WRONG, PIN_ANSWER_LATER };
MUST_CHECK enum err staff_store_check_pin(struct store *store, uint32_t key, const char *pin,
					  const struct moment *now, enum pin_answer *answer,
					  int *wait_s);
