#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/calendar.h"
#include "core/codes.h"

#define HEADER "code,meaning,class,at_close\n"

static const struct code_row *find(enum nation nation, const char *text)
{
	struct code code;
	assert_true(code_from_text(text, &code));
	return codes_find(codes_for(nation, calendar_day(2026, 9, 14)), code);
}

static void england_says_what_the_regulations_say(void **state)
{
	(void)state;
	static const struct {
		const char *code;
		enum code_class class;
		enum state at_close;
	} rows[] = {
		{"/", CLASS_P, STATE_PRESENT},       {"\\", CLASS_P, STATE_PRESENT},
		{"L", CLASS_P, STATE_PRESENT},       {"K", CLASS_A, STATE_ELSEWHERE},
		{"V", CLASS_A, STATE_ELSEWHERE},     {"P", CLASS_A, STATE_ELSEWHERE},
		{"W", CLASS_A, STATE_ELSEWHERE},     {"B", CLASS_A, STATE_ELSEWHERE},
		{"D", CLASS_NP, STATE_NOT_EXPECTED}, {"C", CLASS_AA, STATE_EXPLAINED},
		{"C1", CLASS_AA, STATE_EXPLAINED},   {"C2", CLASS_AA, STATE_NOT_EXPECTED},
		{"J1", CLASS_AA, STATE_EXPLAINED},   {"S", CLASS_AA, STATE_NOT_EXPECTED},
		{"M", CLASS_AA, STATE_EXPLAINED},    {"R", CLASS_AA, STATE_EXPLAINED},
		{"I", CLASS_AA, STATE_EXPLAINED},    {"T", CLASS_AA, STATE_EXPLAINED},
		{"E", CLASS_AA, STATE_SUSPENDED},    {"X", CLASS_NP, STATE_NOT_EXPECTED},
		{"Q", CLASS_NP, STATE_EXPLAINED},    {"Y1", CLASS_NP, STATE_EXPLAINED},
		{"Y2", CLASS_NP, STATE_EXPLAINED},   {"Y3", CLASS_NP, STATE_EXPLAINED},
		{"Y4", CLASS_NP, STATE_CLOSED},      {"Y5", CLASS_NP, STATE_EXPLAINED},
		{"Y6", CLASS_NP, STATE_EXPLAINED},   {"Y7", CLASS_NP, STATE_EXPLAINED},
		{"G", CLASS_UA, STATE_UNEXPLAINED},  {"N", CLASS_UA, STATE_UNEXPLAINED},
		{"O", CLASS_UA, STATE_UNEXPLAINED},  {"U", CLASS_UA, STATE_ARRIVED_LATE},
		{"Z", CLASS_NC, STATE_NOT_EXPECTED}, {"#", CLASS_NC, STATE_CLOSED},
	};
	assert_int_equal(codes_for(NATION_ENGLAND, 20000)->count, COUNT_OF(rows));
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct code_row *row = find(NATION_ENGLAND, rows[i].code);
		if (row == NULL || row->class != rows[i].class || row->at_close != rows[i].at_close)
			fail_msg("the code %s means something else", rows[i].code);
		assert_true(strlen(row->meaning) > 3);
	}
}

static void wales_keeps_the_older_family(void **state)
{
	(void)state;
	const char *family = "/\\LBDJPVWCEFHIMRSTGNOUXYZ#";
	const struct code_table *table = codes_for(NATION_WALES, calendar_day(2026, 9, 14));
	assert_int_equal(table->count, strlen(family));
	assert_true(table->provisional);
	assert_false(codes_for(NATION_ENGLAND, 20000)->provisional);
	for (; *family != '\0'; family++) {
		char text[2] = {*family, '\0'};
		assert_non_null(find(NATION_WALES, text));
	}
	assert_null(find(NATION_WALES, "Y4"));
	assert_null(find(NATION_WALES, "K"));
}

static void a_code_in_no_table_is_no_code(void **state)
{
	(void)state;
	static const char *const strangers[] = {"-", "!", "&", "@", "1", "l", "Y", "Y8", "//", "F"};
	for (size_t i = 0; i < COUNT_OF(strangers); i++) {
		if (find(NATION_ENGLAND, strangers[i]) != NULL)
			fail_msg("%s is in the English table", strangers[i]);
	}
	struct code code = {"Q"};
	assert_false(code_from_text("", &code));
	assert_false(code_from_text("ABC", &code));
	assert_string_equal(code.text, "Q");
	assert_null(codes_find(codes_for(NATION_ENGLAND, 20000), (struct code){""}));
	assert_true(code_equal((struct code){"C"}, (struct code){"C"}));
	assert_false(code_equal((struct code){"C"}, (struct code){"C1"}));
}

