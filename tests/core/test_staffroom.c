#include "core/staffroom.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A walk as words: "c" and "d" are cards (of the post, of another member); digits are touched as such; the others stand below. */
struct walk {
	const char *says;
	enum post post;
	const char *moves;
	enum screen screen;
	enum act_kind act; /* of the last move */
	const char *shows; /* see shown() */
};

static const struct {
	char move;
	struct staffroom_input input;
} moves[] = {
	{'R', {.kind = STAFFROOM_PIN_RIGHT}},
	{'W', {.kind = STAFFROOM_PIN_WRONG}},
	{'L', {.kind = STAFFROOM_PIN_LATER, .wait_s = 30}},
	{'!', {.kind = STAFFROOM_DONE}},
	{'X', {.kind = STAFFROOM_REFUSED, .problem = STAFF_NOT_KEPT}},
	{'N', {.kind = STAFFROOM_NEW_CARD}},
	{'T', {.kind = STAFFROOM_NEW_CARD, .problem = STAFF_CARD_TAKEN}},
	{'<', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_ERASE}}},
	{'=', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_ENTER}}},
	{'l', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_CLOSE_LIST, ""}}},
	{'f', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_STAFF_FORMS, ""}}},
	{'s', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_CLOSE_SCHOOL, ""}}},
	{'e', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_EVACUATION, ""}}},
	{'v', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_DELIVERY, ""}}},
	{'t', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_DOORS, ""}}},
	{'q', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_DOOR_NOT_IN_USE, 2, ""}}},
	{'w', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_DOOR_IN_USE, 0, ""}}},
	{'x', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_DOOR_NOT_IN_USE, SITE_KIOSKS_MAX, ""}}},
	{'-', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_DOOR_IN_USE, -1, ""}}},
	{'n', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_NEW_CARD, ""}}},
	{'o', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_FORM, 0, "7B"}}},
	{'p', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_PUPIL, 7, ""}}},
	{'h', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_HERE, 9, ""}}},
	{'r', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_REASON, 9, ""}}},
	{'a', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_NOT_HERE, 9, ""}}},
	{'i', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_CODE, 0, "I"}}},
	{'j', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_CODE, 0, "J11"}}},
	{'u', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_UNDO}}},
	{'g', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_GIVE_CARD}}},
	{'b', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_BLOCK_CARDS}}},
	{'k', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_LOCK}}},
	{'S', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_SHOW}}},
	{'m', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_MORE}}},
	{'B', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_BACK}}},
	{'y', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_YES}}},
	{'z', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_NO}}},
	{'O', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_NO_CARD}}},
	{'~', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_NOTHING}}},
	{'.', {.kind = STAFFROOM_TIME}}, /* to the deadline */
	{',', {.kind = STAFFROOM_TIME}}, /* to 1 ms before it */
	{'_', {.kind = STAFFROOM_TIME}}, /* the afternoon's register closes */
};

