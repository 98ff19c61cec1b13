/* A child's school year a row, and what it adds up to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/tally.h"

#define FIRST 20710 /* Monday 14 September 2026 */

/* Days from that Monday on, weekends left out: "[Wales] COUNT*AM,PM ...", each session as in verdict_of. What is expected says
 * "POSSIBLE=ATTENDED+AUTHORISED+UNAUTHORISED not=N unknown=N ill=HALVES away=HALVES/LONGEST", then each threshold crossed with its
 * session by the school day counted from 1, "~" when it is so no more. */
struct row {
	const char *sentence, *days, *expect;
};

/* A code: marked so. "n": not seen, the register closed in time. "-": the same, and nobody closed it. "m": a person
 * said N of it. "?": not seen, and the kiosks do
 * not vouch. "x": not on the roll. "_": the school holds no such session. "c": closed by a code in no table. "E", "#": as the
 * rules have them. */
static void verdict_of(const char *word, struct session session, struct verdict *out, bool *judged)
{
	static const struct roll_fact mark = {.kind = EVENT_MARKED};
	*out = (struct verdict){.state = STATE_UNEXPLAINED, .on_roll = true, .code = {"N"}};
	*judged = strcmp(word, "-") != 0 && strcmp(word, "m") != 0;
	if (strcmp(word, "m") == 0)
		out->evidence = &mark;
	else if (strcmp(word, "?") == 0)
		out->state = STATE_UNKNOWN;
	else if (strcmp(word, "x") == 0)
		*out = (struct verdict){.state = STATE_NOT_EXPECTED};
	else if (strcmp(word, "_") == 0)
		*out = (struct verdict){.state = STATE_CLOSED, .on_roll = true};
	else if (strcmp(word, "c") == 0)
		*out = (struct verdict){
			.state = STATE_CLOSED, .on_roll = true, .code = {"c"}, .evidence = &mark};
	else if (strcmp(word, "n") != 0 && strcmp(word, "-") != 0) {
		assert_true(code_from_text(word, &out->code));
		const struct code_row *row =
			codes_find(codes_for(NATION_ENGLAND, session.day), out->code);
		out->state = row ? row->at_close : STATE_UNKNOWN;
		out->evidence = &mark;
	}
}

static void take_day(struct tally *tally, int number, const char *words[PART_COUNT])
{
	int32_t day = FIRST + number / 5 * 7 + number % 5;
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		struct verdict verdict;
		bool judged;
		verdict_of(words[part], (struct session){day, part}, &verdict, &judged);
		tally_take(tally, (struct session){day, part}, &verdict, judged);
	}
}

static void take_all(struct tally *tally, const char *days)
{
	char text[400], *rest = text;
	assert_true(text_copy(text, sizeof(text), days));
	int number = 0;
	for (char *item; (item = strtok_r(rest, " ", &rest));) {
		char am[4], pm[4];
		int count;
		if (sscanf(item, "%d*%3[^,],%3s", &count, am, pm) != 3)
			fail_msg("not understood: %s", item);
		for (int i = 0; i < count; i++)
			take_day(tally, number++, (const char *[]){am, pm});
	}
}

static int school_day_of(int32_t day)
{
	return (day - FIRST) / 7 * 5 + (day - FIRST) % 7 + 1;
}

static void say(const struct tally *tally, char *out, size_t size)
{
	int used =
		snprintf(out, size, "%d=%d+%d+%d not=%d unknown=%d ill=%d away=%d/%d",
			 tally->possible, tally->attended, tally->authorised, tally->unauthorised,
			 tally->not_possible, tally->unknown, tally->ill_halves,
			 tally->unauthorised_halves, tally->longest_run_halves);
	for (enum tally_threshold at = 0; at < TALLY_THRESHOLD_COUNT; at++) {
		const struct tally_crossing *crossing = &tally->crossings[at];
		if (crossing->crossed)
			used += snprintf(out + used, size - (size_t)used, " %s:%d%s%s",
					 tally_threshold_text(at),
					 school_day_of(crossing->first.day),
					 crossing->first.part == PART_AM ? "am" : "pm",
					 crossing->now ? "" : "~");
	}
}

