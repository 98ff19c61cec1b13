#include "tests/support/course.h"
#include "tests/support/course_school.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LOG_MAX 128
/* Spells are asked as far back as this. */
#define BACK_DAYS 28

/* A notice as an authority's log keeps it. */
struct entry {
	struct notice notice;
	struct notice_child lines[COURSE_ROWS_MAX];
};

static struct course_school school;
static struct facts facts;
static struct entry entries[LOG_MAX];
static size_t entry_count;

static const char *const authorities[] = {"835", "838", "681"};

void course_say_verdict(char *out, size_t size, const struct verdict *verdict)
{
	int used = snprintf(out, size, "%s%s%s", state_text(verdict->state),
			    verdict->code.text[0] ? " " : "", verdict->code.text);
	if (verdict->state == STATE_UNEXPLAINED || verdict->state == STATE_UNKNOWN)
		used += snprintf(out + used, size - (size_t)used, " %s",
				 certainty_text(verdict->certainty));
	for (unsigned bit = 1; bit < 1u << BECAUSE_KINDS; bit <<= 1)
		if (verdict->because & bit)
			used += snprintf(out + used, size - (size_t)used, " %s", because_text(bit));
	if (verdict->confirm_by_min) {
		char by[MINUTE_TEXT_SIZE];
		calendar_format_minute(verdict->confirm_by_min, by);
		used += snprintf(out + used, size - (size_t)used, " ask by %s", by);
	}
	snprintf(out + used, size - (size_t)used, "%s%s%s", verdict->conflict ? " conflict" : "",
		 verdict->grid_ended ? " arrangement ended" : "",
		 verdict->on_roll ? "" : " not on roll");
}

/* -- now ------------------------------------------------------------------------------------------- */

static _Noreturn void bad(const char *text)
{
	fprintf(stderr, "course: not understood: \"%s\"\n", text);
	exit(99);
}

static struct moment moment_of(const char *when)
{
	int day = 0, hour, minute;
	if (sscanf(when, "%d %d:%d", &day, &hour, &minute) != 3) {
		day = 0;
		if (sscanf(when, "%d:%d", &hour, &minute) != 2)
			bad(when);
	}
	int64_t utc_ms = calendar_utc_ms(FACTS_MONDAY + day, hour * 60 + minute);
	return calendar_moment(utc_ms, utc_ms, 1, TRUST_SYNCED);
}

static struct session session_of(const char *text, const struct moment *now)
{
	struct session session = {.day = now->day};
	int day, used = 0;
	if (sscanf(text, "%d %n", &day, &used) == 1)
		session.day = FACTS_MONDAY + day;
	session.part = strcmp(text + used, "PM") == 0 ? PART_PM : PART_AM;
	if (session.part == PART_AM && strcmp(text + used, "AM") != 0)
		bad(text);
	return session;
}

static void note(int32_t day, const char *bell, enum part part, const char *form)
{
	char script[64];
	snprintf(script, sizeof(script), "%s missing %s %s", bell, part == PART_AM ? "AM" : "PM",
		 form);
	facts_add(&facts, day, script);
}

/* As forms.c has it, from that Monday on. */
static void note_missing(int32_t day, const char *bell, enum part part)
{
	if (day < FACTS_MONDAY)
		return;
	if (school.counted && rules_implausible(school.arrivals, school.usual))
		note(day, bell, part, "");
	if (rules_form_missing(&school.form_count, &school.whole_count))
		note(day, bell, part, school.form);
}

/* Each register closes at its bell, as sitting.c has it. */
static void close_registers(const struct moment *now)
{
	const struct calendar *calendar = &school.school.calendar;
	for (int32_t day = FACTS_MONDAY - BACK_DAYS; day <= now->day; day++) {
		for (enum part part = PART_AM; part < PART_COUNT; part++) {
			struct session session = {day, part};
			if (course_school_off(&school, day) ||
			    !rules_school_open(&school.school, session) ||
			    roll_closed(&facts.roll, session) ||
			    now->utc_ms < calendar_closes_ms(calendar, session))
				continue;
			char bell[MINUTE_TEXT_SIZE], script[32];
			calendar_format_minute(calendar->bells[part].closes_min, bell);
			snprintf(script, sizeof(script), "%s closed %s", bell,
				 part == PART_AM ? "AM" : "PM");
			facts_add(&facts, day, script);
			note_missing(day, bell, part);
		}
	}
}