static const struct walk walks[] = {
	{"a staff card asks for the PIN", POST_TEACHER, "c", SCREEN_PIN, ACT_NONE, ""},
	{"a touch opens nothing without a card", POST_TEACHER, "1234=lfRB", SCREEN_IDLE, ACT_NONE,
	 ""},
	{"digits alone open nothing", POST_TEACHER, "c1234", SCREEN_PIN, ACT_NONE, "4"},
	{"four digits are asked about", POST_TEACHER, "c1234=", SCREEN_PIN, ACT_NONE, "4 checks"},
	{"three are not", POST_TEACHER, "c123=", SCREEN_PIN, ACT_NONE, "3"},
	{"... nor is an answer taken then", POST_TEACHER, "c123=R", SCREEN_PIN, ACT_NONE, "3"},
	{"more than eight digits are not taken", POST_TEACHER, "c1234567890", SCREEN_PIN, ACT_NONE,
	 "8"},
	{"a digit is taken back", POST_TEACHER, "c123<", SCREEN_PIN, ACT_NONE, "2"},
	{"there is nothing to take back at first", POST_TEACHER, "c<<", SCREEN_PIN, ACT_NONE, ""},
	{"the right PIN opens the choices and is forgotten", POST_TEACHER, "c1234=R", SCREEN_STAFF,
	 ACT_NONE, ""},
	{"a wrong PIN says so and is forgotten", POST_TEACHER, "c1234=W", SCREEN_PIN, ACT_NONE,
	 "wrong"},
	{"... until the next digit", POST_TEACHER, "c1234=W1", SCREEN_PIN, ACT_NONE, "1"},
	{"after too many it says how long to wait", POST_TEACHER, "c1234=L", SCREEN_PIN, ACT_NONE,
	 "wait"},
	{"a PIN that could not be asked about opens nothing", POST_TEACHER, "c1234=X", SCREEN_PIN,
	 ACT_NONE, "problem"},
	{"while the PIN is looked at, touches are not taken", POST_TEACHER, "c1234=5k", SCREEN_PIN,
	 ACT_NONE, "4"},
	{"a right answer that nobody asked for opens nothing", POST_TEACHER, "cR", SCREEN_PIN,
	 ACT_NONE, ""},
	{"... nor on the pupils' screen", POST_TEACHER, "R", SCREEN_IDLE, ACT_NONE, ""},
	{"an answer for a member who was sent away opens nothing", POST_TEACHER, "c1234=dR",
	 SCREEN_PIN, ACT_NONE, ""},
	{"back leaves the PIN", POST_TEACHER, "c12B", SCREEN_IDLE, ACT_NONE, ""},
	{"the PIN left alone goes", POST_TEACHER, "c12..", SCREEN_IDLE, ACT_NONE, ""},
	{"another's card while somebody is in asks for its PIN", POST_ATTENDANCE, "c1234=Rld",
	 SCREEN_PIN, ACT_NONE, ""},
	{"one's own card while in changes nothing", POST_ATTENDANCE, "c1234=Rlc", SCREEN_CLOSE_LIST,
	 ACT_NONE, ""},
	{"lock locks", POST_ATTENDANCE, "c1234=Rlk", SCREEN_IDLE, ACT_NONE, ""},
	{"back from the choices locks", POST_ATTENDANCE, "c1234=RB", SCREEN_IDLE, ACT_NONE, ""},
	{"after 50 s names are hidden", POST_ATTENDANCE, "c1234=Rl.", SCREEN_CLOSE_LIST, ACT_NONE,
	 "hidden"},
	{"... not before", POST_ATTENDANCE, "c1234=Rl,", SCREEN_CLOSE_LIST, ACT_NONE, ""},
	{"... and a touch shows them again", POST_ATTENDANCE, "c1234=Rl.S", SCREEN_CLOSE_LIST,
	 ACT_NONE, ""},
	{"... and does nothing else", POST_ATTENDANCE, "c1234=Rl.h", SCREEN_CLOSE_LIST, ACT_NONE,
	 ""},
	{"... but locks", POST_ATTENDANCE, "c1234=Rl.k", SCREEN_IDLE, ACT_NONE, ""},
	{"after 60 s it is locked", POST_ATTENDANCE, "c1234=Rl..", SCREEN_IDLE, ACT_NONE, ""},
	{"... not before", POST_ATTENDANCE, "c1234=Rl.,", SCREEN_CLOSE_LIST, ACT_NONE, "hidden"},
	{"a touch begins the minute anew", POST_ATTENDANCE, "c1234=Rl.S.", SCREEN_CLOSE_LIST,
	 ACT_NONE, "hidden"},

	{"a key that only moves the ring does so too", POST_ATTENDANCE, "c1234=Rl.~.",
	 SCREEN_CLOSE_LIST, ACT_NONE, "hidden"},
	{"... and shows the names again", POST_ATTENDANCE, "c1234=Rl.~", SCREEN_CLOSE_LIST,
	 ACT_NONE, ""},
	{"... and leaves what was said standing", POST_ATTENDANCE, "c1234=Rlh!~", SCREEN_CLOSE_LIST,
	 ACT_NONE, "done"},
	{"... and opens nothing", POST_ATTENDANCE, "~", SCREEN_IDLE, ACT_NONE, ""},

	{"the attendance officer has the close list", POST_ATTENDANCE, "c1234=Rl",
	 SCREEN_CLOSE_LIST, ACT_NONE, ""},
	{"the designated teacher too", POST_DESIGNATED, "c1234=Rl", SCREEN_CLOSE_LIST, ACT_NONE,
	 ""},
	{"the school office has not", POST_OFFICE, "c1234=Rl", SCREEN_STAFF, ACT_NONE, ""},
	{"a teacher has not", POST_TEACHER, "c1234=Rl", SCREEN_STAFF, ACT_NONE, ""},
	{"nor has the headteacher", POST_HEAD, "c1234=Rl", SCREEN_STAFF, ACT_NONE, ""},
	{"the headteacher may close the school", POST_HEAD, "c1234=Rs", SCREEN_CLOSE_SCHOOL,
	 ACT_NONE, ""},
	{"the school office may not", POST_OFFICE, "c1234=Rs", SCREEN_STAFF, ACT_NONE, ""},
	{"a teacher may not", POST_TEACHER, "c1234=Rs", SCREEN_STAFF, ACT_NONE, ""},
	{"everybody sees how the kiosk is", POST_TEACHER, "c1234=Rv", SCREEN_DELIVERY, ACT_NONE,
	 ""},
	{"everybody has the evacuation list", POST_TEACHER, "c1234=Re", SCREEN_EVACUATION, ACT_NONE,
	 ""},
	{"a screen that is no choice is not opened", POST_ATTENDANCE, "c1234=Rn", SCREEN_STAFF,
	 ACT_NONE, ""},
	{"back goes to the choices", POST_ATTENDANCE, "c1234=RlB", SCREEN_STAFF, ACT_NONE, ""},
	{"a pupils' touch does nothing", POST_ATTENDANCE, "c1234=RO", SCREEN_STAFF, ACT_NONE, ""},

	{"here marks the pupil of the row", POST_ATTENDANCE, "c1234=Rlh", SCREEN_CLOSE_LIST,
	 ACT_HERE, "9 closed"},
	{"not here says that somebody has looked", POST_ATTENDANCE, "c1234=Rla", SCREEN_CLOSE_LIST,
	 ACT_NOT_HERE, "9 closed"},
	{"while a mark is made durable, no other is taken", POST_ATTENDANCE, "c1234=Rlha",
	 SCREEN_CLOSE_LIST, ACT_NONE, ""},
	{"done is said", POST_ATTENDANCE, "c1234=Rlh!", SCREEN_CLOSE_LIST, ACT_NONE, "done"},
	{"... until the next touch", POST_ATTENDANCE, "c1234=Rlh!m", SCREEN_CLOSE_LIST, ACT_NONE,
	 "page 1"},
	{"what could not be kept is said", POST_ATTENDANCE, "c1234=RlhX", SCREEN_CLOSE_LIST,
	 ACT_NONE, "problem"},
	{"known reason asks which", POST_ATTENDANCE, "c1234=Rlr", SCREEN_CODES, ACT_NONE, ""},
	{"... and marks with it", POST_ATTENDANCE, "c1234=Rlri", SCREEN_CODES, ACT_CODE,
	 "9 I closed"},
	{"... and goes back to the row's page", POST_ATTENDANCE, "c1234=Rlmri!", SCREEN_CLOSE_LIST,
	 ACT_NONE, "done page 1"},
	{"... for the register that the row was of, though the next one closes meanwhile",
	 POST_ATTENDANCE, "c1234=Rlr_mi", SCREEN_CODES, ACT_CODE, "9 I closed page 1"},
	{"... and then of the next one", POST_ATTENDANCE, "c1234=Rlr_i!h", SCREEN_CLOSE_LIST,
	 ACT_HERE, "9"},
	{"... or without it", POST_ATTENDANCE, "c1234=RlrB", SCREEN_CLOSE_LIST, ACT_NONE, ""},
	{"the reasons have pages of their own", POST_ATTENDANCE, "c1234=Rlrmm", SCREEN_CODES,
	 ACT_NONE, "page 2"},
	{"a code too long is none", POST_ATTENDANCE, "c1234=Rlrj", SCREEN_CODES, ACT_NONE, ""},

	{"form, pupil", POST_TEACHER, "c1234=Rfop", SCREEN_STAFF_PUPIL, ACT_NONE, "about 7"},
	{"here is of the session of now", POST_TEACHER, "c1234=Rfoph", SCREEN_STAFF_PUPIL, ACT_HERE,
	 "7"},
	{"not here too", POST_TEACHER, "c1234=Rfopa", SCREEN_STAFF_PUPIL, ACT_NOT_HERE, "7"},
	{"a reason too", POST_TEACHER, "c1234=Rfopri", SCREEN_CODES, ACT_CODE, "7 I"},
	{"... and goes back to the pupil", POST_TEACHER, "c1234=Rfopri!", SCREEN_STAFF_PUPIL,
	 ACT_NONE, "done about 7"},
	{"an arrival is taken back", POST_TEACHER, "c1234=Rfopu", SCREEN_STAFF_PUPIL, ACT_UNDO,
	 "7"},
	{"back from a pupil to the register's page", POST_TEACHER, "c1234=RfommpB", SCREEN_REGISTER,
	 ACT_NONE, "page 2"},
	{"... and on to its first page", POST_TEACHER, "c1234=RfommpBB", SCREEN_REGISTER, ACT_NONE,
	 "page 1"},
	{"... and to the forms", POST_TEACHER, "c1234=RfoB", SCREEN_STAFF_FORMS, ACT_NONE, ""},
	{"a teacher gives no cards", POST_TEACHER, "c1234=Rfopg", SCREEN_STAFF_PUPIL, ACT_NONE,
	 "about 7"},
	{"... and blocks none", POST_TEACHER, "c1234=Rfopby", SCREEN_STAFF_PUPIL, ACT_NONE,
	 "about 7"},
	{"the office gives a card", POST_OFFICE, "c1234=Rfopg", SCREEN_NEW_CARD, ACT_NONE,
	 "about 7"},
	{"... the one that is tapped", POST_OFFICE, "c1234=RfopgN", SCREEN_NEW_CARD, ACT_GIVE_CARD,
	 "7"},
	{"... and is back at the pupil", POST_OFFICE, "c1234=RfopgN!", SCREEN_STAFF_PUPIL, ACT_NONE,
	 "done about 7"},
	{"... not one that is somebody's", POST_OFFICE, "c1234=RfopgT", SCREEN_NEW_CARD, ACT_NONE,
	 "problem about 7"},
	{"... but then another", POST_OFFICE, "c1234=RfopgTN", SCREEN_NEW_CARD, ACT_GIVE_CARD, "7"},
	{"a card that nobody waits for is given to nobody", POST_OFFICE, "c1234=RfopN",
	 SCREEN_STAFF_PUPIL, ACT_NONE, "about 7"},
	{"blocking is asked once more", POST_OFFICE, "c1234=Rfopb", SCREEN_STAFF_PUPIL, ACT_NONE,
	 "asks about 7"},
	{"... yes", POST_OFFICE, "c1234=Rfopby", SCREEN_STAFF_PUPIL, ACT_BLOCK_CARDS, "7"},
	{"... no", POST_OFFICE, "c1234=Rfopbz", SCREEN_STAFF_PUPIL, ACT_NONE, "about 7"},
	{"... back is no", POST_OFFICE, "c1234=RfopbB", SCREEN_STAFF_PUPIL, ACT_NONE, "about 7"},
	{"... other touches leave it asked", POST_OFFICE, "c1234=Rfopbu", SCREEN_STAFF_PUPIL,
	 ACT_NONE, "asks about 7"},
	{"yes without a question does nothing", POST_OFFICE, "c1234=Rfopy", SCREEN_STAFF_PUPIL,
	 ACT_NONE, "about 7"},
	{"closing the school is asked once more", POST_HEAD, "c1234=Rsi", SCREEN_CLOSE_SCHOOL,
	 ACT_NONE, "asks"},
	{"... yes", POST_HEAD, "c1234=Rsiy", SCREEN_CLOSE_SCHOOL, ACT_CLOSE_SCHOOL, "0 I"},
	{"... and is back at the choices", POST_HEAD, "c1234=Rsiy!", SCREEN_STAFF, ACT_NONE,
	 "done"},
	{"... no", POST_HEAD, "c1234=Rsiz", SCREEN_CLOSE_SCHOOL, ACT_NONE, ""},
	{"everybody who keeps the register says which doors are not in use", POST_TEACHER,
	 "c1234=Rtq", SCREEN_DOORS, ACT_DOOR_NOT_IN_USE, "0 door 2"},
	{"... and takes it back", POST_OFFICE, "c1234=Rtw", SCREEN_DOORS, ACT_DOOR_IN_USE,
	 "0 door 0"},
	{"... of a pupil it is not", POST_OFFICE, "c1234=Rfopq", SCREEN_STAFF_PUPIL, ACT_NONE,
	 "about 7"},
	{"... of a door that no site has it is not", POST_OFFICE, "c1234=Rtx-", SCREEN_DOORS,
	 ACT_NONE, ""},
	{"... nor by a touch of other screens", POST_OFFICE, "c1234=Rth", SCREEN_DOORS, ACT_NONE,
	 ""},
	{"... and stays there when it is done", POST_OFFICE, "c1234=Rtmq!", SCREEN_DOORS, ACT_NONE,
	 "done page 1"},
	{"... while names are hidden a touch shows them", POST_OFFICE, "c1234=Rt.q", SCREEN_DOORS,
	 ACT_NONE, ""},
	{"... back goes to the choices", POST_OFFICE, "c1234=RtB", SCREEN_STAFF, ACT_NONE, ""},
	{"nothing is left of a member who was locked out", POST_OFFICE, "c1234=Rfopbk", SCREEN_IDLE,
	 ACT_NONE, ""},
};

