/* Care: what the import takes, refuses and warns of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/office_rows.h"

#define CARE "upn,authority,child_ref,cohort,from,to\n"
/* The facts of the base school that are reported, now or later. */
#define CH_1 "B801200005001,835,CH-1,looked_after,2024-01-01,\n"
#define CH_4 "M660400126001,681,CH-4,looked_after,2026-10-01,\n"

static const struct office_row rows[] = {
	{"the same facts again", "care", CARE CH_1 CH_4, NULL, NULL, false},
	{"no facts at all", "care", CARE,
	 "refused: this would lose 2 reported children (left out, or under another UPN or "
	 "authority): 835/CH-1 681/CH-4; give the day of `to` where it ended, or say --force",
	 NULL, false},
	{"no facts at all, by force", "care", CARE, NULL, NULL, true},
	{"half the facts", "care", CARE CH_1,
	 "this would lose 1 reported child (left out, or under "
	 "another UPN or authority): 681/CH-4;",
	 NULL, false},
	{"half the facts, by force", "care", CARE CH_1, NULL, NULL, true},
	{"the child who was looked after left out, in another order of lines", "care",
	 CARE CH_4 CH_1, NULL, NULL, false},
	{"a child with an end in the past", "care",
	 CARE "B801200005001,835,CH-1,looked_after,2024-01-01,2026-09-13\n" CH_4, NULL,
	 ": warning: 1 child is reported no more, as the file says (ended, or another "
	 "cohort): 835/CH-1",
	 false},
	{"a child whose last day is today", "care",
	 CARE "B801200005001,835,CH-1,looked_after,2024-01-01,2026-09-14\n" CH_4, NULL, NULL,
	 false},
	{"a child of whom only days before the fact are left", "care",
	 CARE "B801200005001,835,CH-1,looked_after,2023-01-01,2023-12-31\n" CH_4,
	 "lose 1 reported child (left out, or under another UPN or authority): 835/CH-1;", NULL,
	 false},
	{"a fact to come that ends before it begins to hold", "care",
	 CARE CH_1 "M660400126001,681,CH-4,looked_after,2026-09-01,2026-09-10\n",
	 "lose 1 reported child (left out, or under another UPN or authority): 681/CH-4;", NULL,
	 false},
	{"a fact to come that is put off", "care",
	 CARE CH_1 "M660400126001,681,CH-4,looked_after,2027-10-01,\n", NULL, NULL, false},
	{"a child under another authority", "care",
	 CARE "B801200005001,681,CH-1,looked_after,2024-01-01,\n" CH_4,
	 "lose 1 reported child (left out, or under another UPN or authority): 835/CH-1;", NULL,
	 false},
	{"a child under another authority, with the end of the first", "care",
	 CARE "B801200005001,835,CH-1,looked_after,2024-01-01,2026-08-31\nB801200005001,681,CH-1,"
	      "looked_after,2026-09-01,\n" CH_4,
	 NULL, "reported no more, as the file says (ended, or another cohort): 835/CH-1", false},
	{"a child under another UPN", "care",
	 CARE "Q801200005002,835,CH-1,looked_after,2024-01-01,\n" CH_4,
	 "lose 1 reported child (left out, or under another UPN or authority): 835/CH-1;", NULL,
	 false},
	{"another reference of the same child", "care",
	 CARE "B801200005001,835,CH-11,looked_after,2024-01-01,\n" CH_4, NULL, NULL, false},
	{"one ended and one lost: both are said", "care",
	 CARE "B801200005001,835,CH-1,looked_after,2024-01-01,2026-09-13\n",
	 "lose 1 reported child (left out, or under another UPN or authority): 681/CH-4;",
	 "1 child is reported no more, as the file says (ended, or another cohort): "
	 "835/CH-1",
	 false},
	{"a bad row is not a matter of force", "care", CARE CH_1 CH_4 CH_4,
	 ":4:37: from: the same child and authority", NULL, true},
	{"a child on no roll", "care",
	 CARE "X33340002699Z,835,CH-9,looked_after,2024-01-01,\n" CH_1 CH_4, NULL,
	 ":2:1: warning: ALARM: this child is on no roll here", false},
	{"a child who was on no roll last year", "care",
	 CARE "X33340002699Z,835,CH-9,looked_after,2024-01-01,2025-01-01\n" CH_1 CH_4, NULL, NULL,
	 false},
	{"an authority of no section", "care",
	 CARE "B801200005001,999,CH-1,looked_after,2024-01-01,\n",
	 ":2:15: authority: \"999\" is not in firstbell.conf", NULL, false},
	{"a UPN that does not fit", "care",
	 CARE "A801200005001,835,CH-1,looked_after,2024-01-01,\n", ":2:1: upn: the check letter",
	 NULL, false},
	{"no UPN", "care", CARE ",835,CH-1,looked_after,2024-01-01,\n",
	 ":2:1: upn: not 13 characters", NULL, false},
	{"no reference", "care", CARE "B801200005001,835,,looked_after,2024-01-01,\n",
	 ":2:19: child_ref: the authority's reference", NULL, false},
	{"a reference with a space", "care",
	 CARE "B801200005001,835,Siân J,looked_after,2024-01-01,\n",
	 ":2:19: child_ref: the authority's reference", NULL, false},
	{"a reference of 39", "care",
	 CARE "B801200005001,835,123456789012345678901234567890123456789,looked_after,2024-01-01,"
	      "\n" CH_4,
	 NULL, NULL, false},
	{"a reference of 40", "care",
	 CARE
	 "B801200005001,835,1234567890123456789012345678901234567890,looked_after,2024-01-01,\n",
	 ":2:19: child_ref: the authority's reference", NULL, false},
	{"an unknown cohort", "care", CARE "B801200005001,835,CH-1,LAC,2024-01-01,\n",
	 ":2:24: cohort: looked_after,", NULL, false},
	{"the other cohorts", "care",
	 CARE "B801200005001,835,CH-1,kinship,2024-01-01,\nQ801200005002,835,CH-2,social_worker,"
	      "2024-01-01,\n" CH_4,
	 NULL,
	 "1 child is reported no more, as the file says (ended, or another cohort): "
	 "835/CH-1",
	 false},
	{"overlapping facts", "care",
	 CARE "B801200005001,835,CH-1,looked_after,2024-01-01,2025-01-01\nB801200005001,835,CH-1,"
	      "looked_after,2025-01-01,\n",
	 ":3:37: from: the same child and authority for days given already (see line 2)", NULL,
	 false},
	{"overlapping in the other order of lines", "care",
	 CARE "B801200005001,835,CH-1,looked_after,2025-01-01,\nB801200005001,835,CH-1,looked_"
	      "after,2024-01-01,2025-01-01\n",
	 ":3:37: from: the same child and authority for days given already (see line 2)", NULL,
	 false},
	{"facts end to end", "care",
	 CARE "B801200005001,835,CH-1,looked_after,2024-01-01,2024-12-31\nB801200005001,835,CH-1,"
	      "looked_after,2025-01-01,\n" CH_4,
	 NULL, NULL, false},
	{"two authorities for a child", "care",
	 CARE "B801200005001,835,CH-1,looked_after,2024-01-01,\nB801200005001,681,CH-1,looked_"
	      "after,2025-01-01,\n" CH_4,
	 ":3:15: authority: another authority answers for this child on some of these days, and "
	 "only one can: end the earlier row the day before this one begins (`to` is included) (see "
	 "line 2)",
	 NULL, false},
	{"two authorities on one day", "care",
	 CARE "B801200005001,681,CH-1,looked_after,2025-01-01,\nB801200005001,835,CH-1,looked_"
	      "after,2024-01-01,2025-01-01\n" CH_4,
	 ":3:15: authority: another authority answers", NULL, false},
	{"two authorities is not a matter of force", "care",
	 CARE "B801200005001,681,CH-1,looked_after,2025-01-01,\nB801200005001,835,CH-1,looked_"
	      "after,2024-01-01,2025-01-01\n" CH_4,
	 ":3:15: authority: another authority answers", NULL, true},
	{"two authorities of cohorts that are not reported", "care",
	 CARE CH_1 CH_4 "B801200005001,681,CH-1,kinship,2024-01-01,\n",
	 ":4:15: authority: another authority answers", NULL, false},
	{"two authorities, a long fact around a short one", "care",
	 CARE CH_1 CH_4 "B801200005001,681,CH-1,looked_after,2025-01-01,2025-01-02\n",
	 ":4:15: authority: another authority answers", NULL, false},
	{"two authorities one after the other", "care",
	 CARE "B801200005001,681,CH-1,looked_after,2023-01-01,2024-12-31\nB801200005001,835,CH-1,"
	      "looked_after,2025-01-01,\n" CH_4,
	 NULL, NULL, false},
	{"one authority, two cohorts on a day", "care",
	 CARE CH_1 CH_4 "B801200005001,835,CH-1,kinship,2025-01-01,\n",
	 ":4:32: from: the same child and authority for days given already (see line 2)", NULL,
	 false},
	{"a cohort nobody hears of, on no roll", "care",
	 CARE CH_1 CH_4 "X33340002699Z,835,CH-9,kinship,2024-01-01,\n", NULL, NULL, false},
	{"one reference for two children", "care",
	 CARE "B801200005001,835,CH-1,looked_after,2024-01-01,\nQ801200005002,835,CH-1,looked_"
	      "after,2025-01-01,\n",
	 ":3:19: child_ref: one reference for two children at a time (see line 2)", NULL, false},
	{"one reference, first for one and then for the other", "care",
	 CARE "B801200005001,835,CH-1,looked_after,2024-01-01,2024-12-31\nQ801200005002,835,CH-1,"
	      "looked_after,2025-01-01,\n" CH_4,
	 NULL, "as the file says (ended, or another cohort): 835/CH-1", false},
	{"begins and ends on one day", "care",
	 CARE "B801200005001,835,CH-1,looked_after,2027-01-01,2027-01-01\n" CH_4, NULL, NULL,
	 false},
	{"ends before it begins", "care",
	 CARE "B801200005001,835,CH-1,looked_after,2024-01-01,2023-01-01\n",
	 ":2:48: to: before the first day", NULL, false},
};

