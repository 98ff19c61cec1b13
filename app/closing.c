#include "closing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/care.h"
#include "notice_log.h"
#include "sitting.h"
#include "store/care_store.h"

/* How far back a spell is looked for at first; longer ones are read further, child by child. */
#define HISTORY_DAYS 35
/* Children of one authority who were flagged in a session and then answer to it no longer. */
#define GONE_MAX 32
#define FRIDAY 4

struct closing {
	struct care_store *store;
	int64_t care_version;
	uint64_t roster_version;
	struct care *care;
	size_t care_count;
	struct roll roll; /* the tracked children's and the kiosks' facts, from_day to today */
	int32_t from_day;
	int32_t to_day;
	/* room for one authority's question */
	struct notice_case *cases;
	struct care gone[GONE_MAX];
	size_t gone_count;
	struct notice_child *lines;
	struct notice *notices;
};

enum err closing_open(struct closing **out, const char *data_dir)
{
	struct closing *closing = calloc(1, sizeof(*closing));
	if (!closing)
		return ERR_NO_MEMORY;
	struct store_report report = {0};
	enum err err = care_store_open(&closing->store, data_dir, false, &report);
	if (err) {
		char line[700];
		snprintf(line, sizeof(line), "database cannot be used: %s",
			 report.problem[0] ? report.problem : err_text(err));
		hal_log(HAL_ERROR, line);
		closing_close(closing);
		return err;
	}
	closing->care_version = -1;
	*out = closing;
	return OK;
}

void closing_close(struct closing *closing)
{
	if (!closing)
		return;
	care_store_close(closing->store);
	free(closing->care);
	free(closing->roll.facts);
	free(closing->cases);
	free(closing->lines);
	free(closing->notices);
	free(closing);
}

/* -- what is known -------------------------------------------------------------------------------- */

static enum err load_care(struct closing *closing, struct day *day, bool *changed)
{
	int64_t version = 0;
	enum err err = care_store_data_version(closing->store, &version);
	if (err)
		return err;
	*changed =
		version != closing->care_version || day->roster.version != closing->roster_version;
	if (!*changed)
		return OK;
	free(closing->care);
	closing->care = NULL;
	closing->care_count = 0;
	err = care_store_load(closing->store, &day->roster, &closing->care, &closing->care_count);
	if (err)
		return err;
	size_t room = closing->care_count + GONE_MAX;
	free(closing->cases);
	free(closing->lines);
	free(closing->notices);
	closing->cases = calloc(room, sizeof(*closing->cases));
	closing->lines = calloc(room, sizeof(*closing->lines));
	closing->notices = calloc(2 * room + 1, sizeof(*closing->notices));
	if (!closing->cases || !closing->lines || !closing->notices)
		return ERR_NO_MEMORY;
	closing->care_version = version;
	closing->roster_version = day->roster.version;
	return OK;
}

static enum err load_past(struct closing *closing, struct day *day)
{
	closing->roll.count = 0;
	closing->to_day = day->roll_day;
	closing->from_day = day->roll_day - HISTORY_DAYS;
	/* Before the first day in the log nobody was missing: there was no register here. */
	if (closing->from_day < day->usable_from_day)
		closing->from_day = day->usable_from_day;
	enum err err = day_load_roll(day, closing->from_day, closing->to_day, 0, &closing->roll);
	for (size_t i = 0; !err && i < closing->care_count; i++)
		if (closing->care[i].pupil)
			err = day_load_roll(day, closing->from_day, closing->to_day,
					    closing->care[i].pupil, &closing->roll);
	return err;
}

/* Copies one pupil's facts of today out of the day's roll. */
static enum err copy_today(struct closing *closing, const struct day *day, uint32_t pupil)
{
	struct roll_slice slice = roll_find(&day->roll, pupil, day->roll_day);
	for (size_t i = 0; i < slice.count; i++) {
		if (closing->roll.count == closing->roll.capacity) {
			size_t capacity = closing->roll.capacity ? closing->roll.capacity * 2 : 256;
			struct roll_fact *facts =
				realloc(closing->roll.facts, capacity * sizeof(*facts));
			if (!facts)
				return ERR_NO_MEMORY;
			closing->roll.facts = facts;
			closing->roll.capacity = capacity;
		}
		enum err err = roll_add_fact(&closing->roll, &slice.facts[i]);
		if (err)
			return err;
	}
	return OK;
}

