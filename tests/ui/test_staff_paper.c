#include "tests/support/tree_rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* What goes out of the house: how deliveries fare, and when the evacuation list can be printed. */

/* What is said of one authority, in both languages. */
static void each_delivery_says_how_it_fares(void **state)
{
	static const struct {
		struct staff_delivery delivery;
		const char *english, *welsh;
	} rows[] = {
		{{"A", 571, STAFF_OPENED_ALL, 0, -1, "01", 0},
		 "Received 09:31, all opened",
		 "Derbyniwyd 09:31, agorwyd popeth"},
		{{"A", 571, STAFF_OPENED_NOT_YET, 0, -1, "", 0},
		 "Received 09:31, not opened yet",
		 "Derbyniwyd 09:31, heb ei agor eto"},
		{{"A", 571, STAFF_OPENED_NOT_TOLD, 0, -1, "", 0},
		 "Received 09:31",
		 "Derbyniwyd 09:31"},
		{{"A", 571, STAFF_OPENED_ALL, 2, 580, "+44 (0)1305 221-000", 0},
		 "NOT delivered since 09:40. Telephone +44 (0)1305 221-000",
		 "HEB EI DDANFON ers 09:40. Ffoniwch +44 (0)1305 221-000"},
		{{"A", -1, STAFF_OPENED_NOT_TOLD, 2, 580, "", 0},
		 "NOT delivered since 09:40. Please ring them.",
		 "HEB EI DDANFON ers 09:40. Ffoniwch nhw."},
		{{"A", -1, STAFF_OPENED_NOT_TOLD, 2, 580, "01", 4},
		 "NOT delivered since 09:40. Telephone 01",
		 "HEB EI DDANFON ers 09:40. Ffoniwch 01"},
		{{"A", 571, STAFF_OPENED_ALL, 0, -1, "01", 2},
		 "Received 09:31, all opened. Messages refused: 2",
		 "Derbyniwyd 09:31, agorwyd popeth. Negeseuon a wrthodwyd: 2"},
		{{"A", -1, STAFF_OPENED_ALL, 2, -1, "01", 0},
		 "Waiting to be sent: 2",
		 "Yn aros i'w anfon: 2"},
	};
	const struct bench bench = tree_rig_bench(0);

	(void)state;
	for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
		const char *said = i % 2 ? rows[i / 2].welsh : rows[i / 2].english;
		char whole[200];

		gallery_staff_show(&rig.view, &rig.staff, tree_rig_staff_shown("delivery"),
				   (enum language)(i % 2), 1);
		rig.staff.deliveries[0] = rows[i / 2].delivery;
		tree_build(&rig.tree, &bench, &rig.view);
		(void)snprintf(whole, sizeof(whole), "A: %s", said);
		if (!tree_rig_says(said) || !tree_rig_says(whole))
			print_error("%s\n", said);
		assert_true(tree_rig_says(said) && tree_rig_says(whole));
	}
}

/* Without a printer, without anybody to print, and while a list is on its way there is no control. */
static void what_can_be_printed_can_be_printed_once(void **state)
{
	static const struct {
		const char *title;
		int controls;
	} rows[] = {
		{"evacuation", 1},
		{"evacuation-long", 1},
		{"evacuation-no-printer", 0},
		{"evacuation-printing", 0},
		{"evacuation-printed", 1},
		{"evacuation-not-printed", 1},
		{"evacuation-empty", 0},
		{"register", 0},
		{"staff-attendance", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		tree_rig_staff_titled(rows[i].title);
		if (tree_rig_controls(TOUCH_PRINT) != rows[i].controls)
			print_error("%s\n", rows[i].title);
		assert_int_equal(tree_rig_controls(TOUCH_PRINT), rows[i].controls);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_delivery_says_how_it_fares),
		cmocka_unit_test(what_can_be_printed_can_be_printed_once),
	};

	return cmocka_run_group_tests(tests, tree_rig_open, tree_rig_close);
}