static void each_row_is_taken_or_refused(void **state)
{
	office_rows_check(*state, rows, COUNT_OF(rows));
}

/* A child of a cohort that the authority hears of is as little to be lost as a looked-after one. */
static void a_cohort_that_is_reported_is_not_lost(void **state)
{
	struct office *office = *state;
	static const char with[] = CARE CH_1 CH_4 "W878410224017,681,CH-3,kinship,2024-01-01,\n";
	static const char without[] = CARE CH_1 CH_4;
	for (int reported = 0; reported < 2; reported++) {
		office_reset(office);
		office_configure(office, reported ? "cohorts = kinship\n" : "");
		assert_int_equal(office_import(office, "care", with, strlen(with)), CTL_DONE);
		assert_int_equal(office_import(office, "care", without, strlen(without)),
				 reported ? CTL_REFUSED : CTL_DONE);
		assert_int_equal(strstr(office->output, "lose 1 reported child") != NULL, reported);
	}
	office_configure(office, "");
}

#define ROSTER                                                                                     \
	"pupil_id,upn,legal_forename,legal_surname,preferred_forename,preferred_surname,year_"     \
	"group,form,on_roll_from,on_roll_to,language\n"
/* P1 has another number than in the office's care.csv. */
#define RENUMBERED                                                                                 \
	ROSTER "P1,X33340002699Z,Siân,Jones,,,7,7A,2026-09-01,,cy\n"                              \
	       "P2,Q801200005002,Jack,Ward,,,7,7A,2026-09-01,,\n"                                  \
	       "P3,W878410224017,Mia,Hall,,,8,8A,2026-09-01,,\n"                                   \
	       "P4,M660400126001,Rhys,Pugh,,,9,9A,2026-09-01,,\n"                                  \
	       "P5,M80120000500A,Ava,Reed,,,10,10A,2026-09-01,,\n"

