#pragma once
/* store: the kiosk's database: events, notices, roster. SQLite, WAL, synchronous FULL, STRICT tables, foreign keys. One
 * transaction a step; what commits is durable. Care lives in a file of its own (care_store.h). */
#include "core/event.h"
#include "core/rules.h"

#define FORM_SIZE 24

struct store;

/* What opening found. */
struct store_report {
	char set_aside
		[512]; /* not empty: the damaged database now lies here, and nothing in its place */
	char problem
		[512]; /* words for staff and log: what is wrong and what to do; empty when all is well */
};

/* Opens (and makes, when `create`) DIR/firstbell.db, migrates it by user_version, checks its integrity. After an error
 * *out is NULL. ERR_NOT_FOUND, ERR_TOO_NEW (untouched), ERR_BUSY (another program holds it: waited 5 s), ERR_NO_SPACE, ERR_IO,
 * ERR_DAMAGED: set aside under the name in the report (or left where it is while another program has it open, or when it
 * is no database of Firstbell's). No new one is made then: a kiosk opens with `create` false, finds nothing (ERR_NOT_FOUND) at
 * every later start, and stays out of order until the office restores a backup or begins anew with `firstbellctl init`,
 * the one caller that creates. An empty file with no log beside it is made anew by `create`, and is damaged without. */
MUST_CHECK enum err store_open(struct store **out, const char *dir, bool create,
			       struct store_report *report);
void store_close(struct store *store);

/* One step's transaction (BEGIN IMMEDIATE); durable once store_commit says OK. Not nested. Any error of store_commit has
 * rolled all of it back as far as this process sees; after a power cut such a step may be found whole, never in part. */
MUST_CHECK enum err store_begin(struct store *store);
MUST_CHECK enum err store_commit(struct store *store);
void store_rollback(struct store *store);
/* Functions that write, unless they say "inside a transaction", join the caller's transaction or make one of their own.
 * ERR_EXISTS: a key is taken; ERR_BAD_INPUT: a row breaks a rule of the schema. The rest of the transaction stands. */

/* Counts up each start; stamped into moments. */
MUST_CHECK enum err store_next_boot(struct store *store, uint32_t *boot);
/* Changes whenever another program (firstbellctl) has written. */
MUST_CHECK enum err store_data_version(struct store *store, int64_t *version);
/* 0 also when it cannot be told. */
int64_t store_disk_free_mb(const struct store *store);
/* The 99th percentile of the last commits in ms; 0 before the first. Times itself with CLOCK_MONOTONIC. */
double store_commit_ms_p99(const struct store *store);

/* -- events: append-only ------------------------------------------------------------------------------------------- */
/* Says whose store this is, once after opening, and where this program's own events go: the log (kiosk, *stream), *stream
 * being random_stream, new at each start, so that a kiosk restored from a backup never gives two events one key. The log comes to
 * be with its first event; one that is there already (SOURCE_DATE_EPOCH) is gone on with. ERR_BAD_INPUT: too long a name. */
MUST_CHECK enum err store_stream(struct store *store, const char *kiosk, uint64_t random_stream,
				 uint64_t *stream);
/* Inside a transaction. An event with key.sequence 0 is this kiosk's own: kiosk, stream and the next sequence are filled
 * in (the kiosk that store_stream named). One with a key is another kiosk's, and comes after the one before it in its
 * (kiosk, stream): the first has sequence 1, so that what is here of another kiosk has no holes. ERR_REFUSED: the one before it is
 * not here; bring that first. ERR_EXISTS: here already, with the same content. ERR_BAD_INPUT: not event_valid, of a pupil
 * that never was in the roster, or at a place that holds other content: two kiosks with one name write one stream (a
 * cloned card), and nothing that comes of it can be believed. Nothing was added then. */
MUST_CHECK enum err store_append_event(struct store *store, struct event *event);
/* Calls `take` for each event whose session.day lies in from..to, of one pupil (or of all: STORE_ALL; 0 is the kiosks'),
 * with row number > after, in row order. *last_row gets the greatest row seen (unchanged when none). `take` returns OK to go on;
 * its error ends the reading and is returned; it reads no events itself. One pupil or a month of all is quick; more of all reads the whole log. */
#define STORE_ALL UINT32_MAX
typedef enum err store_take_event(void *context, const struct event *event);
MUST_CHECK enum err store_read_events(struct store *store, int32_t from_day, int32_t to_day,
				      uint32_t pupil, int64_t after_row, int64_t *last_row,
				      store_take_event *take, void *context);

