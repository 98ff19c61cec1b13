#include "field.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "upn.h"

void field_problem(struct problems *problems, struct sheet_cell cell, const char *what)
{
	problems_add(&problems->bad, cell.line, cell.column, "%s: %s", cell.name, what);
}

/* Says the problem and is false, so that a check can end with it. */
static bool wrong(struct problems *problems, struct sheet_cell cell, const char *what)
{
	field_problem(problems, cell, what);
	return false;
}

static bool too_long(struct problems *problems, struct sheet_cell cell, size_t size)
{
	problems_add(&problems->bad, cell.line, cell.column, "%s: longer than %zu bytes", cell.name,
		     size - 1);
	return false;
}

bool field_text(struct problems *problems, struct sheet_cell cell, enum field_need need, char *out,
		size_t size)
{
	if (cell.text[0] == '\0' && need == FIELD_NEEDED)
		return wrong(problems, cell, "must not be empty");
	for (const char *c = cell.text; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			return wrong(problems, cell, "a line break or control character in it");
	return text_copy(out, size, cell.text) || too_long(problems, cell, size);
}

bool field_sentence(struct problems *problems, struct sheet_cell cell, char *out, size_t size)
{
	if (!text_copy(out, size, cell.text))
		return too_long(problems, cell, size);
	for (char *c = out; *c; c++)
		if (*c == '\n' || *c == '\r' || *c == '\t')
			*c = ' ';
		else if ((unsigned char)*c < 0x20 || *c == 0x7f)
			return wrong(problems, cell, "a control character in it");
	return true;
}

bool field_id(struct problems *problems, struct sheet_cell cell, char *out, size_t size)
{
	if (cell.text[0] == '\0')
		return wrong(problems, cell, "must not be empty");
	for (const char *c = cell.text; *c; c++)
		if (*c <= ' ' || *c > '~')
			return wrong(problems, cell,
				     "only letters, digits and signs without spaces or accents");
	return text_copy(out, size, cell.text) || too_long(problems, cell, size);
}

bool field_day(struct problems *problems, struct sheet_cell cell, int32_t *day)
{
	if (cell.text[0] == '\0')
		return wrong(problems, cell, "must not be empty");
	return calendar_parse_day(cell.text, day) ||
	       wrong(problems, cell, "not a date such as 2026-09-14");
}

bool field_range(struct problems *problems, struct sheet_cell from, struct sheet_cell to,
		 int32_t *from_day, int32_t *to_day)
{
	bool good = field_day(problems, from, from_day);
	*to_day = DAY_OPEN;
	if (to.text[0] && !field_day(problems, to, to_day))
		return false;
	if (good && *to_day < *from_day)
		return wrong(problems, to, "before the first day");
	return good;
}

bool field_part(struct problems *problems, struct sheet_cell cell, enum part *part)
{
	if (strcasecmp(cell.text, "AM") == 0)
		*part = PART_AM;
	else if (strcasecmp(cell.text, "PM") == 0)
		*part = PART_PM;
	else
		return wrong(problems, cell, "AM or PM");
	return true;
}

bool field_weekday(struct problems *problems, struct sheet_cell cell, int8_t *weekday)
{
	static const char *const days[] = {"monday", "tuesday", "wednesday", "thursday", "friday"};
	for (size_t i = 0; i < COUNT_OF(days); i++) {
		size_t length = strlen(cell.text);
		if ((length == 3 || length == strlen(days[i])) &&
		    strncasecmp(cell.text, days[i], length) == 0) {
			*weekday = (int8_t)i;
			return true;
		}
	}
	return wrong(problems, cell, "mon, tue, wed, thu or fri");
}

/* 99: not a year group. */
static int year_of(const char *text, size_t length)
{
	static const struct {
		const char *word;
		int year;
	} words[] = {{"R", 0},   {"Reception", 0}, {"N", -1},
		     {"N2", -1}, {"N1", -2},       {"Nursery", -1}};
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strlen(words[i].word) == length &&
		    strncasecmp(text, words[i].word, length) == 0)
			return words[i].year;
	int year = 0;
	if (length == 0 || length > 2)
		return 99;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return 99;
		year = year * 10 + (text[i] - '0');
	}
	return year >= 1 && year <= 14 ? year : 99;
}

bool field_year_group(struct problems *problems, struct sheet_cell cell, int8_t *year)
{
	const char *text = cell.text;
	if (strncasecmp(text, "year", 4) == 0)
		text += 4;
	else if (strncasecmp(text, "yr", 2) == 0)
		text += 2;
	else if (strncasecmp(text, "y", 1) == 0)
		text += 1;
	text += strspn(text, " ");
	int found = year_of(text, strlen(text));
	if (found == 99)
		return wrong(problems, cell, "not a year group: N, R or 1 to 14");
	*year = (int8_t)found;
	return true;
}

bool field_years(struct problems *problems, struct sheet_cell cell, uint32_t *years)
{
	static const char between[] = " ;/,";
	*years = cell.text[0] ? 0 : CALENDAR_ALL_YEARS;
	for (const char *at = cell.text; *at;) {
		at += strspn(at, between);
		size_t length = strcspn(at, between);
		if (length == 0)
			break;
		int year = year_of(at, length);
		if (year < 0 || year == 99)
			return wrong(problems, cell,
				     "year groups R or 1 to 14 with spaces between, such as 7 8 9");
		*years |= 1u << year;
		at += length;
	}
	return *years != 0 || wrong(problems, cell, "names no year group");
}

bool field_code(struct problems *problems, struct sheet_cell cell, enum nation nation, int32_t day,
		const struct code_row **row)
{
	struct code code;
	if (cell.text[0] == '\0')
		return wrong(problems, cell, "must not be empty");
	*row = code_from_text(cell.text, &code) ? codes_find(codes_for(nation, day), code) : NULL;
	if (*row)
		return true;
	problems_add(
		&problems->bad, cell.line, cell.column,
		"%s: \"%.12s\" is not a code in force that day in %s: a person must look at it",
		cell.name, cell.text, nation == NATION_WALES ? "Wales" : "England");
	return false;
}

bool field_upn(struct problems *problems, struct sheet_cell cell, char out[14])
{
	char expected;
	if (!text_copy(out, UPN_SIZE, cell.text))
		return wrong(problems, cell, "not 13 characters");
	for (char *c = out; *c; c++)
		*c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
	switch (upn_check(out, &expected)) {
	case UPN_LENGTH: return wrong(problems, cell, "not 13 characters");
	case UPN_CHARACTER:
		return wrong(problems, cell,
			     "not a letter and 12 digits (a temporary one ends in a letter); I, O, "
			     "S do not occur");
	case UPN_LETTER:
		problems_add(
			&problems->bad, cell.line, cell.column,
			"%s: the check letter does not fit the digits (they ask for %c): mistyped?",
			cell.name, expected);
		return false;
	case UPN_GOOD: break;
	}
	if (!upn_authority_known(out))
		problems_add(&problems->warnings, cell.line, cell.column,
			     "%s: %.3s is not an authority number we have heard of", cell.name,
			     out + 1);
	return true;
}