static const struct {
	const char *sentence, *file, *words, *not_words;
	enum ctl_exit code;
} after_a_new_number[] = {
	{"the list still has the former number", CARE CH_1 CH_4,
	 ":2:1: warning: upn: this was the number of P1, who is found by it all the same; the "
	 "roster now has another: ask the authority to update its list",
	 "ALARM", CTL_DONE},
	{"the list has the new one", CARE "X33340002699Z,835,CH-1,looked_after,2024-01-01,\n" CH_4,
	 "care: 2 rows imported", "warning", CTL_DONE},
	{"both, one after the other",
	 CARE "B801200005001,835,CH-1,looked_after,2024-01-01,2026-09-13\n"
	      "X33340002699Z,835,CH-1,looked_after,2026-09-14,\n" CH_4,
	 "this was the number of P1", "ALARM", CTL_DONE},
	{"both on one day", CARE CH_1 CH_4 "X33340002699Z,835,CH-1,looked_after,2026-09-14,\n",
	 ":4:37: from: the same child and authority for days given already (see line 2)", NULL,
	 CTL_REFUSED},
	{"both on one day, of two authorities",
	 CARE CH_1 CH_4 "X33340002699Z,681,CH-1,looked_after,2026-09-14,\n",
	 ":4:15: authority: another authority answers for this child", NULL, CTL_REFUSED},
	{"one reference under both numbers is one child's",
	 CARE CH_4 "B801200005001,835,CH-1,looked_after,2024-01-01,2025-12-31\n"
		   "X33340002699Z,835,CH-1,looked_after,2026-01-01,\n",
	 "care: 3 rows imported", "one reference for two", CTL_DONE},
	{"left out under either", CARE CH_4, "would lose 1 reported child", NULL, CTL_REFUSED},
};

static void a_child_with_a_new_number_is_the_same_child(void **state)
{
	struct office *office = *state;
	for (size_t i = 0; i < COUNT_OF(after_a_new_number); i++) {
		const char *sentence = after_a_new_number[i].sentence;
		const char *file = after_a_new_number[i].file;
		const char *not_words = after_a_new_number[i].not_words;
		office_reset(office);
		assert_int_equal(office_import(office, "roster", RENUMBERED, strlen(RENUMBERED)),
				 CTL_DONE);
		enum ctl_exit code = office_import(office, "care", file, strlen(file));
		if (code != after_a_new_number[i].code ||
		    !strstr(office->output, after_a_new_number[i].words) ||
		    (not_words && strstr(office->output, not_words)))
			fail_msg("%s: exit %d\n%s", sentence, code, office->output);
		if (strstr(office->output, "X3334") || strstr(office->output, "B8012"))
			fail_msg("%s: a UPN is shown\n%s", sentence, office->output);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_is_taken_or_refused),
		cmocka_unit_test(a_cohort_that_is_reported_is_not_lost),
		cmocka_unit_test(a_child_with_a_new_number_is_the_same_child),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
