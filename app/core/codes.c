#include "core/codes.h"

#include <string.h>

const struct code code_no_reason = {"N"}, code_no_reason_found = {"O"};
const struct code code_late = {"L"};

static bool is_better(const struct code_table *table, const struct code_table *best, int32_t day)
{
	if (best == NULL)
		return true;
	if (best->valid_from_day > day)
		return table->valid_from_day < best->valid_from_day;
	return table->valid_from_day <= day && table->valid_from_day > best->valid_from_day;
}

const struct code_table *codes_for(enum nation nation, int32_t day)
{
	const struct code_table *best = NULL;
	for (size_t i = 0; i < codes_tables_count; i++) {
		const struct code_table *table = &codes_tables[i];
		if (table->nation == nation && is_better(table, best, day))
			best = table;
	}
	ENSURE(best != NULL);
	return best;
}

const struct code_row *codes_find(const struct code_table *table, struct code code)
{
	for (size_t i = 0; i < table->count; i++) {
		if (code_equal(table->rows[i].code, code))
			return &table->rows[i];
	}
	return NULL;
}

bool code_from_text(const char *text, struct code *out)
{
	size_t length = strnlen(text, 3);
	if (length == 0 || length > 2)
		return false;
	*out = (struct code){""};
	memcpy(out->text, text, length);
	return true;
}

bool code_equal(struct code a, struct code b)
{
	for (size_t i = 0; i < sizeof(a.text); i++) {
		if (a.text[i] != b.text[i])
			return false;
		if (!a.text[i])
			break;
	}
	return true;
}
