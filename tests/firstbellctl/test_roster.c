/* The roster: what is taken, refused and warned of, and whom it must not lose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/office_rows.h"

#define ROSTER                                                                                     \
	"pupil_id,upn,legal_forename,legal_surname,preferred_forename,preferred_surname,year_"     \
	"group,form,on_roll_"                                                                      \
	"from,on_roll_to,language\n"
/* The office's base roster once more, of which the others can leave something out. */
#define P1 "P1,B801200005001,Siân,Jones,,,7,7A,2026-09-01,,cy\n"
#define P2 "P2,Q801200005002,Jack,Ward,,,7,7A,2026-09-01,,\n"
#define P3 "P3,W878410224017,Mia,Hall,,,8,8A,2026-09-01,,\n"
#define P4 "P4,M660400126001,Rhys,Pugh,,,9,9A,2026-09-01,,\n"
#define P5 "P5,M80120000500A,Ava,Reed,,,10,10A,2026-09-01,,\n"
#define P6 "P6,P80120000501B,Noah,Shaw,,,11,11A,2026-09-01,2027-06-30,\n"

static const struct office_row rows[] = {
	{"the same roster again", "roster", ROSTER P1 P2 P3 P4 P5 P6, NULL, NULL, false},
	{"a new pupil", "roster",
	 ROSTER P1 P2 P3 P4 P5 P6 "P7,X33340002699Z,Ella,Wood,,,R,RA,2026-09-01,,\n", NULL, NULL,
	 false},
	{"one of six gone is no fifth", "roster", ROSTER P1 P2 P3 P4 P5, NULL, NULL, false},
	{"two of six gone", "roster", ROSTER P1 P3 P4 P5,
	 "take 2 of 6 pupils off the roll, more than a fifth: P2 P6;", NULL, false},
	{"two of six gone, by force", "roster", ROSTER P1 P3 P4 P5, NULL, NULL, true},
	{"two of six have left", "roster",
	 ROSTER P1 "P2,Q801200005002,Jack,Ward,,,7,7A,2026-09-01,2026-09-13,\n" P3 P4 P5,
	 "take 2 of 6", NULL, false},
	{"a looked-after child left out", "roster", ROSTER P2 P3 P4 P5 P6,
	 "would lose 1 reported child (left out, left, or their UPN given to another): P1;", NULL,
	 false},
	{"a looked-after child left out, by force", "roster", ROSTER P2 P3 P4 P5 P6, NULL, NULL,
	 true},
	{"a looked-after child has left", "roster",
	 ROSTER "P1,B801200005001,Siân,Jones,,,7,7A,2026-09-01,2026-09-13,cy\n" P2 P3 P4 P5 P6,
	 "would lose 1 reported child", NULL, false},
	{"a looked-after child's last day is today", "roster",
	 ROSTER "P1,B801200005001,Siân,Jones,,,7,7A,2026-09-01,2026-09-14,cy\n" P2 P3 P4 P5 P6,
	 NULL, NULL, false},
	{"a looked-after child under another UPN", "roster",
	 ROSTER "P1,X33340002699Z,Siân,Jones,,,7,7A,2026-09-01,,cy\n" P2 P3 P4 P5 P6, NULL,
	 "warning: 1 child is in care.csv by a UPN that this roster changes, and still found by "
	 "it: P1; ask",
	 false},
	{"a looked-after child whose UPN is another pupil's now", "roster",
	 ROSTER "P1,X33340002699Z,Siân,Jones,,,7,7A,2026-09-01,,cy\n"
		"P2,B801200005001,Jack,Ward,,,7,7A,2026-09-01,,\n" P3 P4 P5 P6,
	 "would lose 1 reported child (left out, left, or their UPN given to another): P1;", NULL,
	 false},
	{"a looked-after child without a UPN", "roster",
	 ROSTER "P1,,Siân,Jones,,,7,7A,2026-09-01,,cy\n" P2 P3 P4 P5 P6, NULL,
	 "still found by it: P1", false},
	{"a looked-after child under another UPN has left", "roster",
	 ROSTER "P1,X33340002699Z,Siân,Jones,,,7,7A,2026-09-01,2026-09-13,cy\n" P2 P3 P4 P5 P6,
	 "would lose 1 reported child", NULL, false},
	{"a looked-after child under another UPN and pupil_id", "roster",
	 ROSTER "P9,X33340002699Z,Siân,Jones,,,7,7A,2026-09-01,,cy\n" P2 P3 P4 P5 P6,
	 "would lose 1 reported child", NULL, false},
	{"a child looked after from next month left out", "roster", ROSTER P1 P2 P3 P5 P6,
	 "would lose 1 reported child (left out, left, or their UPN given to another): P4;", NULL,
	 false},
	{"a child looked after until last year left out", "roster", ROSTER P1 P2 P4 P5 P6, NULL,
	 NULL, false},
	{"a looked-after child under another pupil_id is still there", "roster",
	 ROSTER "P9,B801200005001,Siân,Jones,,,7,7A,2026-09-01,,cy\n" P2 P3 P4 P5 P6, NULL, NULL,
	 false},
	{"no pupils at all", "roster", ROSTER, "there are no pupils in the file", NULL, false},
	{"no pupils at all, by force", "roster", ROSTER, "there are no pupils in the file", NULL,
	 true},
	{"a pupil twice", "roster",
	 ROSTER P1 P2 P3 P4 P5 P6 "P2,X33340002699Z,Ella,Wood,,,7,7A,2026-09-01,,\n",
	 ":8:1: pupil_id: the same pupil twice (see line 3)", NULL, false},
	{"a pupil twice is not a matter of force", "roster", ROSTER P1 P2 P3 P4 P5 P6 P2,
	 "the same pupil twice (see line 3)", NULL, true},
	{"two pupils with one UPN", "roster",
	 ROSTER P1 P2 P3 P4 P5 P6 "P7,Q801200005002,Ella,Wood,,,7,7A,2026-09-01,,\n",
	 ":8:4: upn: two pupils with one UPN (see line 3)", NULL, false},
	{"one UPN in two spellings", "roster",
	 ROSTER P1 P2 P3 P4 P5 P6 "P7,q801200005002,Ella,Wood,,,7,7A,2026-09-01,,\n",
	 "two pupils with one UPN (see line 3)", NULL, false},
	{"two pupils with no UPN", "roster",
	 ROSTER P1 P2 P3 P4 P5 P6
	 "P7,,Ella,Wood,,,7,7A,2026-09-01,,\nP8,,Theo,Wood,,,7,7A,2026-09-01,,\n",
	 NULL, ":9:4: warning: upn: empty", false},
	{"an unknown authority number", "roster",
	 ROSTER P1 P2 P3 P4 P5 P6 "P7,E000200005001,Ella,Wood,,,7,7A,2026-09-01,,\n", NULL,
	 ":8:4: warning: upn: 000 is not an authority number", false},
	{"a mistyped UPN", "roster",
	 ROSTER P1 P2 P3 P4 P5 P6 "P7,A801200005001,Ella,Wood,,,7,7A,2026-09-01,,\n",
	 ":8:4: upn: the check letter does not fit the digits (they ask for B)", NULL, false},
	{"a short UPN", "roster", ROSTER "P7,B80120000500,Ella,Wood,,,7,7A,2026-09-01,,\n",
	 ":2:4: upn: not 13 characters", NULL, false},
	{"a long UPN", "roster", ROSTER "P7,B8012000050011234,Ella,Wood,,,7,7A,2026-09-01,,\n",
	 ":2:4: upn: not 13 characters", NULL, false},
	{"letters in a UPN", "roster", ROSTER "P7,B8012O0005001,Ella,Wood,,,7,7A,2026-09-01,,\n",
	 ":2:4: upn: not a letter and 12 digits", NULL, false},
	{"no pupil_id", "roster", ROSTER ",B801200005001,Ella,Wood,,,7,7A,2026-09-01,,\n",
	 ":2:1: pupil_id: must not be empty", NULL, false},
	{"a pupil_id with a space", "roster",
	 ROSTER "P 7,B801200005001,Ella,Wood,,,7,7A,2026-09-01,,\n", ":2:1: pupil_id: only letters",
	 NULL, false},
	{"a pupil_id of 32", "roster",
	 ROSTER "P1234567890123456789012345678901,,Ella,Wood,,,7,7A,2026-09-01,,\n",
	 ":2:1: pupil_id: longer than 31 bytes", ":2:34: warning: upn: empty", false},
	{"no forename", "roster", ROSTER "P7,B801200005001,,Wood,,,7,7A,2026-09-01,,\n",
	 ":2:18: legal_forename: must not be empty", NULL, false},
	{"a single name", "roster",
	 ROSTER P1 P2 P3 P4 P5 P6 "P7,X33340002699Z,Suharto,,,,7,7A,2026-09-01,,\n", NULL, NULL,
	 false},
	{"a line break in a name", "roster",
	 ROSTER "P7,B801200005001,\"El\nla\",Wood,,,7,7A,2026-09-01,,\n",
	 ":2:18: legal_forename: a line break", NULL, false},
	{"a name of 100 bytes", "roster",
	 ROSTER "P7,B801200005001,Ella,"
		"1234567890123456789012345678901234567890123456789012345678901234567890123456789012"
		"345678901234567890,,,7,7A,2026-09-01,,\n",
	 ":2:23: legal_surname: longer than 99 bytes", NULL, false},
	{"year group in words", "roster",
	 ROSTER P1 P2 P3 P4 P5 P6 "P7,,Ella,Wood,,,Reception,RA,2026-09-01,,\nP8,,Theo,Wood,,,N1,"
				  "NA,2026-09-01,,\nP9,,Max,Wood,,,Year 7,7A,2026-09-01,,\n",
	 NULL, ":10:4: warning: upn: empty", false},
	{"year 15", "roster", ROSTER "P7,B801200005001,Ella,Wood,,,15,7A,2026-09-01,,\n",
	 ":2:30: year_group: not a year group", NULL, false},
	{"year 0", "roster", ROSTER "P7,B801200005001,Ella,Wood,,,0,7A,2026-09-01,,\n",
	 ":2:30: year_group: not a year group", NULL, false},
	{"no year group", "roster", ROSTER "P7,B801200005001,Ella,Wood,,,,7A,2026-09-01,,\n",
	 ":2:30: year_group: not a year group", NULL, false},
	{"in no form yet", "roster",
	 ROSTER P1 P2 P3 P4 P5 P6 "P7,X33340002699Z,Ella,Wood,,,7,,2026-09-01,,\n", NULL, NULL,
	 false},
	{"in no year, which nobody could find them by", "roster",
	 ROSTER "P7,B801200005001,Ella,Wood,,,,7A,2026-09-01,,\n", "not a year group", NULL, false},
	{"a British date", "roster", ROSTER "P7,B801200005001,Ella,Wood,,,7,7A,01/09/2026,,\n",
	 ":2:35: on_roll_from: not a date such as 2026-09-14", NULL, false},
	{"31 September", "roster", ROSTER "P7,B801200005001,Ella,Wood,,,7,7A,2026-09-31,,\n",
	 ":2:35: on_roll_from: not a date", NULL, false},
	{"no first day", "roster", ROSTER "P7,B801200005001,Ella,Wood,,,7,7A,,,\n",
	 ":2:35: on_roll_from: must not be empty", NULL, false},
	{"left before coming", "roster",
	 ROSTER "P7,B801200005001,Ella,Wood,,,7,7A,2026-09-01,2026-08-31,\n",
	 ":2:46: on_roll_to: before the first day", NULL, false},
	{"another language", "roster", ROSTER "P7,B801200005001,Ella,Wood,,,7,7A,2026-09-01,,fr\n",
	 ":2:47: language: en, cy or empty", NULL, false},
	{"several things wrong in a row", "roster",
	 ROSTER "P7,A801200005001,,Wood,,,7,7A,2026-09-01,,fr\n", "language: en, cy or empty", NULL,
	 false},
};

static void each_row_is_taken_or_refused(void **state)
{
	office_rows_check(*state, rows, COUNT_OF(rows));
}

/* Names are the child's own: no message of ours repeats them. */
static void no_message_names_a_child(void **state)
{
	struct office *office = *state;
	static const char file[] =
		ROSTER "P7,A801200005001,Zebedee,Quillfeather,Zeb,\"Qu\nill\",99,7A,x,,fr\n"
		       "P7,A801200005001,Zebedee,Quillfeather,,,7\n";
	office_reset(office);
	assert_int_equal(office_import(office, "roster", file, strlen(file)), CTL_REFUSED);
	assert_null(strstr(office->output, "Zeb"));
	assert_null(strstr(office->output, "Qu"));
	assert_null(strstr(office->output, "A801200005001"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_is_taken_or_refused),
		cmocka_unit_test(no_message_names_a_child),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