static const struct row rows[] = {
	/* what a session is */
	{"nothing taken adds up to nothing", "", "0=0+0+0 not=0 unknown=0 ill=0 away=0/0"},
	{"present all day", "1*/,\\", "2=2+0+0 not=0 unknown=0 ill=0 away=0/0"},
	{"taught elsewhere is attended: V, P, B, K, W", "1*V,P 1*B,K 1*W,W",
	 "6=6+0+0 not=0 unknown=0 ill=0 away=0/0"},
	{"authorised: M, C2, S", "1*M,C2 1*S,/", "4=1+3+0 not=0 unknown=0 ill=0 away=0/0"},
	{"unauthorised: G, N, O, and U although the child came", "1*G,N 1*O,U 1*/,\\",
	 "6=2+0+4 not=0 unknown=0 ill=0 away=4/4"},
	{"D, X, Q and Y leave the denominator", "1*D,X 1*Q,Y1",
	 "0=0+0+0 not=4 unknown=0 ill=0 away=0/0"},
	{"so do # and Z", "1*#,Z", "0=0+0+0 not=2 unknown=0 ill=0 away=0/0"},
	{"D is approved activity in Wales, in its older table", "Wales 1*D,D",
	 "2=2+0+0 not=0 unknown=0 ill=0 away=0/0"},
	{"not on the roll is nothing at all", "1*x,x", "0=0+0+0 not=0 unknown=0 ill=0 away=0/0"},
	{"no such session is nothing at all", "1*_,_", "0=0+0+0 not=0 unknown=0 ill=0 away=0/0"},
	{"closed by a code in no table: no session was possible", "1*c,c",
	 "0=0+0+0 not=2 unknown=0 ill=0 away=0/0"},
	{"a mark with a code in no table: nobody knows", "1*!,&",
	 "0=0+0+0 not=0 unknown=2 ill=0 away=0/0"},
	{"not seen, register closed: unauthorised", "1*n,n",
	 "2=0+0+2 not=0 unknown=0 ill=0 away=2/2"},
	{"not seen, register never closed: nobody knows", "1*-,-",
	 "0=0+0+0 not=0 unknown=2 ill=0 away=0/0"},
	{"not seen, the kiosks do not vouch: nobody knows", "1*?,?",
	 "0=0+0+0 not=0 unknown=2 ill=0 away=0/0"},
	{"N by a person is an absence though the register was never closed", "1*m,m",
	 "2=0+0+2 not=0 unknown=0 ill=0 away=2/2"},
	{"N by a person is an absence whatever the kiosks say", "1*N,N",
	 "2=0+0+2 not=0 unknown=0 ill=0 away=2/2"},
	/* fifteen days of illness */
	{"fourteen and a half days ill: not yet", "14*I,I 1*I,\\",
	 "30=1+29+0 not=0 unknown=0 ill=29 away=0/0"},
	{"fifteen days ill on end: in the afternoon of the fifteenth", "15*I,I",
	 "30=0+30+0 not=0 unknown=0 ill=30 away=0/0 illness_15:15pm"},
	{"fifteen days ill here and there", "10*I,I 5*/,\\ 5*I,I",
	 "40=10+30+0 not=0 unknown=0 ill=30 away=0/0 illness_15:20pm"},
	{"half days count half: thirty mornings", "30*I,\\",
	 "60=30+30+0 not=0 unknown=0 ill=30 away=0/0 illness_15:30am persistent:30pm severe:30pm"},
	{"a day with a closed afternoon is a day", "15*I,#",
	 "15=0+15+0 not=15 unknown=0 ill=30 away=0/0 illness_15:15am"},
	{"so is one with a closed morning", "15*Y4,I",
	 "15=0+15+0 not=15 unknown=0 ill=30 away=0/0 illness_15:15pm"},
	{"so is one at a school without afternoons", "15*I,_",
	 "15=0+15+0 not=0 unknown=0 ill=30 away=0/0 illness_15:15am"},
	{"an unknown afternoon is not given away: half a day", "15*I,?",
	 "15=0+15+0 not=0 unknown=15 ill=15 away=0/0"},
	{"other authorised absence is no illness", "20*M,M",
	 "40=0+40+0 not=0 unknown=0 ill=0 away=0/0"},
	{"once reached it stays reached", "15*I,I 5*/,\\",
	 "40=10+30+0 not=0 unknown=0 ill=30 away=0/0 illness_15:15pm"},
	/* ten days unauthorised */
	{"nine and a half days away: not yet", "9*n,n 1*n,M",
	 "20=0+1+19 not=0 unknown=0 ill=0 away=19/19"},
	{"ten days away on end", "10*n,n",
	 "20=0+0+20 not=0 unknown=0 ill=0 away=20/20 unauthorised_10:10pm"},
	{"the same in Wales", "Wales 10*n,n",
	 "20=0+0+20 not=0 unknown=0 ill=0 away=20/20 unauthorised_10:10pm"},
	{"ten days away here and there: irregular, in England", "5*n,n 1*/,\\ 5*n,n",
	 "22=2+0+20 not=0 unknown=0 ill=0 away=20/10 unauthorised_10:11pm"},
	{"but not in Wales", "Wales 5*n,n 1*/,\\ 5*n,n",
	 "22=2+0+20 not=0 unknown=0 ill=0 away=20/10"},
	{"one attended afternoon ends a run", "Wales 9*n,n 1*n,\\ 9*n,n",
	 "38=1+0+37 not=0 unknown=0 ill=0 away=37/19"},
	{"so does an authorised session", "Wales 9*n,n 1*I,n 9*n,n",
	 "38=0+1+37 not=0 unknown=0 ill=1 away=37/19"},
	{"a run goes on behind that", "Wales 9*n,n 1*I,n 10*n,n",
	 "40=0+1+39 not=0 unknown=0 ill=1 away=39/21 unauthorised_10:20am"},
	{"closures and sessions not expected neither end nor lengthen a run",
	 "Wales 5*n,n 3*#,# 2*Y4,X 5*n,n",
	 "20=0+0+20 not=10 unknown=0 ill=0 away=20/20 unauthorised_10:15pm"},
	{"nor do sessions of which nobody knows", "Wales 5*n,n 3*?,- 5*n,n",
	 "20=0+0+20 not=0 unknown=6 ill=0 away=20/20 unauthorised_10:13pm"},
	{"a half holiday within it is a school day", "Wales 9*n,n 1*n,#",
	 "19=0+0+19 not=1 unknown=0 ill=0 away=20/20 unauthorised_10:10am"},
	{"U all day is unauthorised all day", "10*U,U",
	 "20=0+0+20 not=0 unknown=0 ill=0 away=20/20 unauthorised_10:10pm"},
	{"late every morning is irregular after twenty, and no run", "20*U,\\",
	 "40=20+0+20 not=0 unknown=0 ill=0 away=20/1 unauthorised_10:20am"},
	/* shares */
	{"away from the first day: no share is told of 59 sessions", "29*M,M 1*M,#",
	 "59=0+59+0 not=1 unknown=0 ill=0 away=0/0"},
	{"the sixtieth session is enough", "30*M,M",
	 "60=0+60+0 not=0 unknown=0 ill=0 away=0/0 persistent:30pm severe:30pm"},
	{"5 of 60 are less than a tenth", "2*M,M 1*M,\\ 27*/,\\",
	 "60=55+5+0 not=0 unknown=0 ill=0 away=0/0"},
	{"6 of 60 are a tenth exactly", "3*M,M 27*/,\\",
	 "60=54+6+0 not=0 unknown=0 ill=0 away=0/0 persistent:30pm"},
	{"a tenth at first, less with the next session", "3*M,M 28*/,\\",
	 "62=56+6+0 not=0 unknown=0 ill=0 away=0/0 persistent:30pm~"},
	{"and again: the first time is kept", "3*M,M 28*/,\\ 1*M,\\ 1*/,\\",
	 "66=59+7+0 not=0 unknown=0 ill=0 away=0/0 persistent:30pm"},
	{"a half exactly is severe", "15*M,M 15*/,\\",
	 "60=30+30+0 not=0 unknown=0 ill=0 away=0/0 persistent:30pm severe:30pm"},
	{"one less is not", "14*M,M 1*M,\\ 15*/,\\",
	 "60=31+29+0 not=0 unknown=0 ill=0 away=0/0 persistent:30pm"},
	{"no longer severe, persistent still", "15*M,M 16*/,\\",
	 "62=32+30+0 not=0 unknown=0 ill=0 away=0/0 persistent:30pm severe:30pm~"},
	{"authorised and unauthorised count alike, U among them", "1*I,n 1*U,M 1*E,G 27*/,\\",
	 "60=54+3+3 not=0 unknown=0 ill=1 away=3/2 persistent:30pm"},
	{"unknown sessions make nobody persistent", "20*?,? 3*M,\\ 28*/,\\",
	 "62=59+3+0 not=0 unknown=40 ill=0 away=0/0"},
	{"a part-time timetable (C2) is absence, as the law counts it", "30*/,C2",
	 "60=30+30+0 not=0 unknown=0 ill=0 away=0/0 persistent:30pm severe:30pm"},
};

