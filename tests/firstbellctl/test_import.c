/* Cards, closures, expectations, marks: what each import takes, refuses and warns of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/office_rows.h"

#define CARDS "card,pupil_id\n"
#define CARD_1 "11B2C3D4,P1\n"
#define CARD_2 "21B2C3D4,P2\n"
#define CARD_3 "31B2C3D4,P3\n"
#define CARD_4 "41B2C3D4,P4\n"
#define FIVE_CARDS CARDS CARD_1 CARD_2 CARD_3 CARD_4 "51B2C3D4,P5\n"
#define CLOSURES "date,session,code,reason,year_groups\n"
#define EXPECTATIONS "pupil_id,weekday,session,code,from,to\n"
#define MARKS "pupil_id,date,session,code,reason,by_name,by_role\n"

static const struct office_row rows[] = {
	/* cards */
	{"cards of 4, 7 and 10 bytes", "cards",
	 CARDS "A1B2C3D4,P1\n04a1b2c3d4e5f6,P1\n04A1B2C3D4E5F6A7B8C9,P2\n", NULL, NULL, false},
	{"a telephone", "cards", CARDS "08A1B2C3,P1\n", ":2:1: card: begins with 08", NULL, false},
	{"five bytes", "cards", CARDS "A1B2C3D4E5,P1\n", ":2:1: card: a card number is 8, 14 or 20",
	 NULL, false},
	{"an odd digit", "cards", CARDS "A1B2C3D,P1\n", ":2:1: card: a card number is", NULL,
	 false},
	{"not hexadecimal", "cards", CARDS "A1B2C3DX,P1\n", ":2:1: card: a card number is", NULL,
	 false},
	{"colons between", "cards", CARDS "A1:B2:C3:D4,P1\n", ":2:1: card: a card number is", NULL,
	 false},
	{"no card", "cards", CARDS ",P1\n", ":2:1: card: a card number is", NULL, false},
	{"a card twice", "cards", CARDS "A1B2C3D4,P1\nB1B2C3D4,P3\na1b2c3d4,P2\n",
	 ":4:1: card: the same card twice (see line 2)", NULL, false},
	{"a card twice for one pupil", "cards", CARDS "A1B2C3D4,P1\nA1B2C3D4,P1\n",
	 "the same card twice (see line 2)", NULL, false},
	{"four bytes and seven that begin alike", "cards", CARDS "A1B2C3D4,P1\nA1B2C3D4000000,P2\n",
	 NULL, NULL, false},
	{"nobody's card", "cards", CARDS "A1B2C3D4,P77\n",
	 ":2:10: pupil_id: P77 is not in the roster", NULL, false},
	{"a card without a pupil", "cards", CARDS "A1B2C3D4,\n",
	 ":2:10: pupil_id: must not be empty", NULL, false},
	{"no cards", "cards", CARDS, "refused: there are no cards in the file, and 0 now", NULL,
	 false},
	{"no cards, by force", "cards", CARDS, NULL, NULL, true},
	/* closures */
	{"no closures where there are none", "closures", CLOSURES, NULL, NULL, false},
	{"closures of all kinds", "closures",
	 CLOSURES "2026-10-26,,#,half term,\n2026-10-27,AM,Y4,\"boiler,\nagain\",7 "
		  "8\n2026-10-27,PM,y3,,R;11/12\n",
	 ":5:15: code: \"y3\" is not a code", NULL, false},
	{"closures of all kinds, rightly", "closures",
	 CLOSURES "2026-10-26,,#,half term,\n2026-10-27,AM,Y4,\"boiler,\nagain\",7 "
		  "8\n2026-10-27,PM,Y3,,R;11/12\n2026-10-27,AM,#,,9\n",
	 NULL, NULL, false},
	{"a weekend", "closures", CLOSURES "2026-10-25,,#,,\n", NULL,
	 ":2:1: warning: date: a weekend", false},
	{"evening", "closures", CLOSURES "2026-10-26,EV,#,,\n", ":2:12: session: AM or PM", NULL,
	 false},
	{"illness closes no school", "closures", CLOSURES "2026-10-26,,I,,\n",
	 ":2:13: code: not a code of a closure", NULL, false},
	{"custody closes no school", "closures", CLOSURES "2026-10-26,,Y5,,\n",
	 ":2:13: code: not a code of a closure", NULL, false},
	{"a code of no table", "closures", CLOSURES "2026-10-26,,!,,\n",
	 "code: \"!\" is not a code in force that day in England", NULL, false},
	{"no code", "closures", CLOSURES "2026-10-26,,,,\n", "code: must not be empty", NULL,
	 false},
	{"no date", "closures", CLOSURES ",,#,,\n", ":2:1: date: must not be empty", NULL, false},
	{"year groups that are none", "closures", CLOSURES "2026-10-26,,#,,7 15\n",
	 ":2:16: year_groups: year groups R or", NULL, false},
	{"nursery by itself", "closures", CLOSURES "2026-10-26,,#,,N\n",
	 ":2:16: year_groups: year groups R or", NULL, false},
	{"only signs between", "closures", CLOSURES "2026-10-26,,#,,;\n",
	 ":2:16: year_groups: names no year group", NULL, false},
	{"a day twice", "closures", CLOSURES "2026-10-26,,#,,\n2026-10-26,PM,#,,\n",
	 ":3:1: date: closed already for these years (see line 2)", NULL, false},
	{"a year twice, with others between", "closures",
	 CLOSURES "2026-10-26,,#,,7\n2026-10-26,,#,,8\n2026-10-26,,#,,7 9\n",
	 ":4:1: date: closed already for these years (see line 2)", NULL, false},
	{"morning and afternoon apart", "closures",
	 CLOSURES "2026-10-26,AM,#,,\n2026-10-26,PM,Y4,,\n", NULL, NULL, false},
	/* expectations */
	{"part-time, dual, elsewhere", "expectations",
	 EXPECTATIONS "P1,mon,PM,C2,2026-09-01,\nP1,Tuesday,am,D,2026-09-01,2027-01-01\nP2,FRI,AM,"
		      "B,2026-09-01,\n",
	 NULL, NULL, false},
	{"Saturday", "expectations", EXPECTATIONS "P1,sat,PM,C2,2026-09-01,\n",
	 ":2:4: weekday: mon, tue", NULL, false},
	{"half a word", "expectations", EXPECTATIONS "P1,tues,PM,C2,2026-09-01,\n",
	 ":2:4: weekday: mon, tue", NULL, false},
	{"no session", "expectations", EXPECTATIONS "P1,mon,,C2,2026-09-01,\n",
	 ":2:8: session: AM or PM", NULL, false},
	{"present cannot be expected", "expectations", EXPECTATIONS "P1,mon,AM,/,2026-09-01,\n",
	 ":2:11: code: this code says what happened", NULL, false},
	{"nor present in the afternoon", "expectations", EXPECTATIONS "P1,mon,PM,\\,2026-09-01,\n",
	 ":2:11: code: this code says what happened", NULL, false},
	{"nor late", "expectations", EXPECTATIONS "P1,mon,AM,L,2026-09-01,\n",
	 "code: this code says what happened", NULL, false},
	{"nor after the register", "expectations", EXPECTATIONS "P1,mon,AM,U,2026-09-01,\n",
	 "code: this code says what happened", NULL, false},
	{"nor no reason yet", "expectations", EXPECTATIONS "P1,mon,AM,N,2026-09-01,\n",
	 "code: this code says what happened", NULL, false},
	{"nor a closed school", "expectations", EXPECTATIONS "P1,mon,AM,#,2026-09-01,\n",
	 "code: this code says what happened", NULL, false},
	{"a code of no table", "expectations", EXPECTATIONS "P1,mon,AM,C9,2026-09-01,\n",
	 "code: \"C9\" is not a code in force", NULL, false},
	{"three characters", "expectations", EXPECTATIONS "P1,mon,AM,C2x,2026-09-01,\n",
	 "code: \"C2x\" is not a code in force", NULL, false},
	{"nobody", "expectations", EXPECTATIONS "P77,mon,AM,C2,2026-09-01,\n",
	 ":2:1: pupil_id: P77 is not in the roster", NULL, false},
	{"overlapping weeks", "expectations",
	 EXPECTATIONS
	 "P1,mon,AM,C2,2026-09-01,\nP2,mon,AM,C2,2026-09-01,\nP1,mon,AM,D,2026-10-01,\n",
	 ":4:13: from: the same pupil and session for days given already (see line 2)", NULL,
	 false},
	{"one after the other", "expectations",
	 EXPECTATIONS "P1,mon,AM,C2,2026-09-01,2026-09-30\nP1,mon,AM,D,2026-10-01,\n", NULL, NULL,
	 false},
	/* marks */
	{"marks", "marks",
	 MARKS "P1,2026-09-14,AM,I,\"rang\nin\",R. Okafor,attendance "
	       "officer\nP1,2026-09-14,PM,\\,,R. Okafor,attendance officer\n",
	 NULL, NULL, false},
	{"a sign for nobody knows", "marks", MARKS "P1,2026-09-14,AM,-,,R. Okafor,officer\n",
	 ":2:18: code: \"-\" is not a code in force that day in England: a person must look at it",
	 NULL, false},
	{"an afternoon sign in the morning", "marks",
	 MARKS "P1,2026-09-14,AM,\\,,R. Okafor,officer\n", ":2:18: code: / is for mornings", NULL,
	 false},
	{"a morning sign in the afternoon", "marks",
	 MARKS "P1,2026-09-14,PM,/,,R. Okafor,officer\n", ":2:18: code: / is for mornings", NULL,
	 false},
	{"a Sunday", "marks", MARKS "P1,2026-09-13,AM,I,,R. Okafor,officer\n",
	 ":2:4: date: a weekend", NULL, false},
	{"before the pupil came", "marks", MARKS "P1,2026-08-31,AM,Z,,R. Okafor,officer\n", NULL,
	 ":2:4: warning: date: the pupil is not on the roll that day", false},
	{"nobody's hand", "marks", MARKS "P1,2026-09-14,AM,I,,,officer\n",
	 ":2:21: by_name: must not be empty", NULL, false},
	{"nobody's position", "marks", MARKS "P1,2026-09-14,AM,I,,R. Okafor,\n",
	 ":2:31: by_role: must not be empty", NULL, false},
	{"no date", "marks", MARKS "P1,,AM,I,,R. Okafor,officer\n", ":2:4: date: must not be empty",
	 NULL, false},
	{"no session", "marks", MARKS "P1,2026-09-14,,I,,R. Okafor,officer\n",
	 ":2:15: session: AM or PM", NULL, false},
	{"nobody", "marks", MARKS "P77,2026-09-14,AM,I,,R. Okafor,officer\n",
	 ":2:1: pupil_id: P77 is not in the roster", NULL, false},
	{"a session twice", "marks",
	 MARKS "P1,2026-09-14,AM,I,,R. Okafor,officer\nP1,2026-09-14,AM,M,,R. Okafor,officer\n",
	 ":3:15: session: the same pupil and session twice (see line 2)", NULL, false},
	/* any */
	{"a column missing", "cards", "card,pupil\nA1B2C3D4,P1\n",
	 ":1: the column pupil_id is missing", ":1:6: warning: the column \"pupil\" is not known",
	 false},
	{"a good row beside a bad one is not taken", "cards", CARDS "A1B2C3D4,P1\nB1B2C3D4,P77\n",
	 ":3:10: pupil_id: P77", NULL, false},
	{"half a file", "cards", CARDS "A1B2C3D4,P1\nB1B2C3D4,\"P2",
	 "quotes are opened here and never closed", NULL, false},
	{"escapes for the terminal are tamed", "cards", CARDS "A1B2C3D4,\x1b[2J\n",
	 "pupil_id: ?[2J is not in the roster", NULL, false},
};

