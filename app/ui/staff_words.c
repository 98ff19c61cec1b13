#include "ui/staff.h"

#include "ui/utf8.h"

#include <stdio.h>
#include <string.h>

/* staff_words: what is said of rows, posts, problems and codes. */

const char *staff_form(const struct build *build, const char *form)
{
	return form[0] ? form : build_words(build, WORD_NO_CLASS);
}

void staff_format(const struct build *build, enum word word, const char *value,
		  char out[TREE_LABEL_SIZE])
{
	words_format(build->bench->words, build->view->language, word, value, out, TREE_LABEL_SIZE);
}

void staff_format_number(const struct build *build, enum word word, int64_t number,
			 char out[TREE_LABEL_SIZE])
{
	char digits[32];

	(void)snprintf(digits, sizeof(digits), "%lld", (long long)number);
	staff_format(build, word, digits, out);
}

void staff_format_minute(const struct build *build, enum word word, int minute,
			 char out[TREE_LABEL_SIZE])
{
	char time[BUILD_MINUTE_SIZE];

	build_minute(minute, time);
	staff_format(build, word, time, out);
}

/* -- rows --------------------------------------------------------------------------------------------- */

/* What a state is called, with its minute and where none is known. */
static const struct {
	enum word timed, timeless;
} states[STATE_COUNT] = {
	[STATE_PRESENT] = {WORD_STATE_IN, WORD_HERE},
	[STATE_LATE] = {WORD_STATE_LATE, WORD_STATE_LATE_NO_TIME},
	[STATE_ARRIVED_LATE] = {WORD_STATE_LATE, WORD_STATE_LATE_NO_TIME},
	[STATE_LEFT] = {WORD_STATE_LEFT, WORD_STATE_LEFT_NO_TIME},
	[STATE_RETURNED] = {WORD_STATE_BACK, WORD_HERE},
	[STATE_ELSEWHERE] = {WORD_STATE_ELSEWHERE, WORD_STATE_ELSEWHERE},
	[STATE_EXPLAINED] = {WORD_STATE_EXPLAINED, WORD_STATE_EXPLAINED},
	[STATE_SUSPENDED] = {WORD_STATE_SUSPENDED, WORD_STATE_SUSPENDED},
	[STATE_NOT_EXPECTED] = {WORD_STATE_NOT_EXPECTED, WORD_STATE_NOT_EXPECTED},
	[STATE_CLOSED] = {WORD_STATE_CLOSED, WORD_STATE_CLOSED},
	[STATE_UNEXPLAINED] = {WORD_NOT_HERE, WORD_NOT_HERE},
	[STATE_UNKNOWN] = {WORD_STATE_UNKNOWN, WORD_STATE_UNKNOWN},
};

void staff_state(const struct build *build, const struct staff_row *row, char out[TREE_LABEL_SIZE])
{
	size_t used;

	ENSURE(row->state >= 0 && row->state < STATE_COUNT);
	if (!row->seen)
		(void)text_copy(out, TREE_LABEL_SIZE, build_words(build, WORD_STATE_NOT_YET));
	else if (row->minute >= 0)
		staff_format_minute(build, row->chosen ? WORD_STATE_BUS : states[row->state].timed,
				    row->minute, out);
	else
		(void)text_copy(out, TREE_LABEL_SIZE,
				build_words(build, states[row->state].timeless));
	used = strlen(out);
	if (row->seen && row->code.text[0] != '\0')
		(void)snprintf(out + used, TREE_LABEL_SIZE - used, " (%.3s)", row->code.text);
}

/* "Aisha Rahman, 7B". A name with letters from right to left is isolated (U+2068, U+2069), or it would draw the "7" away from its "B". */
static void name_and(const char *name, const char *what, char out[TREE_LABEL_SIZE])
{
	bool apart = what[0] != '\0' && utf8_turns(name);

	(void)snprintf(out, TREE_LABEL_SIZE, "%s%s%s%s%s", apart ? "\u2068" : "", name,
		       apart ? "\u2069" : "", what[0] != '\0' ? ", " : "", what);
}

void staff_name(const struct staff_row *row, char out[TREE_LABEL_SIZE])
{
	name_and(row->name, row->form, out);
}

/* -- posts, problems ---------------------------------------------------------------------------------- */

static const enum word posts[POST_COUNT] = {
	[POST_OFFICE] = WORD_POST_OFFICE,
	[POST_TEACHER] = WORD_POST_TEACHER,
	[POST_ATTENDANCE] = WORD_POST_ATTENDANCE,
	[POST_DESIGNATED] = WORD_POST_DESIGNATED,
	[POST_HEAD] = WORD_POST_HEAD,
};

void staff_who(const struct build *build, char out[TREE_LABEL_SIZE])
{
	const struct staff_view *staff = build->view->staff;
	enum post post;

	name_and(staff->who,
		 post_parse(staff->post, &post) ? build_words(build, posts[post]) : staff->post,
		 out);
}

