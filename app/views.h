#pragma once
/* views: what a screen needs to show, from the flow, the roster and the time. */
#include "core/flow.h"
#include "day.h"

/* Fills a view for the flow's screen; lists hold the page'th `page_size` of what there is. */
void views_make(const struct day *day, const struct flow *flow, size_t page_size, struct view *out);
/* Forename as used, and full name as used. */
#define NAME_SIZE 220
void views_forename(const struct pupil *pupil, char out[NAME_SIZE]);
void views_full_name(const struct pupil *pupil, char out[NAME_SIZE]);
bool views_on_roll(const struct pupil *pupil, int32_t day);
