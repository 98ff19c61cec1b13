#pragma once
/* field: what one cell of a sheet may say. Each function says false after naming what is wrong, with its place. */
#include "core/calendar.h"
#include "core/codes.h"
#include "core/rules.h"
#include "sheet.h"

enum field_need { FIELD_NEEDED, FIELD_MAY_BE_EMPTY };

/* One line of text that fits; control characters are refused. */
MUST_CHECK bool field_text(struct problems *problems, struct sheet_cell cell, enum field_need need,
			   char *out, size_t size);
/* The same, in which line breaks and tabs become spaces. */
MUST_CHECK bool field_sentence(struct problems *problems, struct sheet_cell cell, char *out,
			       size_t size);
/* 1 to size - 1 visible ASCII characters. */
MUST_CHECK bool field_id(struct problems *problems, struct sheet_cell cell, char *out, size_t size);
/* ISO 8601. `from` is needed; `to` may be empty (DAY_OPEN) and is not before it. */
MUST_CHECK bool field_day(struct problems *problems, struct sheet_cell cell, int32_t *day);
MUST_CHECK bool field_range(struct problems *problems, struct sheet_cell from, struct sheet_cell to,
			    int32_t *from_day, int32_t *to_day);
/* AM or PM. */
MUST_CHECK bool field_part(struct problems *problems, struct sheet_cell cell, enum part *part);
/* mon ... fri, or the whole word. */
MUST_CHECK bool field_weekday(struct problems *problems, struct sheet_cell cell, int8_t *weekday);
/* R, Reception, N, N1, N2, Nursery, 1 to 14, "Year 7": 0 is reception, N and N2 are -1, N1 is -2. */
MUST_CHECK bool field_year_group(struct problems *problems, struct sheet_cell cell, int8_t *year);
/* "7 8 9", "7;8", "7/8": bits as in struct closure; empty: CALENDAR_ALL_YEARS. No nursery years. */
MUST_CHECK bool field_years(struct problems *problems, struct sheet_cell cell, uint32_t *years);
/* A code of the table in force on that day. */
MUST_CHECK bool field_code(struct problems *problems, struct sheet_cell cell, enum nation nation,
			   int32_t day, const struct code_row **row);
/* A UPN, upper case in out; a check letter that does not fit is refused, an unknown authority number a warning. */
MUST_CHECK bool field_upn(struct problems *problems, struct sheet_cell cell, char out[14]);
/* Adds a problem at the cell, with the column's name before the words. */
void field_problem(struct problems *problems, struct sheet_cell cell, const char *what);
