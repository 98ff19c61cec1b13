#pragma once
/* status_questions: what the rules would have the office ask today, of all pupils alike; care is not looked at. */
#include "core/rules.h"
#include "status_list.h"
#include "store/config.h"
#include "store/store.h"

/* Arranged to be with a provider, and nobody has said that the pupil came. */
struct status_confirm {
	char pupil_id[PUPIL_ID_SIZE];
	struct session session;
	struct code code;
	int16_t by_min;
	bool overdue;
};
/* A mark against a movement, or a code in no table. */
struct status_conflict {
	char pupil_id[PUPIL_ID_SIZE]; /* empty: a closure of the session, told once */
	struct session session;
	struct code code; /* the mark's, else the arrangement's or closure's */
	bool in_no_table;
	int16_t seen_min; /* -1: not seen */
};
/* The counts are of all, the lists hold the first ones. */
struct status_questions {
	struct status_confirm confirms[STATUS_LIST_SHOWN];
	size_t confirm_count;
	struct status_conflict conflicts[STATUS_LIST_SHOWN];
	size_t conflict_count;
};

/* Of the sessions of the day of `now` that have begun (`starts`): before that a pupil who is in may still be on the way to
 * where the mark says. A code in no table is told of all day. Reads that day of the log. */
MUST_CHECK enum err status_questions_gather(const struct config *config, struct store *store,
					    const struct roster *roster, const struct moment *now,
					    struct status_questions *out);
void status_questions_print(const struct status_questions *questions);
struct json_out;
void status_questions_json(struct json_out *out, const struct status_questions *questions);