static void each_row_is_taken_or_refused(void **state)
{
	office_rows_check(*state, rows, COUNT_OF(rows));
}

static void twenty_bad_rows_are_shown_and_all_counted(void **state)
{
	struct office *office = *state;
	char file[1200] = CARDS;
	size_t used = strlen(file);
	for (int i = 0; i < 50; i++)
		used += (size_t)snprintf(file + used, sizeof(file) - used, "A1B2C3D4,nobody\n");
	office_reset(office);
	assert_int_equal(office_import(office, "cards", file, strlen(file)), CTL_REFUSED);
	assert_non_null(strstr(office->output, ":21:10: "));
	assert_null(strstr(office->output, ":22:10: "));
	assert_non_null(strstr(office->output, "and 30 more, 50 in all"));
	assert_false(office_changed(office));
}

/* What is imported when the first file is there already. */
static const struct second {
	const char *sentence, *kind, *first, *second;
	const char *words; /* of the output */
	enum ctl_exit code;
	bool force;
} seconds[] = {
	{"the same cards", "cards", FIVE_CARDS, FIVE_CARDS, "cards: 5 rows imported", CTL_DONE,
	 false},
	{"a fifth of the cards gone", "cards", FIVE_CARDS, CARDS CARD_1 CARD_2 CARD_3 CARD_4,
	 "cards: 4 rows imported", CTL_DONE, false},
	{"two fifths gone", "cards", FIVE_CARDS, CARDS CARD_1 CARD_2 CARD_3,
	 "refused: this would lose 2 of 5 cards, more than a fifth; if that is right, say --force",
	 CTL_REFUSED, false},
	{"two fifths gone, by force", "cards", FIVE_CARDS, CARDS CARD_1 CARD_2 CARD_3,
	 "cards: 3 rows imported", CTL_DONE, true},
	{"as many cards, two of them others", "cards", FIVE_CARDS,
	 CARDS CARD_1 CARD_2 CARD_3 "D1B2C3D4E5F6A7,P4\nE1B2C3D4E5F6A7,P5\n", "lose 2 of 5 cards",
	 CTL_REFUSED, false},
	{"all cards with other pupils", "cards", FIVE_CARDS,
	 CARDS "11B2C3D4,P5\n21B2C3D4,P4\n31B2C3D4,P2\n41B2C3D4,P1\n51B2C3D4,P3\n",
	 "cards: 5 rows imported", CTL_DONE, false},
	{"no cards", "cards", FIVE_CARDS, CARDS,
	 "refused: there are no cards in the file, and 5 now; if that is right, say --force",
	 CTL_REFUSED, false},
	{"no cards, by force", "cards", FIVE_CARDS, CARDS, "cards: 0 rows imported", CTL_DONE,
	 true},
	{"no closures", "closures", CLOSURES "2026-10-26,,#,,\n2026-10-27,,#,,\n", CLOSURES,
	 "warning: no rows: all closures are taken away, 2 in number", CTL_DONE, false},
	{"no expectations", "expectations", EXPECTATIONS "P1,mon,AM,C2,2026-09-01,\n", EXPECTATIONS,
	 "warning: no rows: all expectations are taken away, 1 in number", CTL_DONE, false},
};

static void a_second_file_is_held_against_the_first(void **state)
{
	struct office *office = *state;
	int wrong = 0;
	for (size_t i = 0; i < COUNT_OF(seconds); i++) {
		const struct second *row = &seconds[i];
		office_reset(office);
		assert_int_equal(office_import(office, row->kind, row->first, strlen(row->first)),
				 CTL_DONE);
		size_t before_size, after_size;
		char *before = office_read(office, "firstbell.db", &before_size);
		office->ctl.force = row->force;
		enum ctl_exit code =
			office_import(office, row->kind, row->second, strlen(row->second));
		char *after = office_read(office, "firstbell.db", &after_size);
		bool same = before_size == after_size && memcmp(before, after, after_size) == 0;
		if (code != row->code || !strstr(office->output, row->words) ||
		    (code != CTL_DONE && !same)) {
			print_error("%s: exit %d%s\n%s", row->sentence, code,
				    same ? "" : ", changed", office->output);
			wrong++;
		}
		free(before);
		free(after);
	}
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_is_taken_or_refused),
		cmocka_unit_test(a_second_file_is_held_against_the_first),
		cmocka_unit_test(twenty_bad_rows_are_shown_and_all_counted),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
