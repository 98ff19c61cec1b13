#pragma once
/* office_log: the event log of the office's kiosk, written by hand. Ends the test program when it cannot. */
#include "store/store.h"
#include "tests/support/office.h"

/* Inside a transaction until it is closed. */
struct store *office_log_open(const struct office *office);
void office_log_close(struct store *store);

/* What was seen by the kiosk, or said by a person (marks and closures). */
struct office_fact {
	enum event_kind kind;
	const char *pupil; /* NULL: of the school */
	int minute;        /* 0: no more facts */
	enum part part;
	const char *code; /* of marks and closures */
};
/* Writes facts of a day, up to `count`. */
void office_log_facts(const struct office *office, const struct office_fact *facts, size_t count,
		      int32_t day);
