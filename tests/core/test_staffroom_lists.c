/* The search in the register, and those who came late together. */
#include "tests/support/staff_walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct staff_walk walks[] = {
	{"the forms alone lead to the search", POST_TEACHER, "Cq", SCREEN_STAFF, ""},
	{"the register is searched by letters", POST_TEACHER, "Cfqx", SCREEN_SEARCH, "typed 1"},
	{"... which are taken back", POST_TEACHER, "Cfqxx<", SCREEN_SEARCH, "typed 1"},
	{"... one by one, to none", POST_TEACHER, "Cfqx<<", SCREEN_SEARCH, ""},
	{"a letter that is none is not taken", POST_TEACHER, "Cfqw", SCREEN_SEARCH, ""},
	{"more than twelve are not taken", POST_TEACHER, "Cfqxxxxxxxxxxxxx", SCREEN_SEARCH,
	 "typed 12"},
	{"without a letter nobody is found", POST_TEACHER, "Cfq=", SCREEN_SEARCH, ""},
	{"... with one they are", POST_TEACHER, "Cfqx=", SCREEN_FOUND, "typed 1"},
	{"letters have pages", POST_TEACHER, "Cfqmm", SCREEN_SEARCH, "page 2"},
	{"... which begin anew with each", POST_TEACHER, "Cfqmmx", SCREEN_SEARCH, "typed 1"},
	{"... and with each taken back", POST_TEACHER, "Cfqxm<", SCREEN_SEARCH, ""},
	{"whoever is found is one pupil", POST_TEACHER, "Cfqx=mp", SCREEN_STAFF_PUPIL,
	 "about 7 typed 1"},
	{"... of whom it is all the same how", POST_TEACHER, "Cfqx=ph", SCREEN_STAFF_PUPIL,
	 "here 7 typed 1"},
	{"... and back goes to the page of those found", POST_TEACHER, "Cfqx=mpB", SCREEN_FOUND,
	 "typed 1 page 1"},
	{"... and to their letters", POST_TEACHER, "Cfqx=B", SCREEN_SEARCH, "typed 1"},
	{"... and to the forms, without them", POST_TEACHER, "Cfqx=BBq", SCREEN_SEARCH, ""},
	{"... where a pupil of a form goes back to the form", POST_TEACHER, "Cfqx=pBBBopB",
	 SCREEN_REGISTER, ""},
	{"when names are hidden the letters go", POST_TEACHER, "Cfqx.S", SCREEN_SEARCH, ""},
	{"... and those found", POST_TEACHER, "Cfqx=.", SCREEN_SEARCH, "hidden"},
	{"... and the way back to them", POST_TEACHER, "Cfqx=p.SB", SCREEN_SEARCH, ""},
	{"nothing of a search is left when locked", POST_TEACHER, "Cfqxk", SCREEN_IDLE, ""},

	{"everybody may say that the bus was late", POST_TEACHER, "CA", SCREEN_LATE_TOGETHER, ""},
	{"a row is chosen", POST_TEACHER, "CA+", SCREEN_LATE_TOGETHER, "chosen 7"},
	{"... and is not again", POST_TEACHER, "CA++", SCREEN_LATE_TOGETHER, ""},
	{"several are", POST_TEACHER, "CA-+", SCREEN_LATE_TOGETHER, "chosen 9 7"},
	{"all are", POST_TEACHER, "CA*", SCREEN_LATE_TOGETHER, "chosen 7 9"},
	{"... with who was already", POST_TEACHER, "CA-*", SCREEN_LATE_TOGETHER, "chosen 7 9"},
	{"... and none is", POST_TEACHER, "CA**", SCREEN_LATE_TOGETHER, ""},
	{"all but one", POST_TEACHER, "CA*+", SCREEN_LATE_TOGETHER, "chosen 9"},
	{"whoever has not come cannot be chosen", POST_TEACHER, "CA?", SCREEN_LATE_TOGETHER, ""},
	{"with nobody nothing is done", POST_TEACHER, "CA=", SCREEN_LATE_TOGETHER, ""},
	{"one act for all who are chosen", POST_TEACHER, "CA*=", SCREEN_LATE_TOGETHER,
	 "late 0 L chosen 7 9"},
	{"... while it is made durable nothing is taken", POST_TEACHER, "CA*=+",
	 SCREEN_LATE_TOGETHER, "chosen 7 9"},
	{"... and then they have been dealt with", POST_TEACHER, "CAm*=!", SCREEN_LATE_TOGETHER,
	 "done"},
	{"what could not be kept is chosen still", POST_TEACHER, "CA*=X", SCREEN_LATE_TOGETHER,
	 "problem chosen 7 9"},
	{"... and tried again with a touch", POST_TEACHER, "CA*=X=", SCREEN_LATE_TOGETHER,
	 "late 0 L chosen 7 9"},
	{"whoever was dealt with elsewhere is left out", POST_TEACHER,
	 "CA*|=", SCREEN_LATE_TOGETHER, "late 0 L chosen 7"},
	{"... and cannot be chosen again", POST_TEACHER, "CA|-", SCREEN_LATE_TOGETHER, ""},
	{"who was chosen for a session that is over is not", POST_TEACHER,
	 "CA*&=", SCREEN_LATE_TOGETHER, ""},
	{"whoever leaves the list begins anew", POST_TEACHER, "CA*BA", SCREEN_LATE_TOGETHER, ""},
	{"hidden names stay chosen", POST_TEACHER, "CA*.S", SCREEN_LATE_TOGETHER, "chosen 7 9"},
	{"nobody is chosen when it is locked", POST_TEACHER, "CA*k", SCREEN_IDLE, ""},
};

static void walks_lead_where_they_should(void **state)
{
	(void)state;
	staff_walks_hold(walks, COUNT_OF(walks));
	staff_walks_take(walks, COUNT_OF(walks), STAFF_WALK_LISTS, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(walks_lead_where_they_should)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
