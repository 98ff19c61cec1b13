#pragma once
/* views: what a screen, or the desk, needs to show, from the flow, the roster and the time. */
#include "app.h"
#include "core/flow.h"
#include "day.h"

/* Fills a view for the flow's screen; lists hold the page'th `page_size` of what there is. */
void views_make(const struct day *day, const struct flow *flow, size_t page_size, struct view *out);
/* Forename as used, and full name as used. */
#define NAME_SIZE 220
void views_forename(const struct pupil *pupil, char out[NAME_SIZE]);
void views_full_name(const struct pupil *pupil, char out[NAME_SIZE]);
/* Is this pupil one of ours today? */
bool views_welcomes(const struct day *day, const struct pupil *pupil);
/* See app_pupil. */
bool views_pupil(const struct day *day, size_t index, struct app_pupil *out);
/* The next of an instant that each session has; see app_next_close_ms. */
typedef int64_t session_instant(const struct calendar *calendar, struct session session);
int64_t views_next_ms(const struct day *day, session_instant *instant, int64_t after_utc_ms);
