/* Notices: a row is a course of events; each step adds facts and says what the authority must then be told. */
#include "core/care.h"
#include "tests/support/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum stage { END, EARLY, DUE };
struct step {
	enum stage stage;
	const char *facts;
	const char *told; /* what notice_diff must write; see facts_say() */
	unsigned because; /* the kiosks do not vouch, because */
	bool gone;        /* CH-A has left the roll */
};
struct row {
	const char *sentence;
	struct step steps[7];
	bool explained_too;
	bool two;   /* CH-B, pupil 8, as well */
	bool stale; /* a day gone by: no new flags */
	enum part part;
};
#define RAISED "raised CH-A first_day 1 confirmed N"
#define CLOSED_ABSENT "closed 1=0+1+0 CH-A:unexplained:N; "
#define CLOSED_HERE "closed 1=1+0+0 CH-A:present:/"

static struct row rows[] = {
	{"here in time: told at once, stated at the close",
	 .steps = {{EARLY, "", .told = ""},
		   {EARLY, "08:45 tap", .told = "recorded CH-A present / 08:45"},
		   {DUE, "", .told = CLOSED_HERE}}},
	{"late: told at once", .steps = {{EARLY, "09:05 tap", .told = "recorded CH-A late L 09:05"},
					 {DUE, "", .told = "closed 1=1+0+0 CH-A:late:L"}}},
	{"arrived before the opening, undone before the due time: the statement says unexplained",
	 .steps = {{EARLY, "08:45 tap", .told = "recorded CH-A present / 08:45"},
		   {EARLY, "08:50 undo", .told = ""},
		   {DUE, "", .told = CLOSED_ABSENT RAISED}}},
	{"absent: nothing before, a statement and a flag when due",
	 .steps = {{EARLY, "", .told = ""}, {DUE, "", .told = CLOSED_ABSENT RAISED}}},
	{"absent, then comes after the close: withdrawn with the time, and nothing besides",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "10:12 tap", .told = "withdrawn CH-A arrived_late U 10:12"}}},
	{"arrived after the close but before the flags went: no flag, here in the statement",
	 .steps = {{EARLY, "09:25 tap", .told = "recorded CH-A arrived_late U 09:25"},
		   {DUE, "", .told = "closed 1=1+0+0 CH-A:arrived_late:U"}}},
	{"seen in time at the other door, known only later: seen elsewhere",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "08:44 @gate tap", .told = "withdrawn CH-A seen_elsewhere / 08:44"}}},
	{"seen in time here, known only later: a correction",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "09:10 tap", .told = "withdrawn CH-A correction L 09:10"}}},
	{"marked here by the office: marked",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "09:40 mark AM / tutor",
		    .told = "withdrawn CH-A marked / 09:40 by tutor"}}},
	{"marked U by the office: marked, and nothing besides",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "10:40 mark AM U", .told = "withdrawn CH-A marked U 10:40 by office"}}},
	{"marked as on a visit: marked, and the state beside it",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "09:40 mark AM V",
		    .told = "withdrawn CH-A marked V 09:40 by office; recorded CH-A elsewhere V "
			    "09:40"}}},
	{"on a visit, flagged when that was taken back, on the visit after all: said anew",
	 .steps = {{DUE, "08:40 mark AM V", .told = "closed 1=1+0+0 CH-A:elsewhere:V"},
		   {DUE, "09:40 undo", .told = RAISED},
		   {DUE, "09:50 mark AM V",
		    .told = "withdrawn CH-A marked V 09:50 by office; recorded CH-A elsewhere V "
			    "09:50"}}},
	{"the boiler: closed, retracted",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "09:45 closure AM Y4 head",
		    .told = "withdrawn CH-A closure Y4 09:45 by head"}}},
	{"the boiler for one who was here: a new state",
	 .steps = {{DUE, "08:45 tap", .told = CLOSED_HERE},
		   {DUE, "09:45 closure AM Y4", .told = "recorded CH-A closed Y4 09:45"}}},
	{"deleted from the roll late: not on roll",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "", .told = "withdrawn CH-A not_on_roll - 09:30", .gone = true}}},
	{"not on the roll: not a word", .steps = {{EARLY, "", .told = "", .gone = true},
						  {DUE, "", .told = "closed 0=0+0+0", .gone = true},
						  {DUE, "", .told = "", .gone = true}}},
	{"here, then found to have left the roll: said",
	 .steps = {{EARLY, "08:45 tap", .told = "recorded CH-A present / 08:45"},
		   {DUE, "", .told = "closed 0=0+0+0 CH-A:not_expected:", .gone = true}}},
	{"a reason after the flag: the same flag, updated with code and role",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "09:50 mark AM I tutor", .told = "updated CH-A confirmed I by tutor"},
		   {DUE, "10:50 mark AM M office", .told = "updated CH-A confirmed M by office"},
		   {DUE, "10:51 undo", .told = "updated CH-A confirmed I by tutor"}}},
	{"a reason after the flag, taken back: N again",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "09:50 mark AM I", .told = "updated CH-A confirmed I by office"},
		   {DUE, "09:51 undo", .told = "updated CH-A confirmed N"}}},
	{"N turned into O: updated",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "09:50 mark AM O", .told = "updated CH-A confirmed O by office"}}},
	{"a reason before the close: stated without its code",
	 .steps = {{EARLY, "08:40 mark AM I", .told = ""},
		   {DUE, "", .told = "closed 1=0+1+0 CH-A:explained:"}}},
	{"a reason before the close, to an authority that wants it: told at once with its code",
	 .steps = {{EARLY, "08:40 mark AM I", .told = "recorded CH-A explained I 08:40"},
		   {DUE, "", .told = "closed 1=0+1+0 CH-A:explained:I"}},
	 .explained_too = true},
	{"an explanation that changes after the close is told only where codes are wanted",
	 .steps = {{DUE, "08:40 mark AM I", .told = "closed 1=0+1+0 CH-A:explained:"},
		   {DUE, "10:00 mark AM M", .told = ""}}},
	{"the same where they are",
	 .steps = {{DUE, "08:40 mark AM I", .told = "closed 1=0+1+0 CH-A:explained:I"},
		   {DUE, "10:00 mark AM M", .told = "recorded CH-A explained M 10:00"}},
	 .explained_too = true},
	{"suspended: told at once, once, due or not",
	 .steps = {{EARLY, "08:00 mark AM E", .told = "suspension CH-A E"},
		   {EARLY, "", .told = ""},
		   {DUE, "", .told = "closed 1=0+1+0 CH-A:suspended:E"}}},
	{"suspended after the flag: the flag stays, with E",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "10:00 mark AM E head",
		    .told = "suspension CH-A E; updated CH-A confirmed E by head"}}},
	{"the reader was away: unverified, healed by later facts",
	 .steps = {{DUE, "",
		    .told = "closed 1=0+0+1 CH-A:unknown:; raised CH-A first_day 1 unverified "
			    "reader_fault N",
		    .because = BECAUSE_READER_FAULT},
		   {DUE, "", .told = "updated CH-A confirmed N"}}},
	{"another reason for doubt: updated",
	 .steps = {{DUE, "",
		    .told = "closed 1=0+0+1 CH-A:unknown:; raised CH-A first_day 1 unverified "
			    "kiosk_not_heard N",
		    .because = BECAUSE_KIOSK_NOT_HEARD},
		   {DUE, "", .told = "updated CH-A unverified kiosk_down N",
		    .because = BECAUSE_KIOSK_DOWN}}},
	{"explained while unverified: the doubt stays as it was told",
	 .steps = {{DUE, "",
		    .told = "closed 1=0+0+1 CH-A:unknown:; raised CH-A first_day 1 unverified "
			    "kiosk_down N",
		    .because = BECAUSE_KIOSK_DOWN},
		   {DUE, "09:50 mark AM I",
		    .told = "updated CH-A unverified kiosk_down I by office"}}},
	{"a code in no table stays in the school: unknown, and a flag with N",
	 .steps = {{DUE, "08:50 mark AM &",
		    .told = "closed 1=0+0+1 CH-A:unknown:; raised CH-A first_day 1 confirmed N"}}},
	{"withdrawn, the arrival undone: the same flag again",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "10:12 tap", .told = "withdrawn CH-A arrived_late U 10:12"},
		   {DUE, "10:15 undo", .told = RAISED},
		   {DUE, "11:00 tap", .told = "withdrawn CH-A arrived_late U 11:00"}}},
	{"withdrawn as U, then marked L: a new state",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "10:12 tap", .told = "withdrawn CH-A arrived_late U 10:12"},
		   {DUE, "10:30 mark AM L", .told = "recorded CH-A late L 10:30"}}},
	{"here at the close, the arrival undone: a flag",
	 .steps = {{DUE, "08:45 tap", .told = CLOSED_HERE}, {DUE, "09:40 undo", .told = RAISED}}},
	{"the clock put back after the statement: new flags wait, withdrawals do not",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {EARLY, "09:10 tap", .told = "withdrawn CH-A correction L 09:10"},
		   {EARLY, "09:12 undo", .told = ""},
		   {DUE, "", .told = RAISED}}},
	{"left before the close and back after it",
	 .steps = {{EARLY, "08:45 tap", .told = "recorded CH-A present / 08:45"},
		   {EARLY, "09:00 left", .told = "recorded CH-A left / 09:00"},
		   {DUE, "", .told = "closed 1=1+0+0 CH-A:left:/"},
		   {DUE, "10:00 back", .told = "recorded CH-A returned / 10:00"}}},
	{"known late to have come and gone: withdrawn, and the leaving beside it",
	 .steps = {{DUE, "", .told = CLOSED_ABSENT RAISED},
		   {DUE, "08:45 tap; 09:00 left",
		    .told = "withdrawn CH-A correction / 09:00; recorded CH-A left / 09:00"}}},
	{"two children, one flag",
	 .steps = {{EARLY, "08:45 #8 tap", .told = "recorded CH-B present / 08:45"},
		   {DUE, "", .told = "closed 2=1+1+0 CH-A:unexplained:N CH-B:present:/; " RAISED},
		   {DUE, "10:00 #8 mark AM I", .told = "recorded CH-B explained - 10:00"}},
	 .two = true},
	{"a day gone by: the statement alone",
	 .steps = {{DUE, "", .told = "closed 1=0+1+0 CH-A:unexplained:N"}}, .stale = true},
	{"a day gone by, a late mark: told as a state",
	 .steps = {{DUE, "08:45 tap", .told = CLOSED_HERE},
		   {DUE, "08:46 undo", .told = "recorded CH-A unexplained N 09:30"}},
	 .stale = true},
	{"a session of its own: absent all day continues in the afternoon",
	 .steps = {{DUE, "09:20 closed AM",
		    .told = "closed 1=0+1+0 CH-A:unexplained:N; raised CH-A continuing 1 confirmed "
			    "N"}},
	 .part = PART_PM},
	{"here in the morning, gone at noon: the afternoon's flag is a first day",
	 .steps = {{EARLY, "08:45 tap", .told = "recorded CH-A present \\ 08:45"},
		   {EARLY, "12:00 left", .told = ""},
		   {DUE, "",
		    .told = "closed 1=0+1+0 CH-A:unexplained:N; raised CH-A first_day 1 confirmed "
			    "N"}},
	 .part = PART_PM},
	{"absent on Friday as well: day 2",
	 .steps = {{DUE, "d-4 08:45 tap; d-3 09:20 closed AM; d-3 13:25 closed PM",
		    .told = "closed 1=0+1+0 CH-A:unexplained:N; raised CH-A continuing 2 confirmed "
			    "N"}}},
};

