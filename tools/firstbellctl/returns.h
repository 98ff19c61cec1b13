#pragma once
/* returns: who has reached a threshold at which the school must tell or act, by the registers that this kiosk took. */
#include "core/tally.h"
#include "ctl.h"
#include "store/config.h"
#include "store/store.h"

/* A pupil of the roster who has crossed a threshold. All pupils alike: care is not asked. */
struct returns_row {
	const struct pupil *pupil; /* lives in the roster */
	struct tally tally;
};
struct returns {
	enum nation nation;
	int32_t from_day,
		to_day;  /* both included; from_day after to_day: no register in these days */
	size_t sessions; /* held, and over by now */
	size_t unvouched; /* of them: the register never closed on its day, or the kiosks do not vouch */
	size_t pupils;            /* on the roll on some of these days */
	struct returns_row *rows; /* by year group, form and pupil_id; freed with free() */
	size_t row_count;
};

/* Adds up every pupil of the roster from out->from_day to out->to_day, read pupil by pupil: a year of 1,000 pupils takes
 * seconds. out->from_day is put forward to the first day in the log. `now` decides which of today's sessions are over. */
MUST_CHECK enum err returns_gather(struct store *store, const struct config *config,
				   const struct roster *roster, const struct moment *now,
				   struct returns *out);
void returns_print(const struct returns *returns);
void returns_print_json(const struct returns *returns);