static void each_row_adds_up(void **state)
{
	(void)state;
	int wrong = 0;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct tally tally;
		char said[400];
		bool wales = strncmp(rows[i].days, "Wales ", 6) == 0;
		tally_init(&tally, wales ? NATION_WALES : NATION_ENGLAND);
		take_all(&tally, rows[i].days + (wales ? 6 : 0));
		say(&tally, said, sizeof(said));
		if (strcmp(said, rows[i].expect) == 0)
			continue;
		wrong++;
		print_error("%s:\n\tsaid   %s\n\texpect %s\n", rows[i].sentence, said,
			    rows[i].expect);
	}
	assert_int_equal(wrong, 0);
}

static void lates_and_suspensions_are_counted_apart(void **state)
{
	(void)state;
	struct tally tally;
	tally_init(&tally, NATION_ENGLAND);
	take_all(&tally, "2*L,L 1*U,\\ 3*E,E 1*L,#");
	assert_int_equal(tally.late, 5);
	assert_int_equal(tally.arrived_late, 1);
	assert_int_equal(tally.suspended, 6);
	assert_int_equal(tally_missed(&tally), 7);
}

static void a_share_is_never_rounded_up(void **state)
{
	(void)state;
	struct tally tally = {0};
	assert_int_equal(tally_missed_per_mille(&tally), 0);
	tally = (struct tally){
		.possible = 151, .attended = 136, .authorised = 10, .unauthorised = 5};
	assert_int_equal(tally_missed_per_mille(&tally), 99); /* 99.3 */
	tally = (struct tally){.possible = 3, .attended = 1, .unauthorised = 2};
	assert_int_equal(tally_missed_per_mille(&tally), 666);
}

static void returns_are_of_compulsory_school_age(void **state)
{
	(void)state;
	static const struct {
		const char *sentence;
		int year;
		bool due;
	} years[] = {
		{"nursery", -1, false},
		{"reception: some are five", 0, true},
		{"year 11", 11, true},
		{"year 12", 12, false},
	};
	for (size_t i = 0; i < COUNT_OF(years); i++)
		if (tally_return_due(years[i].year) != years[i].due)
			fail_msg("%s", years[i].sentence);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_adds_up),
		cmocka_unit_test(lates_and_suspensions_are_counted_apart),
		cmocka_unit_test(a_share_is_never_rounded_up),
		cmocka_unit_test(returns_are_of_compulsory_school_age),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
