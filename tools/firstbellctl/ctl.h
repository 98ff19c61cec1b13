#pragma once
/* ctl: what every command of firstbellctl is told, and the commands. */
#include "core/base.h"

struct ctl {
	const char *data; /* the data folder */
	bool json;
	bool force;
	const char *from, *to;   /* of returns, as written; NULL: not said */
	const char *post, *card; /* of staff add, as written; NULL: not said */
	bool pin_stdin;          /* staff: the PIN comes on standard input */
	struct moment now;       /* the clock, or SOURCE_DATE_EPOCH where that is set */
	bool repeatable; /* SOURCE_DATE_EPOCH is set: what is made now must come out the same again */
};

enum ctl_exit { CTL_DONE, CTL_REFUSED, CTL_USAGE };

/* False: SOURCE_DATE_EPOCH is not a number of seconds. */
MUST_CHECK bool ctl_read_clock(struct ctl *ctl);
/* Number for a stream that has none yet: random, or made of kiosk and clock where that must be repeatable. */
MUST_CHECK enum err ctl_stream_number(const struct ctl *ctl, const char *kiosk, uint64_t *out);
/* Words for a database that could not be opened: which, what the store says of it (empty: nothing), on one line. */
void ctl_database_words(char *out, size_t size, const char *database, const char *problem,
			enum err err);
/* Prints a failure of the whole command, as words or as JSON. */
enum ctl_exit ctl_fail(const struct ctl *ctl, const char *command, const char *words);

/* Makes the data folder, or what is missing of it: after a damaged database was set aside this begins anew. Refused
 * where nothing is missing, and where a database has lost its firstbell.conf. */
enum ctl_exit ctl_init(const struct ctl *ctl);
/* `kind` NULL or unknown: CTL_USAGE. */
enum ctl_exit ctl_import(const struct ctl *ctl, const char *kind, const char *path);
enum ctl_exit ctl_status(const struct ctl *ctl);
/* Who has reached a threshold at which the school must tell or act. Changes nothing. */
enum ctl_exit ctl_returns(const struct ctl *ctl);
/* `verb` is one that staff_knows(); `member` NULL: of list. */
enum ctl_exit ctl_staff(const struct ctl *ctl, const char *verb, const char *member);