enum word staff_problem_word(enum staff_problem problem)
{
	switch (problem) {
	case STAFF_NOT_KEPT: return WORD_NOT_KEPT;
	case STAFF_RANDOM_CARD: return WORD_RANDOM_CARD;
	case STAFF_CARD_TAKEN: return WORD_CARD_TAKEN;
	case STAFF_NOTHING_TO_UNDO: return WORD_NOTHING_TO_UNDO;
	case STAFF_REGISTERS_TAKEN: return WORD_REGISTERS_TAKEN;
	case STAFF_CLOCK_WRONG: return WORD_CLOCK_DOUBT;
	case STAFF_NO_PRINTING: return WORD_NO_PRINTING;
	case STAFF_PRINTER_REFUSED: return WORD_PRINTER_REFUSED;
	case STAFF_PRINTER_SILENT: return WORD_PRINTER_SILENT;
	case STAFF_PRINTER_BUSY: return WORD_PRINTER_BUSY;
	case STAFF_NO_PROBLEM: break;
	}
	return WORD_COUNT;
}

/* -- codes: the tables in assets/codes speak as the law does ------------------------------------------ */

static const struct {
	const char *meaning;
	enum word word;
} meanings[] = {
	{"present in the morning", WORD_CODE_MORNING},
	{"present in the afternoon", WORD_CODE_AFTERNOON},
	{"arrived after the register was started and before it closed", WORD_CODE_LATE},
	{"attending provision arranged by the local authority", WORD_CODE_ARRANGED},
	{"educational visit or trip", WORD_CODE_TRIP},
	{"approved sporting activity", WORD_CODE_SPORT},
	{"work experience", WORD_CODE_WORK},
	{"any other approved educational activity off site", WORD_CODE_OFF_SITE},
	{"educated off site", WORD_CODE_OFF_SITE},
	{"attending another school where also registered", WORD_CODE_OTHER_SCHOOL},
	{"attending another school or unit where also registered", WORD_CODE_OTHER_SCHOOL},
	{"leave of absence for exceptional circumstances", WORD_CODE_LEAVE},
	{"leave for a regulated performance or employment abroad", WORD_CODE_PERFORMANCE},
	{"leave under a temporary part-time timetable", WORD_CODE_PART_TIME},
	{"interview for employment or another school or college", WORD_CODE_INTERVIEW},
	{"study leave for a public examination", WORD_CODE_STUDY},
	{"study leave", WORD_CODE_STUDY},
	{"medical or dental appointment", WORD_CODE_DOCTOR},
	{"religious observance", WORD_CODE_RELIGION},
	{"illness", WORD_CODE_ILL},
	{"parent travelling for occupational purposes", WORD_CODE_TRAVELLING},
	{"traveller family travelling", WORD_CODE_TRAVELLER},
	{"suspended or permanently excluded with no alternative provision", WORD_CODE_SUSPENDED},
	{"excluded with no alternative provision", WORD_CODE_SUSPENDED},
	{"pupil not of compulsory school age who is not required to attend", WORD_CODE_AGE},
	{"pupil not of compulsory school age who has no lessons", WORD_CODE_AGE},
	{"unable to attend because access arrangements are not in place", WORD_CODE_ACCESS},
	{"transport normally provided is not available", WORD_CODE_TRANSPORT},
	{"widespread disruption to travel", WORD_CODE_TRAVEL},
	{"part of the premises is closed", WORD_CODE_PART_CLOSED},
	{"whole site closed unexpectedly", WORD_CODE_SITE_CLOSED},
	{"in criminal justice detention", WORD_CODE_CUSTODY},
	{"public health guidance or law", WORD_CODE_HEALTH},
	{"any other unavoidable cause", WORD_CODE_UNAVOIDABLE},
	{"holiday without leave", WORD_CODE_HOLIDAY},
	{"family holiday not agreed or longer than agreed", WORD_CODE_HOLIDAY},
	{"agreed extended family holiday", WORD_CODE_LONG_HOLIDAY},
	{"agreed family holiday", WORD_CODE_AGREED_HOLIDAY},
	{"reason for absence not yet established", WORD_CODE_NO_REASON},
	{"absent in other or unknown circumstances", WORD_CODE_OTHER},
	{"other unauthorised absence", WORD_CODE_OTHER},
	{"other authorised circumstances", WORD_CODE_AUTHORISED},
	{"arrived after the register closed", WORD_CODE_CAME_LATE},
	{"prospective pupil not yet on the register", WORD_CODE_NOT_ON_ROLL},
	{"planned whole or partial school closure", WORD_CODE_PLANNED},
	{"partial or forced closure", WORD_CODE_FORCED},
	{"school closed to all pupils", WORD_CODE_CLOSED},
};

enum word staff_code_word(const char *meaning)
{
	for (size_t i = 0; i < COUNT_OF(meanings); i++) {
		if (strcmp(meanings[i].meaning, meaning) == 0)
			return meanings[i].word;
	}
	return WORD_COUNT;
}

void staff_code(const struct build *build, const struct staff_code *code, char out[TREE_LABEL_SIZE])
{
	enum word word = staff_code_word(code->meaning);

	(void)snprintf(out, TREE_LABEL_SIZE, "%s (%.3s)",
		       word == WORD_COUNT ? code->meaning : build_words(build, word),
		       code->code.text);
}
