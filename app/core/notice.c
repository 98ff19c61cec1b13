#include "core/notice.h"
#include "core/care.h"

#include <string.h>

/* -- what was told */

/* The state that a withdrawal tells by itself; false: it takes an attendance.recorded to say it. */
static bool withdrawal_state(const struct notice *notice, enum state *out)
{
	static const struct {
		struct code code;
		enum state state;
	} by_code[] = {{{"/"}, STATE_PRESENT},
		       {{"\\"}, STATE_PRESENT},
		       {{"L"}, STATE_LATE},
		       {{"U"}, STATE_ARRIVED_LATE}};
	switch (notice->withdrawal) {
	case WITHDRAWAL_CLOSURE: *out = STATE_CLOSED; return true;
	case WITHDRAWAL_NOT_ON_ROLL: *out = STATE_NOT_EXPECTED; return true;
	case WITHDRAWAL_ARRIVED_LATE: *out = STATE_ARRIVED_LATE; return true;
	default: break;
	}
	for (size_t i = 0; i < COUNT_OF(by_code); i++) {
		if (code_equal(by_code[i].code, notice->code)) {
			*out = by_code[i].state;
			return true;
		}
	}
	return false;
}

static void fold_state(struct notice_told *told, enum state state, struct code code)
{
	told->state_told = true;
	told->state = state;
	told->code = code;
}

static void fold_statement(struct notice_told *told, const struct notice *notice)
{
	for (size_t i = 0; i < notice->child_count; i++) {
		const struct notice_child *line = &notice->children[i];
		if (strcmp(line->child, told->child) == 0)
			fold_state(told, line->state, line->code);
	}
}

static void fold_flag(struct notice_told *told, const struct notice *notice)
{
	told->flag = FLAG_OPEN;
	told->certainty = notice->certainty;
	told->because = notice->because;
	told->code = notice->code;
}

void notice_fold(struct notice_told *told, const struct notice *notice)
{
	if (notice->kind == NOTICE_SESSION_CLOSED) {
		fold_statement(told, notice);
		return;
	}
	if (strcmp(notice->child, told->child) != 0)
		return;
	switch (notice->kind) {
	case NOTICE_ATTENDANCE: fold_state(told, notice->state, notice->code); break;
	case NOTICE_FLAG_RAISED:
	case NOTICE_FLAG_UPDATED: fold_flag(told, notice); break;
	case NOTICE_FLAG_WITHDRAWN:
		told->flag = FLAG_WITHDRAWN;
		told->state_told = withdrawal_state(notice, &told->state);
		told->code = notice->code;
		break;
	case NOTICE_SUSPENSION: told->suspension_told = true; break;
	default: break;
	}
}

/* -- what ought to be told */

static bool raises_flag(const struct verdict *verdict)
{
	return verdict->on_roll &&
	       (verdict->state == STATE_UNEXPLAINED || verdict->state == STATE_UNKNOWN);
}

bool notice_raises(const struct notice_case *one)
{
	return raises_flag(&one->verdict) && one->told.flag != FLAG_OPEN;
}

void notice_keep_told(struct notice_case *one)
{
	const struct notice_told *told = &one->told;
	bool open = told->flag == FLAG_OPEN;
	bool known = open ? !code_equal(told->code, code_no_reason) &&
				     !code_equal(told->code, code_no_reason_found)
			  : told->state_told && told->state != STATE_UNKNOWN &&
				     told->state != STATE_UNEXPLAINED;
	if (!one->verdict.on_roll || !known)
		return;
	one->verdict = (struct verdict){
		.state = open ? STATE_EXPLAINED : told->state, .code = told->code, .on_roll = true};
}

/* An absence that has been explained keeps its flag, with the code. */
static bool keeps_flag(const struct verdict *verdict)
{
	return raises_flag(verdict) || (verdict->on_roll && (verdict->state == STATE_EXPLAINED ||
							     verdict->state == STATE_SUSPENDED));
}

static bool was_here(enum state state)
{
	return state == STATE_PRESENT || state == STATE_LATE || state == STATE_ARRIVED_LATE ||
	       state == STATE_LEFT || state == STATE_RETURNED;
}

static bool told_before_due(const struct notice_question *question, const struct verdict *verdict)
{
	return was_here(verdict->state) ||
	       (verdict->state == STATE_EXPLAINED && question->explained_too);
}

/* A child on no roll is nobody's business here, unless the authority has heard of it. */
static bool spoken_of(const struct notice_case *one)
{
	return one->verdict.on_roll || one->told.state_told || one->told.flag != FLAG_NONE;
}