/* -- the back office ------------------------------------------------------------------------------- */

struct sitting {
	struct session session;
	const struct roll_fact *closed;
	struct coverage coverage;
	bool due, told;
};

static void sit(struct sitting *out, struct session session, const struct moment *now)
{
	const struct calendar *calendar = &school.school.calendar;
	*out = (struct sitting){.session = session};
	out->coverage =
		(struct coverage){.kiosks = {{.kiosk = "door"}}, .count = 1, .complete = true};
	if (school.watched)
		rules_coverage(&school.school, &facts.roll, session, &out->coverage);
	out->closed = roll_closed(&facts.roll, session);
	if (roll_form_missing(&facts.roll, session, FORM_WHOLE_SCHOOL))
		out->coverage.because |= BECAUSE_IMPLAUSIBLE;
	if (out->closed && out->closed->at.day != session.day)
		out->coverage.because |= BECAUSE_KIOSK_DOWN;
	out->coverage.complete = !out->coverage.because;
	out->due = out->closed && now->utc_ms >= calendar_due_ms(calendar, session);
}

static void judge(const struct sitting *sitting, const struct moment *now, struct verdict *out)
{
	rules_verdict(&school.school, &school.child, &facts.roll, sitting->session,
		      sitting->closed ? &sitting->coverage : NULL, out);
	rules_settle(&school.school, &facts.roll, sitting->session, now->day, out);
}

static void make_case(const struct sitting *sitting, const struct moment *now, size_t at,
		      struct notice_case *out)
{
	*out = (struct notice_case){.care = &school.care[at]};
	text_copy(out->told.child, sizeof(out->told.child), school.care[at].child_ref);
	judge(sitting, now, &out->verdict);
	out->says_absent = out->verdict.evidence && out->verdict.evidence->kind == EVENT_MARKED;
	bool whole = rules_spell(&school.school, &school.child, &facts.roll, sitting->session,
				 FACTS_MONDAY - BACK_DAYS,
				 care_since(school.care, at, school.heard_of), &out->spell);
	(void)whole; /* no day before is known to anybody */
}

/* Who was flagged and answers to this authority no longer: on no roll of its. */
static bool make_gone(const struct notice *raised, const struct notice_case *cases, size_t count,
		      struct care *care, struct notice_case *out)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(cases[i].care->child_ref, raised->child) == 0)
			return false;
	*care = (struct care){.to_day = DAY_OPEN};
	text_copy(care->child_ref, sizeof(care->child_ref), raised->child);
	*out = (struct notice_case){.care = care, .verdict.state = STATE_NOT_EXPECTED};
	text_copy(out->told.child, sizeof(out->told.child), raised->child);
	return true;
}

static bool is_about(const struct notice *notice, const char *authority, struct session session)
{
	return strcmp(notice->authority, authority) == 0 && notice->session.day == session.day &&
	       notice->session.part == session.part;
}

/* What an authority has heard of the session, folded anew each time, as after a start. */
static void recall(const char *authority, struct sitting *sitting, struct notice_case *cases,
		   size_t *count, struct care *gone)
{
	sitting->told = false;
	for (size_t n = 0; n < entry_count; n++) {
		const struct notice *notice = &entries[n].notice;
		if (!is_about(notice, authority, sitting->session))
			continue;
		sitting->told = sitting->told || notice->kind == NOTICE_SESSION_CLOSED;
		if (notice->kind == NOTICE_FLAG_RAISED &&
		    make_gone(notice, cases, *count, &gone[*count], &cases[*count]))
			++*count;
		for (size_t i = 0; i < *count; i++)
			notice_fold(&cases[i].told, notice);
	}
}

static void keep(const struct notice *notice)
{
	if (entry_count == LOG_MAX)
		bad("too many notices");
	struct entry *entry = &entries[entry_count++];
	entry->notice = *notice;
	for (size_t i = 0; i < notice->child_count; i++)
		entry->lines[i] = notice->children[i];
	entry->notice.children = entry->lines;
	entry->notice.coverage = NULL;
}

