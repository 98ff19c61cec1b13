#include "staffroom_codes.h"

#include <string.h>

typedef bool wanted_row(const struct code_row *row);

static bool is_reason(const struct code_row *row)
{
	if (row->class == CLASS_P || row->class == CLASS_NC ||
	    code_equal(row->code, code_no_reason))
		return false;
	return row->at_close != STATE_ARRIVED_LATE && row->at_close != STATE_CLOSED;
}

static bool is_closure(const struct code_row *row)
{
	return row->at_close == STATE_CLOSED;
}

/* Illness and appointments are most of what a school hears of. */
#define RANKS 3
static int rank_of(const struct code_row *row)
{
	if (strcmp(row->code.text, "I") == 0)
		return 0;
	return strcmp(row->code.text, "M") == 0 ? 1 : 2;
}

static void put(const struct code_row *row, struct staff_code *out)
{
	memset(out, 0, sizeof(*out));
	out->code = row->code;
	(void)text_copy(out->meaning, sizeof(out->meaning), row->meaning);
}

static size_t collect(const struct day *day, wanted_row *wanted, struct staff_code *out)
{
	const struct code_table *table = codes_for(day->config.nation, day->now.day);
	size_t count = 0;
	for (int rank = 0; rank < RANKS; rank++)
		for (size_t i = 0; i < table->count && count < STAFFROOM_CODES_MAX; i++)
			if (wanted(&table->rows[i]) && rank_of(&table->rows[i]) == rank)
				put(&table->rows[i], &out[count++]);
	return count;
}

static bool is_reason_at_any_age(const struct code_row *row)
{
	return is_reason(row) && strcmp(row->code.text, "X") != 0;
}

/* Reception may be younger, and who is in year 12 may be older: the birth date, which is not known here, decides. */
static bool must_attend(const struct day *day, uint32_t key)
{
	const struct pupil *pupil = roster_pupil(&day->roster, key);
	return pupil && pupil->year_group >= 1 && pupil->year_group <= 11;
}

size_t staffroom_reasons(const struct day *day, uint32_t pupil,
			 struct staff_code out[STAFFROOM_CODES_MAX])
{
	return collect(day, must_attend(day, pupil) ? is_reason_at_any_age : is_reason, out);
}

size_t staffroom_closures(const struct day *day, struct staff_code out[STAFFROOM_CODES_MAX])
{
	return collect(day, is_closure, out);
}

const char *staffroom_meaning(const struct staff_code *codes, size_t count, struct code code)
{
	for (size_t i = 0; i < count; i++)
		if (code_equal(codes[i].code, code))
			return codes[i].meaning;
	return NULL;
}

const char *staffroom_presence(enum part part)
{
	return part == PART_AM ? "/" : "\\";
}