/* The greatest row number in the log; 0: empty. */
MUST_CHECK enum err store_last_row(struct store *store, int64_t *row);
/* The earliest day, from from_day on, on which the kiosk was in use by a clock that could be trusted; INT32_MAX: none. */
MUST_CHECK enum err store_first_day(struct store *store, int32_t from_day, int32_t *day);
/* The last day before before_day of which a register was closed (EVENT_SESSION_CLOSED, taken back or not) on that day itself:
 * late closes say nothing of how far statements have come. INT32_MIN: none. Quick however long the log. */
MUST_CHECK enum err store_last_register(struct store *store, int32_t before_day, int32_t *day);

/* -- roster: replaced as a whole by imports ------------------------------------------------------------------------- */
struct pupil {
	uint32_t key; /* stable: the same pupil_id keeps it through imports */
	char pupil_id[PUPIL_ID_SIZE];
	char upn[14];
	char legal_forename[100], legal_surname[100];
	char preferred_forename[100], preferred_surname[100];
	int8_t year_group; /* 0: reception; -1, -2: nursery */
	char form[FORM_SIZE];
	int32_t on_roll_from, on_roll_to;
	char language[4]; /* "en", "cy" or empty */
};
struct store_card {
	struct card card;
	uint32_t pupil;
};
/* A UPN that a pupil of the roster had before an import gave another (temporary ones become permanent). */
struct former_upn {
	char upn[14];
	uint32_t pupil;
};
/* Everything the roster holds, in memory of its own; pupils sorted by key, cards by bytes, expectations by pupil, former
 * UPNs by UPN. */
struct roster {
	struct pupil *pupils;
	size_t pupil_count;
	struct store_card *cards;
	size_t card_count;
	struct expectation *expectations;
	size_t expectation_count;
	struct closure *closures;
	size_t closure_count;
	struct former_upn *former_upns;
	size_t former_upn_count;
	uint64_t version; /* counts up with each import of roster or care */
	int32_t day;      /* of the last roster import */
};
MUST_CHECK enum err store_load_roster(struct store *store, struct roster *out);
void roster_release(struct roster *roster);
/* NULL: none. */
const struct pupil *roster_pupil(const struct roster *roster, uint32_t key);
const struct pupil *roster_pupil_by_id(const struct roster *roster, const char *pupil_id);
/* The pupil whose UPN it is, or else was (*former): one that was two pupils', or now is another's, is no former owner's.
 * NULL: on no roll. */
const struct pupil *roster_pupil_by_upn(const struct roster *roster, const char *upn, bool *former);
/* 0: not known. */
uint32_t roster_card(const struct roster *roster, const struct card *card);

/* Inside a transaction. Each replaces all of its kind; pupil keys stay for the pupil_ids that stay (pupil.key is not read), and
 * a UPN that one of them loses is remembered as a former one. A
 * pupil that is gone keeps its row (events speak of it) but leaves the roster, and its cards and expectations with it.
 * ERR_EXISTS: a pupil_id, UPN or card twice; ERR_BAD_INPUT. After an error roll back. */
MUST_CHECK enum err store_replace_pupils(struct store *store, const struct pupil *pupils,
					 size_t count, int32_t day);
/* What staff did at the kiosk stands: a card given there stays although the file does not name it, and one blocked there stays
 * blocked although the file names it; so does either while the file names whom it named before. Where it names anybody else but the
 * pupil that staff did, the file is newer, and staff's change is forgotten; so is a given card that the file has caught up with. */
MUST_CHECK enum err store_replace_cards(struct store *store, const struct store_card *cards,
					size_t count);
MUST_CHECK enum err store_replace_expectations(struct store *store,
					       const struct expectation *expectations,
					       size_t count);
struct store_closure {
	struct closure closure;
	char reason[200];
};
MUST_CHECK enum err store_replace_closures(struct store *store,
					   const struct store_closure *closures, size_t count);
MUST_CHECK enum err store_bump_roster_version(struct store *store);

/* -- cards, as staff change them at the kiosk: as above, and durable against the next import of cards ---------------- */
/* ERR_EXISTS: a pupil of the roster or a member of staff has it; a blocked card may be given again. ERR_BAD_INPUT: no such pupil. */
MUST_CHECK enum err store_give_card(struct store *store, const struct card *card, uint32_t pupil);
/* All cards of a pupil are known no more. ERR_NOT_FOUND: there are none. */
MUST_CHECK enum err store_block_cards(struct store *store, uint32_t pupil);