static void the_table_follows_the_day(void **state)
{
	(void)state;
	const struct code_table *table = codes_for(NATION_ENGLAND, calendar_day(2024, 8, 19));
	assert_int_equal(table->valid_from_day, calendar_day(2024, 8, 19));
	/* Before the oldest table there is, the oldest. */
	assert_ptr_equal(codes_for(NATION_ENGLAND, calendar_day(2020, 1, 1)), table);
	assert_int_equal(codes_for(NATION_WALES, 0)->valid_from_day, calendar_day(2010, 9, 1));
	assert_int_equal(codes_for(NATION_WALES, 0)->nation, NATION_WALES);
}

/* Runs make-codes on one file; what it printed (both streams) to out. */
static int make_codes(const char *name, const char *text, char *out, size_t size)
{
	char dir[] = "/tmp/firstbell-codes-XXXXXX";
	char path[128];
	char command[256];
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	snprintf(command, sizeof(command), "tools/make-codes %s 2>&1", path);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	out[fread(out, 1, size - 1, pipe)] = '\0';
	int status = pclose(pipe);
	unlink(path);
	rmdir(dir);
	return status == 0 ? 0 : WEXITSTATUS(status);
}

static void malformed_tables_are_refused(void **state)
{
	(void)state;
	static const char *const england = "england-2024-08-19.csv";
	const struct {
		const char *sentence, *name, *text, *says;
	} rows[] = {
		{"a class there is not", england, HEADER "/,here,PP,present\n",
		 ".csv:2: column class"},
		{"a state there is not", england, HEADER "/,here,P,here\n",
		 ".csv:2: column at_close"},
		{"a state no code leads to", england, HEADER "/,here,P,unknown\n",
		 ".csv:2: column at_close"},
		{"a code of three", england, HEADER "/,here,P,present\nABC,x,P,present\n",
		 ".csv:3: column code"},
		{"an empty code", england, HEADER ",here,P,present\n", ".csv:2: column code"},
		{"a code twice", england, HEADER "/,a,P,present\n/,b,P,present\n",
		 ".csv:3: column code"},
		{"no meaning", england, HEADER "/,,P,present\n", ".csv:2: column meaning"},
		{"a column short", england, HEADER "/,here,P\n", ".csv:2: 3 columns"},
		{"a column more", england, HEADER "/,here,P,present,\n", ".csv:2: 5 columns"},
		{"an empty line", england, HEADER "\n/,here,P,present\n", ".csv:2: 1 columns"},
		{"an open quote", england, HEADER "/,\"here,P,present\n", ".csv:2: the quotes"},
		{"text after a quote", england, HEADER "/,\"here\"x,P,present\n",
		 ".csv:2: the quotes"},
		{"a quote in a bare field", england, HEADER "/,he\"re,P,present\n",
		 ".csv:2: the quotes"},
		{"another header", england, "code,class\n/,P\n", ".csv:1: the header"},
		{"no rows", england, HEADER, "no rows"},
		{"no lines", england, "", "no lines"},
		{"a nation there is not", "france-2024-08-19.csv", HEADER, "no nation"},
		{"a day there is not", "england-2023-02-29.csv", HEADER, "no date"},
		{"a month there is not", "england-2023-13-01.csv", HEADER, "no date"},
		{"a name without a day", "england.csv", HEADER, "file name"},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char out[8192];
		int status = make_codes(rows[i].name, rows[i].text, out, sizeof(out));
		if (status != 1 || strstr(out, rows[i].says) == NULL)
			fail_msg("%s is not refused (exit %d): %s", rows[i].sentence, status, out);
	}
}

static void well_formed_tables_become_c(void **state)
{
	(void)state;
	char out[8192];
	int status =
		make_codes("wales-2028-02-29-provisional.csv",
			   "\xEF\xBB\xBF" HEADER
			   "\\,\"here, \"\"truly\"\" \\ here\",P,present\r\n\"#\",shut,NC,closed",
			   out, sizeof(out));
	assert_int_equal(status, 0);
	assert_non_null(strstr(
		out, "{{\"\\\\\"}, \"here, \\\"truly\\\" \\\\ here\", CLASS_P, STATE_PRESENT},"));
	assert_non_null(strstr(out, "{{\"#\"}, \"shut\", CLASS_NC, STATE_CLOSED},"));
	char table[64];
	snprintf(table, sizeof(table), "{NATION_WALES, %d, true, rows_0",
		 calendar_day(2028, 2, 29));
	assert_non_null(strstr(out, table));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(england_says_what_the_regulations_say),
		cmocka_unit_test(wales_keeps_the_older_family),
		cmocka_unit_test(a_code_in_no_table_is_no_code),
		cmocka_unit_test(the_table_follows_the_day),
		cmocka_unit_test(malformed_tables_are_refused),
		cmocka_unit_test(well_formed_tables_become_c),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