static size_t tell(const char *authority, struct sitting *sitting, const struct moment *now,
		   char *text, size_t size)
{
	struct notice_case cases[COURSE_ROWS_MAX];
	struct care gone[COURSE_ROWS_MAX];
	struct notice_child lines[COURSE_ROWS_MAX];
	static struct notice notices[2 * COURSE_ROWS_MAX + 1];
	size_t count = 0;
	for (size_t i = 0; i < school.care_count; i++)
		if (strcmp(school.care[i].authority, authority) == 0 &&
		    care_holds(&school.care[i], school.heard_of, sitting->session.day))
			make_case(sitting, now, i, &cases[count++]);
	recall(authority, sitting, cases, &count, gone);
	if (!sitting->told && !rules_school_open(&school.school, sitting->session))
		return 0;
	struct notice_question question = {
		.authority = authority,
		.explained_too = school.explained_too,
		.session = sitting->session,
		.due = sitting->due,
		.flags = sitting->session.day == now->day,
		.statement_told = sitting->told,
		.now = *now,
		.closed_at = sitting->closed ? sitting->closed->at : *now,
		.cases = cases,
		.case_count = count,
		.coverage = &sitting->coverage,
	};
	size_t written = notice_diff(&question, lines, notices);
	for (size_t i = 0; i < written; i++) {
		facts_say(text, size, &notices[i]);
		keep(&notices[i]);
	}
	return written;
}

/* One of whom no care fact tells has not been asked for anything, and is told nothing. */
static bool is_configured(const char *authority)
{
	for (size_t i = 0; i < school.care_count; i++)
		if (strcmp(school.care[i].authority, authority) == 0)
			return true;
	return false;
}

static size_t tell_all(struct sitting *sitting, const struct moment *now, char *out, size_t size)
{
	size_t written = 0;
	for (size_t i = 0; i < COUNT_OF(authorities); i++) {
		char text[1024] = "";
		if (!is_configured(authorities[i]))
			continue;
		written += tell(authorities[i], sitting, now, text, sizeof(text));
		size_t used = strlen(out);
		if (text[0] && i == 0)
			snprintf(out + used, size - used, "%s", text);
		else if (text[0])
			snprintf(out + used, size - used, "%s%s: %s", used ? " | " : "",
				 authorities[i], text);
	}
	return written;
}

/* -- a row ----------------------------------------------------------------------------------------- */

static void begin(const struct course *course)
{
	course_school_make(&school);
	course_school_change(&school, course->school);
	facts_clear(&facts);
	entry_count = 0;
	if (!school.away)
		facts_add(&facts, FACTS_MONDAY, "d-3 08:45 tap; d-3 12:45 tap");
}

static void take_step(const struct course_step *step)
{
	struct moment now = moment_of(step->when);
	char script[256];
	if (!text_copy(script, sizeof(script), step->facts))
		bad(step->facts);
	char *change = strchr(script, '|');
	if (change)
		*change++ = '\0';
	course_school_change(&school, change);
	close_registers(&now);
	facts_add(&facts, now.day, script);
	struct sitting sitting;
	sit(&sitting, session_of(step->session, &now), &now);
	struct verdict verdict;
	judge(&sitting, &now, &verdict);
	char text[2048] = "";
	course_say_verdict(text, sizeof(text), &verdict);
	if (step->verdict)
		assert_string_equal(text, step->verdict);
	text[0] = '\0';
	tell_all(&sitting, &now, text, sizeof(text));
	if (step->told)
		assert_string_equal(text, step->told);
	assert_int_equal(tell_all(&sitting, &now, text, sizeof(text)), 0);
}

void course_check(void **state)
{
	const struct course *course = *state;
	begin(course);
	for (size_t i = 0; i < COURSE_STEPS_MAX && course->steps[i].when; i++)
		take_step(&course->steps[i]);
}

int course_run(const char *name, struct course *courses, size_t count)
{
	struct CMUnitTest *tests = calloc(count, sizeof(*tests));
	if (!tests)
		return 1;
	for (size_t i = 0; i < count; i++)
		tests[i] = (struct CMUnitTest){courses[i].sentence, course_check, NULL, NULL,
					       &courses[i]};
	int failed = _cmocka_run_group_tests(name, tests, count, NULL, NULL);
	free(tests);
	return failed;
}
