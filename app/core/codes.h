#pragma once
/* codes: the national attendance codes as data, keyed by nation and the day they came into force.
 * England: SI 2024/208 as tabled in assets/codes/england-2024-08-19.csv. Wales: the older
 * family, provisional. The tables are made from assets/codes/ at build time by tools/make-codes;
 * a file's name says nation, first day in force and "provisional". */
#include "core/base.h"

enum nation { NATION_ENGLAND, NATION_WALES };

/* Statutory class: present, approved educational activity, authorised and unauthorised absence,
 * not a possible attendance, not collected. */
enum code_class { CLASS_P, CLASS_A, CLASS_AA, CLASS_UA, CLASS_NP, CLASS_NC };

struct code_row {
	struct code code;
	const char *meaning;
	enum code_class class;
	enum state at_close; /* what Firstbell makes of it when the register closes */
};

struct code_table {
	enum nation nation;
	int32_t valid_from_day;
	bool provisional;
	const struct code_row *rows;
	size_t count;
};

/* An absence of which no reason is known yet, and one whose reason was not found in time (rules_settle). */
extern const struct code code_no_reason, code_no_reason_found;
/* Came after the register was begun: a presence, in the tables of both nations. */
extern const struct code code_late;

extern const struct code_table codes_tables[];
extern const size_t codes_tables_count;

/* The table in force on a day: the newest not after it, or the oldest there is. Never NULL. */
const struct code_table *codes_for(enum nation nation, int32_t day);
/* NULL: in no table; a person must look (never silently present, never silently absent). */
const struct code_row *codes_find(const struct code_table *table, struct code code);
/* A code from text of one or two characters; false: longer or empty. Says nothing of the table. */
bool code_from_text(const char *text, struct code *out);
bool code_equal(struct code a, struct code b);
