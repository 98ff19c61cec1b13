#pragma once
/* namesakes: pupils of one name, told apart by what everybody may see: the form, and further forenames. */
#include "core/flow.h"
#include "views.h"

/* The full name as used; where another pupil of the year and form bears the same, with the further forenames of the legal name. False:
 * these do not tell them apart either. */
bool namesakes_name(const struct day *day, const struct pupil *pupil, char out[NAME_SIZE]);
/* Choices of pupils, sorted by label: those of one name get their forms and further forenames, and those who still cannot be told
 * apart become one choice, which is nobody's (TOUCH_ALIKE). Returns how many choices there are then. */
size_t namesakes_part(const struct day *day, struct view_item *items, size_t count);