static struct facts facts;
static struct school school;
static struct care care[2] = {
	{.pupil = 7, .authority = "835", .child_ref = "CH-A", .to_day = DAY_OPEN},
	{.pupil = 8, .authority = "835", .child_ref = "CH-B", .to_day = DAY_OPEN},
};

struct desk {
	struct notice_case cases[2];
	struct notice_child lines[2];
	struct notice notices[5];
	struct notice_question question;
	struct coverage coverage;
};

static void desk_open(struct desk *desk, const struct row *row)
{
	*desk = (struct desk){0};
	facts_school(&school);
	facts_clear(&facts);
	facts_add(&facts, FACTS_MONDAY, "d-4 08:45 #8 tap; d-3 08:45 #8 tap");
	if (!strstr(row->sentence, "Friday"))
		facts_add(&facts, FACTS_MONDAY, "d-3 08:45 tap");
	desk->question = (struct notice_question){
		.authority = "835",
		.explained_too = row->explained_too,
		.session = {FACTS_MONDAY, row->part},
		.flags = !row->stale,
		.closed_at =
			calendar_moment(calendar_utc_ms(FACTS_MONDAY, 570), 0, 1, TRUST_SYNCED),
		.cases = desk->cases,
		.case_count = row->two ? 2 : 1,
		.coverage = &desk->coverage,
		.reader_activity = ACTIVITY_NORMAL,
		.roster_version = 5,
	};
	for (size_t i = 0; i < 2; i++) {
		desk->cases[i].care = &care[i];
		text_copy(desk->cases[i].told.child, CHILD_REF_SIZE, care[i].child_ref);
	}
}