static enum err gather(struct closing *closing, struct day *day)
{
	bool changed = false;
	enum err err = load_care(closing, day, &changed);
	if (err)
		return err;
	if (changed || day->turned || day->late_count > 0 || closing->to_day != day->roll_day)
		err = load_past(closing, day);
	if (!err)
		err = copy_today(closing, day, 0);
	for (size_t i = 0; !err && i < closing->care_count; i++)
		if (closing->care[i].pupil)
			err = copy_today(closing, day, closing->care[i].pupil);
	return err;
}

/* -- one child ------------------------------------------------------------------------------------- */

static struct child child_of(const struct day *day, uint32_t key)
{
	const struct pupil *pupil = roster_pupil(&day->roster, key);
	if (!pupil)
		return (struct child){.pupil = key, .on_roll_from = DAY_OPEN, .on_roll_to = 0};
	return (struct child){
		.pupil = key,
		.on_roll_from = pupil->on_roll_from,
		.on_roll_to = pupil->on_roll_to,
		.year_group = pupil->year_group,
	};
}

/* A spell longer than the history at hand is read back further, as far as it goes. */
static enum err find_spell(const struct closing *closing, struct day *day,
			   const struct child *child, struct session session, struct spell *out)
{
	if (rules_spell(&day->school, child, &closing->roll, session, closing->from_day, out))
		return OK;
	struct roll roll = {0};
	enum err err = OK;
	for (int32_t back = 4 * HISTORY_DAYS;; back *= 4) {
		int32_t from = session.day - back;
		if (from < day->usable_from_day)
			from = day->usable_from_day;
		roll.count = 0;
		err = day_load_roll(day, from, day->roll_day, 0, &roll);
		if (!err)
			err = day_load_roll(day, from, day->roll_day, child->pupil, &roll);
		if (err || rules_spell(&day->school, child, &roll, session, from, out))
			break;
		if (from == day->usable_from_day)
			break;
	}
	free(roll.facts);
	return err;
}

static enum err make_case(const struct closing *closing, struct day *day,
			  const struct sitting *sitting, const struct care *care,
			  struct notice_case *out)
{
	*out = (struct notice_case){.care = care};
	ENSURE(text_copy(out->told.child, sizeof(out->told.child), care->child_ref));
	struct child child = child_of(day, care->pupil);
	rules_verdict(&day->school, &child, &closing->roll, sitting->session,
		      sitting->closed ? &sitting->coverage : NULL, &out->verdict);
	const struct roll_fact *why = out->verdict.evidence;
	out->says_absent = why && why->kind == EVENT_MARKED;
	enum state state = out->verdict.state;
	if (!sitting->due || !out->verdict.on_roll)
		return OK;
	if (state != STATE_UNEXPLAINED && state != STATE_UNKNOWN)
		return OK;
	return find_spell(closing, day, &child, sitting->session, &out->spell);
}

/* -- what was told -------------------------------------------------------------------------------- */

struct telling {
	struct closing *closing;
	const struct config_authority *authority;
	size_t case_count;
	bool statement_told;
};

static bool is_case(const struct telling *telling, const char *child)
{
	for (size_t i = 0; i < telling->case_count; i++)
		if (strcmp(telling->closing->cases[i].care->child_ref, child) == 0)
			return true;
	return false;
}

/* A child who was flagged, and answers to this authority no longer: a case that is on no roll, so that the flag is
 * taken back. */
static void take_gone(void *context, const struct notice *notice)
{
	struct telling *telling = context;
	struct closing *closing = telling->closing;
	if (notice->kind == NOTICE_SESSION_CLOSED)
		telling->statement_told = true;
	if (notice->kind != NOTICE_FLAG_RAISED || is_case(telling, notice->child) ||
	    closing->gone_count == GONE_MAX)
		return;
	struct care *care = &closing->gone[closing->gone_count++];
	*care = (struct care){.to_day = DAY_OPEN};
	ENSURE(text_copy(care->child_ref, sizeof(care->child_ref), notice->child));
	struct notice_case *gone = &closing->cases[telling->case_count++];
	*gone = (struct notice_case){.care = care, .verdict = {.state = STATE_NOT_EXPECTED}};
	ENSURE(text_copy(gone->told.child, sizeof(gone->told.child), notice->child));
}

static void take_told(void *context, const struct notice *notice)
{
	struct telling *telling = context;
	for (size_t i = 0; i < telling->case_count; i++)
		notice_fold(&telling->closing->cases[i].told, notice);
}

static enum err read_told(struct day *day, const struct sitting *sitting, struct telling *telling)
{
	const char *authority = telling->authority->id;
	telling->closing->gone_count = 0;
	enum err err = notice_log_read(day, authority, sitting->session, take_gone, telling);
	return err ? err : notice_log_read(day, authority, sitting->session, take_told, telling);
}

