#pragma once
/* store_private: what a store is inside. Private to app/store. */
#include "store/database.h"
#include "store/store.h"

#define COMMITS_KEPT 512

struct store {
	struct database database;
	char dir[512];
	char kiosk[KIOSK_ID_SIZE]; /* as store_stream said; empty: nobody yet */
	uint64_t stream;
	double commit_ms[COMMITS_KEPT];
	size_t commit_count; /* of all; the ring holds the last */
};

/* A statement whose first two values are the kiosk and the stream of a log. */
MUST_CHECK enum err log_statement(struct store *store, const char *sql, const struct event_key *key,
				  sqlite3_stmt **out);
/* The event of a key that is at or before the last of its log. ERR_DAMAGED: not there. */
MUST_CHECK enum err event_read_key(struct store *store, const struct event_key *key,
				   struct event *event);
/* ?1 of the statement is a card. OK: it finds nothing; `found`: it does. */
MUST_CHECK enum err store_without_card(struct store *store, const char *sql,
				       const struct card *card, enum err found);