static void judge(struct desk *desk, const struct step *step)
{
	desk->coverage = (struct coverage){.kiosks = {{.kiosk = "door"}},
					   .count = 1,
					   .complete = !step->because,
					   .because = step->because};
	for (size_t i = 0; i < 2; i++) {
		struct child child = facts_child();
		child.pupil = care[i].pupil;
		if (step->gone && i == 0)
			child.on_roll_to = FACTS_MONDAY - 1;
		rules_verdict(&school, &child, &facts.roll, desk->question.session,
			      step->stage == DUE ? &desk->coverage : NULL, &desk->cases[i].verdict);
		if (!rules_spell(&school, &child, &facts.roll, desk->question.session,
				 FACTS_MONDAY - 10, FACTS_MONDAY - 10, &desk->cases[i].spell))
			continue; /* longer than the days told of: all the same here */
	}
	desk->question.due = step->stage == DUE;
}

static void take(struct desk *desk, size_t count)
{
	for (size_t n = 0; n < count; n++) {
		if (desk->notices[n].kind == NOTICE_SESSION_CLOSED)
			desk->question.statement_told = true;
		for (size_t i = 0; i < desk->question.case_count; i++)
			notice_fold(&desk->cases[i].told, &desk->notices[n]);
	}
}

static void check_frame(const struct notice *notice, const struct desk *desk)
{
	assert_string_equal(notice->authority, "835");
	assert_memory_equal(&notice->session, &desk->question.session, sizeof(notice->session));
	if (notice->kind == NOTICE_FLAG_RAISED || notice->kind == NOTICE_SESSION_CLOSED)
		assert_int_equal(notice->roster_version, 5);
	if (notice->kind == NOTICE_SESSION_CLOSED) {
		assert_int_equal(notice->reader_activity, ACTIVITY_NORMAL);
		assert_ptr_equal(notice->coverage, &desk->coverage);
		assert_true(notice->has_at);
		assert_int_equal(notice->at.utc_ms, desk->question.closed_at.utc_ms);
	}
	char flag[UUID_SIZE] = "";
	if (notice->kind == NOTICE_FLAG_RAISED || notice->kind == NOTICE_FLAG_UPDATED ||
	    notice->kind == NOTICE_FLAG_WITHDRAWN)
		notice_flag_id("835", notice->child, notice->session, flag);
	assert_string_equal(notice->flag, flag);
}

