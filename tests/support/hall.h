#pragma once
/* hall: the demo school's kiosk in virtual time, with no network, whose office imports files beside it. One at a time.
 * Speaks TAP; what cannot be set up ends the test program. */
#include "app.h"
#include "tests/support/demo.h"

struct hall {
	struct demo demo;
	struct app *app; /* NULL: off */
	int64_t deadline_ms;
	char *heard[2048]; /* members of each notice and each line of the log since the start */
	size_t count;
};
extern struct hall hall;

/* A fresh school on Monday 14 September 2026 at 08:25, the kiosk not on yet. */
void hall_set_up(void);
/* The kiosk starts, goes off. */
void hall_on(void);
void hall_off(void);
void hall_end(void);
/* Lets time pass to a day, counted from that Monday, and a time. */
void hall_run_to(int day, int hour, int minute);
void hall_run_for(int64_t ms);
/* A card, as hex, is shown for a moment. */
void hall_tap(const char *hex);

/* Writes a CSV file and imports it as the office does; `option` may be "". */
void hall_import(const char *kind, const char *text, const char *option);
/* Imports the school's own file again, in which the line that contains `was` is now `line` ("": gone); `was` NULL: one more. */
void hall_change(const char *kind, const char *was, const char *line, const char *option);
/* A pupil's number in the school's roster; valid until the next call. */
const char *hall_upn(const char *pupil_id);

/* Was there a notice of this type, to this authority, of this child, with this member? NULL: any. */
bool hall_heard(const char *to, const char *type, const char *child, const char *key,
		const char *value);
/* The same of one session, "2026-09-14/AM". */
bool hall_heard_of(const char *to, const char *type, const char *child, const char *session,
		   const char *key, const char *value);
/* How many such notices there were. */
int hall_count(const char *to, const char *type, const char *child, const char *session);
/* Was a line with these words written to the log? */
bool hall_logged(const char *words);
void hall_report(bool well, const char *sentence);