/* Codes that are in no table stay in the school. */
static struct code state_code(const struct notice_question *question, const struct verdict *verdict)
{
	bool silent = verdict->state == STATE_UNKNOWN ||
		      (verdict->state == STATE_EXPLAINED && !question->explained_too);
	return silent ? (struct code){""} : verdict->code;
}

static struct code flag_code(const struct verdict *verdict)
{
	if (verdict->state == STATE_UNKNOWN && !code_equal(verdict->code, code_no_reason_found))
		return code_no_reason;
	return verdict->code;
}

static bool state_is_told(const struct notice_question *question, const struct verdict *verdict,
			  const struct notice_told *told)
{
	return told->state_told && told->state == verdict->state &&
	       code_equal(told->code, state_code(question, verdict));
}

/* Evidence of an arrival in time that comes only now: from this kiosk something was corrected, from
 * another it was simply not known here. */
static enum withdrawal withdrawal_of(const struct notice_question *question,
				     const struct verdict *verdict)
{
	const struct roll_fact *evidence = verdict->evidence;
	if (!verdict->on_roll)
		return WITHDRAWAL_NOT_ON_ROLL;
	if (verdict->state == STATE_CLOSED)
		return WITHDRAWAL_CLOSURE;
	if (evidence && evidence->kind == EVENT_MARKED)
		return WITHDRAWAL_MARKED;
	if (verdict->state == STATE_ARRIVED_LATE)
		return WITHDRAWAL_ARRIVED_LATE;
	if (evidence && strcmp(evidence->key.kiosk, question->coverage->kiosks[0].kiosk) != 0)
		return WITHDRAWAL_SEEN_ELSEWHERE;
	return WITHDRAWAL_CORRECTION;
}

/* -- writing it */

struct writer {
	const struct notice_question *question;
	struct notice *out;
	size_t count;
};

static struct notice *begin(struct writer *writer, enum notice_kind kind)
{
	struct notice *notice = &writer->out[writer->count++];
	*notice = (struct notice){.kind = kind, .session = writer->question->session};
	text_copy(notice->authority, sizeof(notice->authority), writer->question->authority);
	return notice;
}

static struct notice *begin_child(struct writer *writer, enum notice_kind kind,
				  const struct notice_case *one)
{
	struct notice *notice = begin(writer, kind);
	text_copy(notice->child, sizeof(notice->child), one->care->child_ref);
	return notice;
}

static struct notice *begin_flag(struct writer *writer, enum notice_kind kind,
				 const struct notice_case *one)
{
	struct notice *notice = begin_child(writer, kind, one);
	notice_flag_id(notice->authority, notice->child, notice->session, notice->flag);
	const struct roll_fact *evidence = one->verdict.evidence;
	if (evidence && kind != NOTICE_FLAG_RAISED)
		text_copy(notice->by_role, sizeof(notice->by_role), evidence->by_role);
	return notice;
}

static void set_at(const struct writer *writer, const struct verdict *verdict,
		   struct notice *notice)
{
	const struct notice_question *question = writer->question;
	notice->has_at = true;
	if (verdict->evidence)
		notice->at = verdict->evidence->at;
	else
		notice->at = question->now.utc_ms ? question->now : question->closed_at;
}

static void write_attendance(struct writer *writer, const struct notice_case *one)
{
	struct notice *notice = begin_child(writer, NOTICE_ATTENDANCE, one);
	notice->state = one->verdict.state;
	notice->code = state_code(writer->question, &one->verdict);
	set_at(writer, &one->verdict, notice);
}

static void write_suspension(struct writer *writer, const struct notice_case *one)
{
	begin_child(writer, NOTICE_SUSPENSION, one)->code = one->verdict.code;
}

static void write_raised(struct writer *writer, const struct notice_case *one)
{
	struct notice *notice = begin_flag(writer, NOTICE_FLAG_RAISED, one);
	notice->first_day = one->spell.first_day;
	notice->day = one->spell.days;
	notice->certainty = one->verdict.certainty;
	notice->because = one->verdict.because;
	notice->office = one->says_absent ? OFFICE_SAYS_ABSENT : OFFICE_NOT_CHECKED;
	notice->code = flag_code(&one->verdict);
	notice->roster_version = writer->question->roster_version;
}