static void check_row(void **state)
{
	const struct row *row = *state;
	struct desk desk;
	desk_open(&desk, row);
	for (const struct step *step = row->steps; step->stage != END; step++) {
		facts_add(&facts, FACTS_MONDAY, step->facts);
		judge(&desk, step);
		size_t count = notice_diff(&desk.question, desk.lines, desk.notices);
		char text[1024] = "";
		for (size_t i = 0; i < count; i++) {
			check_frame(&desk.notices[i], &desk);
			facts_say(text, sizeof(text), &desk.notices[i]);
		}
		assert_string_equal(text, step->told);
		take(&desk, count);
		assert_int_equal(notice_diff(&desk.question, desk.lines, desk.notices), 0);
	}
}

static void an_office_that_looked_is_said(void **unused)
{
	(void)unused;
	struct row row = {.sentence = ""};
	struct step step = {DUE, "", "", 0, false};
	struct desk desk;
	for (int looked = 0; looked < 2; looked++) {
		desk_open(&desk, &row);
		desk.cases[0].says_absent = looked;
		judge(&desk, &step);
		assert_int_equal(notice_diff(&desk.question, desk.lines, desk.notices), 2);
		assert_string_equal(office_text(desk.notices[1].office),
				    looked ? "says_absent" : "not_checked");
	}
}

