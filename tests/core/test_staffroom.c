#include "tests/support/staff_walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct staff_walk walks[] = {
	{"a staff card asks for the PIN", POST_TEACHER, "c", SCREEN_PIN, ""},
	{"a touch opens nothing without a card", POST_TEACHER, "1234=lfRB", SCREEN_IDLE, ""},
	{"digits alone open nothing", POST_TEACHER, "c1234", SCREEN_PIN, "4"},
	{"four digits are asked about", POST_TEACHER, "c1234=", SCREEN_PIN, "4 checks"},
	{"three are not", POST_TEACHER, "c123=", SCREEN_PIN, "3"},
	{"... nor is an answer taken then", POST_TEACHER, "c123=R", SCREEN_PIN, "3"},
	{"more than eight digits are not taken", POST_TEACHER, "c1234567890", SCREEN_PIN, "8"},
	{"a digit is taken back", POST_TEACHER, "c123<", SCREEN_PIN, "2"},
	{"there is nothing to take back at first", POST_TEACHER, "c<<", SCREEN_PIN, ""},
	{"the right PIN opens the choices and is forgotten", POST_TEACHER, "C", SCREEN_STAFF, ""},
	{"a wrong PIN says so and is forgotten", POST_TEACHER, "c1234=W", SCREEN_PIN, "wrong"},
	{"... until the next digit", POST_TEACHER, "c1234=W1", SCREEN_PIN, "1"},
	{"after too many it says how long to wait", POST_TEACHER, "c1234=L", SCREEN_PIN, "wait"},
	{"a PIN that could not be asked about opens nothing", POST_TEACHER, "c1234=X", SCREEN_PIN,
	 "problem"},
	{"while the PIN is looked at, touches are not taken", POST_TEACHER, "c1234=5k", SCREEN_PIN,
	 "4"},
	{"a right answer that nobody asked for opens nothing", POST_TEACHER, "cR", SCREEN_PIN, ""},
	{"... nor on the pupils' screen", POST_TEACHER, "R", SCREEN_IDLE, ""},
	{"an answer for a member who was sent away opens nothing", POST_TEACHER, "c1234=dR",
	 SCREEN_PIN, ""},
	{"back leaves the PIN", POST_TEACHER, "c12B", SCREEN_IDLE, ""},
	{"the PIN left alone goes", POST_TEACHER, "c12..", SCREEN_IDLE, ""},
	{"another's card while somebody is in asks for its PIN", POST_ATTENDANCE, "Cld", SCREEN_PIN,
	 ""},
	{"one's own card while in changes nothing", POST_ATTENDANCE, "Clc", SCREEN_CLOSE_LIST, ""},
	{"lock locks", POST_ATTENDANCE, "Clk", SCREEN_IDLE, ""},
	{"back from the choices locks", POST_ATTENDANCE, "CB", SCREEN_IDLE, ""},
	{"after 50 s names are hidden", POST_ATTENDANCE, "Cl.", SCREEN_CLOSE_LIST, "hidden"},
	{"... not before", POST_ATTENDANCE, "Cl,", SCREEN_CLOSE_LIST, ""},
	{"... and a touch shows them again", POST_ATTENDANCE, "Cl.S", SCREEN_CLOSE_LIST, ""},
	{"... and does nothing else", POST_ATTENDANCE, "Cl.h", SCREEN_CLOSE_LIST, ""},
	{"... but locks", POST_ATTENDANCE, "Cl.k", SCREEN_IDLE, ""},
	{"after 60 s it is locked", POST_ATTENDANCE, "Cl..", SCREEN_IDLE, ""},
	{"... not before", POST_ATTENDANCE, "Cl.,", SCREEN_CLOSE_LIST, "hidden"},
	{"a touch begins the minute anew", POST_ATTENDANCE, "Cl.S.", SCREEN_CLOSE_LIST, "hidden"},

	{"a key that only moves the ring does so too", POST_ATTENDANCE, "Cl.~.", SCREEN_CLOSE_LIST,
	 "hidden"},
	{"... and shows the names again", POST_ATTENDANCE, "Cl.~", SCREEN_CLOSE_LIST, ""},
	{"... and leaves what was said standing", POST_ATTENDANCE, "Clh!~", SCREEN_CLOSE_LIST,
	 "done"},
	{"... and opens nothing", POST_ATTENDANCE, "~", SCREEN_IDLE, ""},

	{"the attendance officer has the close list", POST_ATTENDANCE, "Cl", SCREEN_CLOSE_LIST, ""},
	{"the designated teacher too", POST_DESIGNATED, "Cl", SCREEN_CLOSE_LIST, ""},
	{"the school office has not", POST_OFFICE, "Cl", SCREEN_STAFF, ""},
	{"a teacher has not", POST_TEACHER, "Cl", SCREEN_STAFF, ""},
	{"nor has the headteacher", POST_HEAD, "Cl", SCREEN_STAFF, ""},
	{"the headteacher may close the school", POST_HEAD, "Cs", SCREEN_CLOSE_SCHOOL, ""},
	{"the school office may not", POST_OFFICE, "Cs", SCREEN_STAFF, ""},
	{"a teacher may not", POST_TEACHER, "Cs", SCREEN_STAFF, ""},
	{"everybody sees how the kiosk is", POST_TEACHER, "Cv", SCREEN_DELIVERY, ""},
	{"everybody has the evacuation list", POST_TEACHER, "Ce", SCREEN_EVACUATION, ""},
	{"a screen that is no choice is not opened", POST_ATTENDANCE, "Cn", SCREEN_STAFF, ""},
	{"back goes to the choices", POST_ATTENDANCE, "ClB", SCREEN_STAFF, ""},
	{"a pupils' touch does nothing", POST_ATTENDANCE, "CO", SCREEN_STAFF, ""},

	{"here marks the pupil of the row", POST_ATTENDANCE, "Clh", SCREEN_CLOSE_LIST,
	 "here 9 closed"},
	{"not here says that somebody has looked", POST_ATTENDANCE, "Cla", SCREEN_CLOSE_LIST,
	 "not here 9 closed"},
	{"while a mark is made durable, no other is taken", POST_ATTENDANCE, "Clha",
	 SCREEN_CLOSE_LIST, ""},
	{"done is said", POST_ATTENDANCE, "Clh!", SCREEN_CLOSE_LIST, "done"},
	{"... until the next touch", POST_ATTENDANCE, "Clh!m", SCREEN_CLOSE_LIST, "page 1"},
	{"what could not be kept is said", POST_ATTENDANCE, "ClhX", SCREEN_CLOSE_LIST, "problem"},
	{"known reason asks which", POST_ATTENDANCE, "Clr", SCREEN_CODES, ""},
	{"... and marks with it", POST_ATTENDANCE, "Clri", SCREEN_CODES, "code 9 I closed"},
	{"... and goes back to the row's page", POST_ATTENDANCE, "Clmri!", SCREEN_CLOSE_LIST,
	 "done page 1"},
	{"... for the register that the row was of, though the next one closes meanwhile",
	 POST_ATTENDANCE, "Clr_mi", SCREEN_CODES, "code 9 I closed page 1"},
	{"... and then of the next one", POST_ATTENDANCE, "Clr_i!h", SCREEN_CLOSE_LIST, "here 9"},
	{"... or without it", POST_ATTENDANCE, "ClrB", SCREEN_CLOSE_LIST, ""},
	{"the reasons have pages of their own", POST_ATTENDANCE, "Clrmm", SCREEN_CODES, "page 2"},
	{"a code too long is none", POST_ATTENDANCE, "Clrj", SCREEN_CODES, ""},

	{"form, pupil", POST_TEACHER, "Cfop", SCREEN_STAFF_PUPIL, "about 7"},
	{"here is of the session of now", POST_TEACHER, "Cfoph", SCREEN_STAFF_PUPIL, "here 7"},
	{"not here too", POST_TEACHER, "Cfopa", SCREEN_STAFF_PUPIL, "not here 7"},
	{"a reason too", POST_TEACHER, "Cfopri", SCREEN_CODES, "code 7 I"},
	{"... and goes back to the pupil", POST_TEACHER, "Cfopri!", SCREEN_STAFF_PUPIL,
	 "done about 7"},
	{"an arrival is taken back", POST_TEACHER, "Cfopu", SCREEN_STAFF_PUPIL, "undo 7"},
	{"back from a pupil to the register's page", POST_TEACHER, "CfommpB", SCREEN_REGISTER,
	 "page 2"},
	{"... and on to its first page", POST_TEACHER, "CfommpBB", SCREEN_REGISTER, "page 1"},
	{"... and to the forms", POST_TEACHER, "CfoB", SCREEN_STAFF_FORMS, ""},
	{"a teacher gives no cards", POST_TEACHER, "Cfopg", SCREEN_STAFF_PUPIL, "about 7"},
	{"... and blocks none", POST_TEACHER, "Cfopby", SCREEN_STAFF_PUPIL, "about 7"},
	{"the office gives a card", POST_OFFICE, "Cfopg", SCREEN_NEW_CARD, "about 7"},
	{"... the one that is tapped", POST_OFFICE, "CfopgN", SCREEN_NEW_CARD, "give card 7"},
	{"... and is back at the pupil", POST_OFFICE, "CfopgN!", SCREEN_STAFF_PUPIL,
	 "done about 7"},
	{"... not one that is somebody's", POST_OFFICE, "CfopgT", SCREEN_NEW_CARD,
	 "problem about 7"},
	{"... but then another", POST_OFFICE, "CfopgTN", SCREEN_NEW_CARD, "give card 7"},
	{"a card that nobody waits for is given to nobody", POST_OFFICE, "CfopN",
	 SCREEN_STAFF_PUPIL, "about 7"},
	{"blocking is asked once more", POST_OFFICE, "Cfopb", SCREEN_STAFF_PUPIL, "asks about 7"},
	{"... yes", POST_OFFICE, "Cfopby", SCREEN_STAFF_PUPIL, "block 7"},
	{"... no", POST_OFFICE, "Cfopbz", SCREEN_STAFF_PUPIL, "about 7"},
	{"... back is no", POST_OFFICE, "CfopbB", SCREEN_STAFF_PUPIL, "about 7"},
	{"... other touches leave it asked", POST_OFFICE, "Cfopbu", SCREEN_STAFF_PUPIL,
	 "asks about 7"},
	{"yes without a question does nothing", POST_OFFICE, "Cfopy", SCREEN_STAFF_PUPIL,
	 "about 7"},
	{"closing the school is asked once more", POST_HEAD, "Csi", SCREEN_CLOSE_SCHOOL, "asks"},
	{"... yes", POST_HEAD, "Csiy", SCREEN_CLOSE_SCHOOL, "close 0 I"},
	{"... and is back at the choices", POST_HEAD, "Csiy!", SCREEN_STAFF, "done"},
	{"... no", POST_HEAD, "Csiz", SCREEN_CLOSE_SCHOOL, ""},
	{"everybody who keeps the register says which doors are not in use", POST_TEACHER, "CtQ",
	 SCREEN_DOORS, "no door 0 door 2"},
	{"... and takes it back", POST_OFFICE, "CtD", SCREEN_DOORS, "door 0 door 0"},
	{"... of a pupil it is not", POST_OFFICE, "CfopQ", SCREEN_STAFF_PUPIL, "about 7"},
	{"... of a door that no site has it is not", POST_OFFICE, "CtEF", SCREEN_DOORS, ""},
	{"... nor by a touch of other screens", POST_OFFICE, "Cth", SCREEN_DOORS, ""},
	{"... and stays there when it is done", POST_OFFICE, "CtmQ!", SCREEN_DOORS, "done page 1"},
	{"... while names are hidden a touch shows them", POST_OFFICE, "Ct.Q", SCREEN_DOORS, ""},
	{"... back goes to the choices", POST_OFFICE, "CtB", SCREEN_STAFF, ""},
	{"the evacuation list is printed", POST_TEACHER, "CeP", SCREEN_EVACUATION, "print 0"},
	{"... which takes its time", POST_TEACHER, "CeP!", SCREEN_EVACUATION, "printing"},
	{"... once", POST_TEACHER, "CeP!P", SCREEN_EVACUATION, "printing"},
	{"... and says so in the end", POST_TEACHER, "CeP!(", SCREEN_EVACUATION, "printed"},
	{"... until the next touch", POST_TEACHER, "CeP!(m", SCREEN_EVACUATION, "page 1"},
	{"... which may print again", POST_TEACHER, "CeP!(P", SCREEN_EVACUATION, "print 0"},
	{"... or that it was not", POST_TEACHER, "CeP!)", SCREEN_EVACUATION, "problem"},
	{"... or that it could not begin", POST_TEACHER, "CePX", SCREEN_EVACUATION, "problem"},
	{"... on whatever screen", POST_TEACHER, "CeP!B(", SCREEN_STAFF, "printed"},
	{"... touches leave it under way", POST_TEACHER, "CeP!m", SCREEN_EVACUATION,
	 "printing page 1"},
	{"who comes after hears nothing of it", POST_TEACHER, "CeP!kC(", SCREEN_STAFF, ""},
	{"nor who asked for nothing", POST_TEACHER, "Ce(", SCREEN_EVACUATION, ""},
	{"print is the evacuation list's alone", POST_TEACHER, "CfP", SCREEN_STAFF_FORMS, ""},
	{"nothing is left of a member who was locked out", POST_OFFICE, "Cfopbk", SCREEN_IDLE, ""},
};

