#pragma once
/* status: what the office asks of a kiosk, read from its data folder. */
#include "ctl.h"
#include "status_questions.h"
#include "store/care_store.h"
#include "store/config.h"
#include "store/outbox_store.h"
#include "store/store.h"

/* Children in care are for the office alone: counted by authority, named by reference. */
struct status_authority {
	const char *id;
	const char *name;
	size_t reported; /* children on the roll today of whom it hears */
	struct outbox_cursor cursor;
};
#define STATUS_STRANGERS_SHOWN 20
/* An arrangement that has ended, and none is in force when its weekday comes next: the pupil is expected again. */
struct status_arrangement {
	char pupil_id[PUPIL_ID_SIZE];
	int8_t weekday; /* Monday 0 */
	enum part part;
	struct code code;
	int32_t ended_day;   /* its last */
	int32_t follows_day; /* when the next begins, after that weekday; 0: none */
};
/* Of whom most was not seen when the register closed, and nobody took that back. */
struct status_form {
	struct session session;
	char name[FORM_SIZE]; /* empty: the whole school */
};
struct status_late {
	struct session session;
	struct moment closed;
};
/* What the office may have to see to. The counts are of all, the lists hold the first ones. */
struct status_warnings {
	struct status_arrangement arrangements[STATUS_LIST_SHOWN];
	size_t arrangement_count;
	struct status_form forms[STATUS_LIST_SHOWN];
	size_t form_count;
	struct status_late late[STATUS_LIST_SHOWN];
	size_t late_count;
};
struct status {
	struct config config;
	uint64_t roster_version;
	int32_t roster_day; /* 0: never imported */
	int32_t today;
	size_t on_roll, cards;
	struct status_authority authorities[AUTHORITIES_MAX];
	size_t authority_count;
	/* facts of today whose child is on no roll: told as unknown, every session */
	struct care strangers[STATUS_STRANGERS_SHOWN];
	size_t stranger_count;
	size_t unanswered; /* facts of today whose authority has no section in firstbell.conf */
	uint64_t parked;
	int64_t disk_free_mb;
	struct status_warnings warnings;
	struct status_questions questions;
};

/* Arrangements of pupils on the roll that ended within the last STATUS_ENDED_DAYS, the last day that had a register, and
 * registers closed late within the last STATUS_LATE_DAYS. */
#define STATUS_ENDED_DAYS 30
#define STATUS_LATE_DAYS 7
MUST_CHECK enum err status_warnings_gather(const struct config *config, struct store *store,
					   const struct roster *roster, int32_t today,
					   struct status_warnings *out);
void status_warnings_print(const struct status_warnings *warnings);
struct json_out;
void status_warnings_json(struct json_out *out, const struct status_warnings *warnings);

void status_print(const struct status *status);
void status_print_json(const struct status *status);