/* An explanation says nothing of what the kiosks saw: certainty stays as it was told. */
static void write_updated(struct writer *writer, const struct notice_case *one,
			  const struct notice_told *told)
{
	bool open = raises_flag(&one->verdict);
	enum certainty certainty = open ? one->verdict.certainty : told->certainty;
	unsigned because = open ? one->verdict.because : told->because;
	struct code code = flag_code(&one->verdict);
	if (certainty == told->certainty && because == told->because &&
	    code_equal(code, told->code))
		return;
	struct notice *notice = begin_flag(writer, NOTICE_FLAG_UPDATED, one);
	notice->certainty = certainty;
	notice->because = because;
	notice->code = code;
}

static void write_withdrawn(struct writer *writer, const struct notice_case *one)
{
	struct notice *notice = begin_flag(writer, NOTICE_FLAG_WITHDRAWN, one);
	notice->withdrawal = withdrawal_of(writer->question, &one->verdict);
	notice->code = state_code(writer->question, &one->verdict);
	set_at(writer, &one->verdict, notice);
}

static void write_flag(struct writer *writer, const struct notice_case *one,
		       const struct notice_told *told)
{
	if (told->flag == FLAG_OPEN && keeps_flag(&one->verdict))
		write_updated(writer, one, told);
	else if (told->flag == FLAG_OPEN)
		write_withdrawn(writer, one);
	else if (raises_flag(&one->verdict) && writer->question->flags)
		write_raised(writer, one);
}

/* Whatever the flag's notice does not say of a child's state is said beside it. */
static void write_stated(struct writer *writer, const struct notice_case *one, size_t statements)
{
	/* A clock that was put back: the office's time runs again, and new flags wait. */
	if (!writer->question->due && raises_flag(&one->verdict) && one->told.flag != FLAG_OPEN)
		return;
	struct notice_told told = one->told;
	for (size_t i = 0; i < statements; i++)
		notice_fold(&told, &writer->out[i]);
	size_t before = writer->count;
	write_flag(writer, one, &told);
	if (writer->count > before)
		notice_fold(&told, &writer->out[before]);
	if (told.flag != FLAG_OPEN && spoken_of(one) &&
	    !state_is_told(writer->question, &one->verdict, &told))
		write_attendance(writer, one);
}

static void write_not_due(struct writer *writer, const struct notice_case *one)
{
	if (told_before_due(writer->question, &one->verdict) &&
	    !state_is_told(writer->question, &one->verdict, &one->told))
		write_attendance(writer, one);
}

/* -- the statement */

static void count_state(struct notice *statement, enum state state)
{
	switch (state) {
	case STATE_NOT_EXPECTED:
	case STATE_CLOSED: return;
	case STATE_UNKNOWN: statement->unknown++; break;
	case STATE_EXPLAINED:
	case STATE_SUSPENDED:
	case STATE_UNEXPLAINED: statement->absent++; break;
	default: statement->present++; break;
	}
	statement->expected++;
}

static void write_statement(struct writer *writer, struct notice_child *lines)
{
	const struct notice_question *question = writer->question;
	struct notice *statement = begin(writer, NOTICE_SESSION_CLOSED);
	statement->has_at = true;
	statement->at = question->closed_at;
	statement->roster_version = question->roster_version;
	statement->coverage = question->coverage;
	statement->reader_activity = question->reader_activity;
	statement->children = lines;
	for (size_t i = 0; i < question->case_count; i++) {
		const struct notice_case *one = &question->cases[i];
		if (!spoken_of(one))
			continue;
		struct notice_child *line = &lines[statement->child_count++];
		*line = (struct notice_child){.state = one->verdict.state,
					      .code = state_code(question, &one->verdict)};
		text_copy(line->child, sizeof(line->child), one->care->child_ref);
		count_state(statement, one->verdict.state);
	}
}

size_t notice_diff(const struct notice_question *question, struct notice_child *lines,
		   struct notice *out)
{
	struct writer writer = {.question = question, .out = out};
	bool stated = question->due || question->statement_told;
	ENSURE(!stated || question->coverage);
	if (stated && !question->statement_told)
		write_statement(&writer, lines);
	size_t statements = writer.count;
	for (size_t i = 0; i < question->case_count; i++) {
		const struct notice_case *one = &question->cases[i];
		if (one->verdict.on_roll && one->verdict.state == STATE_SUSPENDED &&
		    !one->told.suspension_told)
			write_suspension(&writer, one);
		if (stated)
			write_stated(&writer, one, statements);
		else
			write_not_due(&writer, one);
	}
	return writer.count;
}