static void walks_lead_where_they_should(void **state)
{
	(void)state;
	staff_walks_hold(walks, COUNT_OF(walks));
	staff_walks_take(walks, COUNT_OF(walks), STAFF_WALK_LISTS, true);
}

static void posts_are_known_by_their_words(void **state)
{
	static const struct {
		const char *text;
		enum post post;
		unsigned rights;
	} rows[] = {
		{"school office", POST_OFFICE, RIGHT_REGISTER | RIGHT_CARDS},
		{"teacher", POST_TEACHER, RIGHT_REGISTER},
		{"attendance officer", POST_ATTENDANCE,
		 RIGHT_REGISTER | RIGHT_TRACKED | RIGHT_CARDS | RIGHT_SCHOOL},
		{"designated teacher", POST_DESIGNATED,
		 RIGHT_REGISTER | RIGHT_TRACKED | RIGHT_SCHOOL},
		{"headteacher", POST_HEAD, RIGHT_REGISTER | RIGHT_SCHOOL},
	};
	(void)state;
	assert_int_equal(COUNT_OF(rows), POST_COUNT);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		enum post post = POST_COUNT;
		assert_true(post_parse(rows[i].text, &post));
		assert_int_equal(post, rows[i].post);
		assert_string_equal(post_text(post), rows[i].text);
		assert_int_equal(post_rights(post), rows[i].rights);
		assert_true(strlen(rows[i].text) < ROLE_SIZE);
	}
	enum post kept = POST_HEAD;
	assert_false(post_parse("Teacher", &kept));
	assert_false(post_parse("", &kept));
	assert_int_equal(kept, POST_HEAD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walks_lead_where_they_should),
		cmocka_unit_test(posts_are_known_by_their_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