static struct staffroom_input input_of(char move, enum post post)
{
	struct staffroom_input input = {.kind = STAFFROOM_CARD};
	if (move == 'c' || move == 'd')
		input.member = (struct staff_member){move == 'c' ? 1 : 2, "M. Pryce",
						     move == 'c' ? post : POST_TEACHER};
	else if (move >= '0' && move <= '9')
		input = (struct staffroom_input){.kind = STAFFROOM_TOUCHED,
						 .touch = {TOUCH_DIGIT, move - '0', ""}};
	else
		for (size_t i = 0; i < COUNT_OF(moves); i++)
			if (moves[i].move == move)
				return moves[i].input;
	return input;
}

/* What a screen would show, and the act asked for, as words. */
static void shown(const struct staffroom *staffroom, const struct staffroom_effects *effects,
		  char *out, size_t size)
{
	const struct staff_act *act = &effects->act;
	char number[60] = "", page[24] = "", about[24] = "";
	if (act->kind != ACT_NONE)
		snprintf(number, sizeof(number), " %u%s%s%s", act->pupil,
			 act->code.text[0] ? " " : "", act->code.text,
			 act->session.part == PART_AM ? " closed" : "");
	if (act->kind == ACT_DOOR_NOT_IN_USE || act->kind == ACT_DOOR_IN_USE)
		snprintf(number, sizeof(number), " %u door %zu", act->pupil, act->door);
	else if (act->kind == ACT_NONE && staffroom->pin[0])
		snprintf(number, sizeof(number), " %zu", strlen(staffroom->pin));
	if (staffroom->page)
		snprintf(page, sizeof(page), " page %d", staffroom->page);
	if (act->kind == ACT_NONE && staffroom->pupil && staffroom->screen != SCREEN_CODES)
		snprintf(about, sizeof(about), " about %u", staffroom->pupil);
	snprintf(out, size, "%s%s%s%s%s%s%s%s%s%s", number, effects->check_pin ? " checks" : "",
		 staffroom->wrong_pin ? " wrong" : "", staffroom->wait_s ? " wait" : "",
		 staffroom->problem ? " problem" : "", staffroom->hidden ? " hidden" : "",
		 staffroom->done ? " done" : "", staffroom->question.kind ? " asks" : "", about,
		 page);
}