static void what_no_event_explains_is_of_now(void **unused)
{
	(void)unused;
	struct row row = {.sentence = ""};
	struct step step = {DUE, "", "", 0, false};
	struct desk desk;
	desk_open(&desk, &row);
	judge(&desk, &step);
	take(&desk, notice_diff(&desk.question, desk.lines, desk.notices));
	desk.question.now = calendar_moment(calendar_utc_ms(FACTS_MONDAY, 700), 0, 1, TRUST_SYNCED);
	step.gone = true;
	judge(&desk, &step);
	assert_int_equal(notice_diff(&desk.question, desk.lines, desk.notices), 1);
	assert_int_equal(desk.notices[0].at.minute, 700);
}

/* Made with Python's uuid module. */
static void flag_ids_are_uuid5(void **unused)
{
	(void)unused;
	static const struct {
		const char *authority, *child, *session, *id;
	} vectors[] = {
		{"835", "CH-19", "2026-09-14/AM", "5ded81c3-48b9-5f6b-861f-27bf8da6f122"},
		{"835", "CH-20", "2026-09-14/PM", "86cf7b61-2074-55ad-ad50-eb56cace6538"},
		{"W06000015", "CF-0007", "2027-01-04/AM", "30689a85-03f2-5564-9062-cab7462b72dc"},
		{"301", "x", "2026-12-31/PM", "a6050486-f91c-5940-b71e-2afa48d78fc4"},
		{"835", "RRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRR", "2026-09-14/AM",
		 "897f80d4-91aa-53b9-962e-1550bc6ded4a"},
	};
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		struct session session;
		char id[UUID_SIZE];
		assert_true(calendar_parse_session(vectors[i].session, &session));
		notice_flag_id(vectors[i].authority, vectors[i].child, session, id);
		assert_string_equal(id, vectors[i].id);
	}
}

static void kinds_and_reasons_have_words(void **unused)
{
	(void)unused;
	for (int i = 0; i < NOTICE_KIND_COUNT; i++) {
		enum notice_kind kind = NOTICE_KIND_COUNT;
		assert_true(notice_kind_parse(notice_kind_text((enum notice_kind)i), &kind));
		assert_int_equal(kind, i);
	}
	for (int i = 0; i < WITHDRAWAL_COUNT; i++) {
		enum withdrawal reason = WITHDRAWAL_COUNT;
		assert_true(withdrawal_parse(withdrawal_text((enum withdrawal)i), &reason));
		assert_int_equal(reason, i);
	}
	enum notice_kind kind;
	enum withdrawal reason;
	assert_false(notice_kind_parse("kiosk.health", &kind));
	assert_false(withdrawal_parse("", &reason));
	assert_string_equal(reader_activity_text(ACTIVITY_LOW), "low");
}

int main(void)
{
	struct CMUnitTest tests[COUNT_OF(rows) + 4] = {
		cmocka_unit_test(an_office_that_looked_is_said),
		cmocka_unit_test(what_no_event_explains_is_of_now),
		cmocka_unit_test(flag_ids_are_uuid5),
		cmocka_unit_test(kinds_and_reasons_have_words),
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		tests[4 + i] =
			(struct CMUnitTest){rows[i].sentence, check_row, NULL, NULL, &rows[i]};
	return cmocka_run_group_tests_name("notice", tests, NULL, NULL);
}