static enum err reconcile(struct closing *closing, struct day *day, const struct sitting *sitting,
			  const struct config_authority *authority)
{
	struct telling telling = {.closing = closing, .authority = authority};
	for (size_t i = 0; i < closing->care_count; i++) {
		const struct care *care = &closing->care[i];
		if (strcmp(care->authority, authority->id) ||
		    !care_holds(care, sitting->session.day))
			continue;
		enum err err = make_case(closing, day, sitting, care,
					 &closing->cases[telling.case_count++]);
		if (err)
			return err;
	}
	enum err err = read_told(day, sitting, &telling);
	/* Where there is no register there is nothing to say, but to take back what was said. */
	if (err || (!sitting->open && !telling.statement_told))
		return err;
	struct notice_question question = {
		.authority = authority->id,
		.explained_too = authority->explained_too,
		.session = sitting->session,
		.due = sitting->due,
		.flags = sitting->today,
		.statement_told = telling.statement_told,
		.now = day->now,
		.closed_at = sitting->closed ? sitting->closed->at : day->now,
		.cases = closing->cases,
		.case_count = telling.case_count,
		.coverage = &sitting->coverage,
		.reader_activity = sitting->activity,
		.roster_version = day->roster.version,
	};
	size_t count = notice_diff(&question, closing->lines, closing->notices);
	for (size_t i = 0; !err && i < count; i++)
		err = notice_log_write(day, &closing->notices[i]);
	return err;
}

static enum err reconcile_session(struct closing *closing, struct day *day, struct session session)
{
	const struct calendar *calendar = &day->school.calendar;
	if (!calendar->bells[session.part].held || calendar_weekday(session.day) > FRIDAY ||
	    session.day < closing->from_day ||
	    day->now.utc_ms < calendar_opens_ms(calendar, session))
		return OK;
	struct sitting sitting;
	sitting_make(day, &closing->roll, session, &sitting);
	for (size_t i = 0; i < day->config.authority_count; i++) {
		enum err err = reconcile(closing, day, &sitting, &day->config.authorities[i]);
		if (err)
			return err;
	}
	return OK;
}

/* A register that nobody closed (the kiosk slept through it) is closed now, late. */
static enum err close_late(struct closing *closing, struct day *day, struct session session)
{
	if (!rules_school_open(&day->school, session) || roll_closed(&closing->roll, session))
		return OK;
	struct event event = {
		.kind = EVENT_SESSION_CLOSED, .source = SOURCE_KIOSK, .session = session};
	return day_record(day, &event);
}

static int32_t look_back_from(const struct day *day)
{
	int32_t from = day->roll_day - DAY_LOOK_BACK;
	return from < day->usable_from_day ? day->usable_from_day : from;
}

static enum err close_all_late(struct closing *closing, struct day *day)
{
	for (int32_t past = look_back_from(day); past < day->roll_day; past++) {
		for (enum part part = PART_AM; part < PART_COUNT; part++) {
			enum err err = close_late(closing, day, (struct session){past, part});
			if (err)
				return err;
		}
	}
	return load_past(closing, day);
}

static enum err reconcile_day(struct closing *closing, struct day *day, int32_t which)
{
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		enum err err = reconcile_session(closing, day, (struct session){which, part});
		if (err)
			return err;
	}
	return OK;
}

static enum err reconcile_all(struct closing *closing, struct day *day, bool look_back)
{
	enum err err = OK;
	if (look_back)
		for (int32_t past = look_back_from(day); !err && past < day->roll_day; past++)
			err = reconcile_day(closing, day, past);
	else
		for (size_t i = 0; !err && i < day->late_count; i++)
			err = reconcile_day(closing, day, day->late[i]);
	return err ? err : reconcile_day(closing, day, day->roll_day);
}

enum err closing_run(struct closing *closing, struct day *day)
{
	if (day_clock_lost(day))
		return OK;
	enum err err = sitting_close_registers(day);
	if (!err)
		err = gather(closing, day);
	/* A clock that cannot be trusted may close today's registers (unverified), never other days'. */
	bool look_back = day->turned && day->now.trust != TRUST_UNTRUSTED;
	if (!err && look_back)
		err = close_all_late(closing, day);
	if (!err)
		err = store_begin(day->store);
	if (err)
		return err;
	err = reconcile_all(closing, day, look_back);
	if (!err)
		err = store_commit(day->store);
	if (err) {
		store_rollback(day->store);
		return err;
	}
	if (look_back)
		day->turned = false;
	day->late_count = 0;
	return OK;
}