static void walks_lead_where_they_should(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(walks); i++) {
		const struct walk *walk = &walks[i];
		struct staffroom_effects effects = {0};
		struct staffroom staffroom;
		struct session closed = {1, PART_AM};
		int64_t now_ms = 5000;
		char shows[160];

		staffroom_init(&staffroom);
		for (const char *move = walk->moves; *move; move++) {
			struct staffroom_input input = input_of(*move, walk->post);
			now_ms += 100;
			if (*move == '.' || *move == ',')
				now_ms = staffroom_deadline(&staffroom) - (*move == ',');
			if (*move == '_')
				closed.part = PART_PM;
			input.now.mono_ms = now_ms;
			input.session = (struct session){1, PART_PM};
			input.closed = closed;
			effects = staffroom_step(&staffroom, &input);
		}
		shown(&staffroom, &effects, shows, sizeof(shows));
		if (staffroom.screen != walk->screen || effects.act.kind != walk->act ||
		    strcmp(shows[0] ? shows + 1 : shows, walk->shows) != 0)
			fail_msg("%s: screen %s, act %d, shows \"%s\"", walk->says,
				 screen_text(staffroom.screen), (int)effects.act.kind, shows);
	}
}

static void every_move_stands_in_a_walk(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(moves); i++) {
		bool used = false;
		for (size_t w = 0; w < COUNT_OF(walks); w++)
			used = used || strchr(walks[w].moves, moves[i].move);
		if (!used)
			fail_msg("nobody walks '%c'", moves[i].move);
	}
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
		cmocka_unit_test(every_move_stands_in_a_walk),
		cmocka_unit_test(posts_are_known_by_their_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
