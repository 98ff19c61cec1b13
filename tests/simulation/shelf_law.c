#include "tests/simulation/shelf_law.h"

#include "hal/hal.h"
#include "notice_log.h"
#include "store/outbox_store.h"
#include "tests/simulation/shelf.h"

#include <stdlib.h>
#include <string.h>

#define KIOSKS 2
#define HEARD_MAX 4096

struct seat {
	char dir[32], id[KIOSK_ID_SIZE];
	bool open, begun;
	struct day day; /* as much of it as the log of notices looks at */
	struct care_store *care;
	int64_t version, care_version, read_row;
};
struct law {
	FILE *out;
	struct draw draw;
	struct seat seats[KIOSKS];
	struct event
		heard[HEARD_MAX]; /* every event with a key that ever was, rolled back or not */
	size_t heard_count;
};

static const char *const authorities[] = {"835", "212", "nobody"};

static const char *authority_of(struct law *law)
{
	return authorities[draw_below(&law->draw, COUNT_OF(authorities))];
}

/* -- reading ------------------------------------------------------------------------------------------------ */

static void say_read(struct law *law, struct seat *seat)
{
	struct draw *draw = &law->draw;
	bool all_days = draw_percent(draw, 25), all_rows = draw_percent(draw, 60);
	int32_t from = LAW_DAY - 1 + (int32_t)draw_below(draw, LAW_DAYS);
	int32_t to = from + (int32_t)draw_below(draw, 40) - 2;
	uint32_t pupil = draw_percent(draw, 40) ? STORE_ALL : draw_below(draw, LAW_PUPILS + 2);
	int64_t after = all_rows ? 0 : draw_below(draw, 300), last = -1;
	struct digest digest = {0};
	enum err err = store_read_events(seat->day.store, all_days ? INT32_MIN : from,
					 all_days ? INT32_MAX : to, pupil, after, &last,
					 digest_event, &digest);
	fprintf(law->out, "%s, %zu, last %lld, %016llx", err_text(err), digest.count,
		(long long)last, (unsigned long long)digest.value);
}

static void say_ends(struct law *law, struct seat *seat)
{
	int64_t row = 0;
	int32_t first = 0, register_day = 0, before = LAW_DAY + (int32_t)draw_below(&law->draw, 60);
	int32_t from = draw_percent(&law->draw, 50) ? LAW_DAY - 2000 : INT32_MIN + 1;
	enum err err = store_last_row(seat->day.store, &row);
	if (!err)
		err = store_first_day(seat->day.store, from, &first);
	if (!err)
		err = store_last_register(seat->day.store, before, &register_day);
	fprintf(law->out, "%s, row %lld, first %d, register %d", err_text(err), (long long)row,
		first, register_day);
}

static void say_roster(struct law *law, struct seat *seat)
{
	struct roster roster = {0};
	struct care *care = NULL;
	size_t count = 0;
	struct digest digest = {0};
	enum err err = store_load_roster(seat->day.store, &roster);
	if (!err)
		err = care_store_load(seat->care, &roster, &care, &count);
	if (!err)
		digest_roster(&digest, &roster);
	for (size_t i = 0; i < count; i++) {
		digest_number(&digest, care[i].pupil);
		digest_text(&digest, care[i].authority);
		digest_text(&digest, care[i].child_ref);
		digest_number(&digest, care[i].cohort);
		digest_number(&digest, care[i].from_day);
		digest_number(&digest, care[i].to_day);
	}
	fprintf(law->out, "%s, %zu pupils, %zu care, version %llu, %016llx", err_text(err),
		roster.pupil_count, count, (unsigned long long)roster.version,
		(unsigned long long)digest.value);
	roster_release(&roster);
	free(care);
}

static void say_version(struct law *law, struct seat *seat)
{
	int64_t version = 0, care_version = 0;
	enum err err = store_data_version(seat->day.store, &version);
	if (!err)
		err = care_store_data_version(seat->care, &care_version);
	fprintf(law->out, "%s, %s, care %s", err_text(err),
		version == seat->version ? "same" : "changed",
		care_version == seat->care_version ? "same" : "changed");
	seat->version = version;
	seat->care_version = care_version;
}

static void say_told(struct law *law, struct seat *seat)
{
	const char *authority = authority_of(law);
	struct digest digest = {0};
	enum err err = notice_log_read(&seat->day, authority, draw_session(&law->draw),
				       digest_notice, &digest);
	fprintf(law->out, "%s, %zu of a session, %016llx", err_text(err), digest.count,
		(unsigned long long)digest.value);
	digest = (struct digest){0};
	uint64_t first = draw_below(&law->draw, 30);
	uint64_t last =
		draw_percent(&law->draw, 30) ? UINT64_MAX : first + draw_below(&law->draw, 20);
	err = shelf_read_notices(&seat->day, authority, first, last, digest_notice_at, &digest);
	fprintf(law->out, "; %s, %zu of the stream, %016llx", err_text(err), digest.count,
		(unsigned long long)digest.value);
}

static void say_cursor(struct law *law, struct seat *seat)
{
	struct outbox_cursor cursor = {0};
	/* "nobody" is never made, so that there is one without a stream */
	const char *authority = authorities[draw_below(&law->draw, 2)];
	enum err err = outbox_store_cursor(seat->day.store, authority,
					   draw_below(&law->draw, 1000000), &cursor);
	fprintf(law->out, "%s, stream %llx, %llu of %llu, %llu wait since %lld", err_text(err),
		(unsigned long long)cursor.stream, (unsigned long long)cursor.acked_through,
		(unsigned long long)cursor.last_sequence, (unsigned long long)cursor.waiting,
		(long long)cursor.oldest_unsent_utc_ms);
}

/* -- writing ------------------------------------------------------------------------------------------------- */

static void hear(struct law *law, const struct event *event)
{
	if (law->heard_count < HEARD_MAX)
		law->heard[law->heard_count++] = *event;
}

static void do_append(struct law *law, struct seat *seat)
{
	struct event event = draw_event(&law->draw, seat->day.boot);
	enum err err = store_append_event(seat->day.store, &event);
	fprintf(law->out, "%s, %s %llx/%llu", err_text(err), event.key.kiosk,
		(unsigned long long)event.key.stream, (unsigned long long)event.key.sequence);
	if (!err)
		hear(law, &event);
}

/* Another kiosk's event: the next of a stream, a repetition, one from beyond a hole, or a clone's. */
static struct event draw_heard(struct law *law)
{
	struct draw *draw = &law->draw;
	struct event event = law->heard[draw_below(draw, (uint32_t)law->heard_count)];
	if (draw_percent(draw, 10))
		event.number ^= 1;
	if (draw_percent(draw, 5))
		event.key.sequence += draw_below(draw, 3);
	return event;
}

/* As the exchange goes: all of one stream, from a place on. */
static void do_exchange(struct law *law, struct seat *seat)
{
	if (!law->heard_count)
		return;
	const struct event_key from = draw_heard(law).key;
	unsigned answers[ERR_COUNT] = {0};
	for (size_t i = 0; i < law->heard_count; i++) {
		const struct event *event = &law->heard[i];
		if (event->key.stream == from.stream && !strcmp(event->key.kiosk, from.kiosk))
			answers[shelf_take_event(seat->dir, event)]++;
	}
	for (int err = 0; err < ERR_COUNT; err++)
		if (answers[err])
			fprintf(law->out, "%u %s, ", answers[err], err_text((enum err)err));
}

static void do_take(struct law *law, struct seat *seat)
{
	if (!law->heard_count)
		return;
	struct event event = draw_heard(law);
	bool within = seat->begun && draw_percent(&law->draw, 50);
	enum err err = within ? store_append_event(seat->day.store, &event)
			      : shelf_take_event(seat->dir, &event);
	fprintf(law->out, "%s %llu: %s", event.key.kiosk, (unsigned long long)event.key.sequence,
		err_text(err));
}

static void say_own(struct law *law, struct seat *seat)
{
	struct digest digest = {0};
	int64_t after = draw_percent(&law->draw, 50) ? seat->read_row : 0;
	enum err err = shelf_read_events(seat->dir, after, &seat->read_row, digest_event, &digest);
	fprintf(law->out, "%s, %zu to %lld, %016llx", err_text(err), digest.count,
		(long long)seat->read_row, (unsigned long long)digest.value);
}

static void do_notice(struct law *law, struct seat *seat)
{
	struct notice notice = draw_notice(&law->draw, authorities[draw_below(&law->draw, 2)]);
	seat->day.now = draw_moment(&law->draw, seat->day.boot);
	fprintf(law->out, "%s, %s", notice_kind_text(notice.kind),
		err_text(notice_log_write(&seat->day, &notice)));
}

static void do_ack(struct law *law, struct seat *seat)
{
	const char *authority = authority_of(law);
	uint64_t through = draw_below(&law->draw, 60);
	int64_t now_ms = draw_moment(&law->draw, 1).utc_ms;
	fprintf(law->out, "%llu, %s", (unsigned long long)through,
		err_text(outbox_store_ack(seat->day.store, authority, through, now_ms)));
}

static void do_new_stream(struct law *law, struct seat *seat)
{
	const char *authority = authority_of(law);
	uint64_t stream = 1 + draw_below(&law->draw, 100000);
	fprintf(law->out, "%llx, %s", (unsigned long long)stream,
		err_text(
			outbox_store_new_stream(seat->day.store, authority, stream, wire_restamp)));
}

static void do_prune(struct law *law, struct seat *seat)
{
	int64_t before_ms = (LAW_DAY + (int64_t)draw_below(&law->draw, 12)) * 86400000;
	fprintf(law->out, "%s", err_text(outbox_store_prune(seat->day.store, before_ms)));
}

/* -- imports ------------------------------------------------------------------------------------------------- */

static size_t draw_care(struct draw *draw, struct care_row out[LAW_PUPILS])
{
	size_t count = 0;
	for (unsigned i = 0; i < LAW_PUPILS; i++) {
		if (draw_percent(draw, 40))
			continue;
		struct care_row *row = &out[count++];
		*row = (struct care_row){
			.care = {.cohort = (enum cohort)draw_below(draw, COHORT_COUNT),
				 .from_day = LAW_DAY - (int32_t)draw_below(draw, 40),
				 .to_day = LAW_DAY + (int32_t)draw_below(draw, 40)}};
		snprintf(row->upn, sizeof(row->upn), "U%04u", draw_percent(draw, 10) ? 7 : i);
		text_copy(row->care.authority, sizeof(row->care.authority),
			  authorities[draw_below(draw, 2)]);
		snprintf(row->care.child_ref, sizeof(row->care.child_ref), "CH-%u", i);
	}
	if (count && draw_percent(draw, 10))
		out[count - 1] = out[0];
	if (count && draw_percent(draw, 5))
		out[0].care.to_day = out[0].care.from_day - 1;
	return count;
}

static void do_import(struct law *law, struct seat *seat)
{
	static struct pupil pupils[LAW_PUPILS];
	static struct expectation expectations[LAW_PUPILS];
	static struct closure closures[LAW_PUPILS];
	static struct care_row rows[LAW_PUPILS];
	struct draw *draw = &law->draw;
	uint32_t what = draw_below(draw, 4);
	enum err err;
	if (what == 0) {
		size_t count = draw_pupils(draw, pupils);
		err = shelf_import_pupils(seat->dir, pupils, count, LAW_DAY);
	} else if (what == 1) {
		size_t count = draw_expectations(draw, expectations);
		err = shelf_import_expectations(seat->dir, expectations, count);
	} else if (what == 2) {
		size_t count = draw_closures(draw, closures);
		err = shelf_import_closures(seat->dir, closures, count);
	} else {
		size_t count = draw_care(draw, rows);
		err = shelf_import_care(seat->dir, rows, count);
	}
	fprintf(law->out, "%u, %s", (unsigned)what, err_text(err));
}

/* -- a kiosk's life ------------------------------------------------------------------------------------------- */

static void seat_close(struct seat *seat)
{
	store_close(seat->day.store);
	care_store_close(seat->care);
	seat->day.store = NULL;
	seat->care = NULL;
	seat->open = seat->begun = false;
}

static void do_open(struct law *law, struct seat *seat)
{
	struct store_report report;
	char problem[100];
	uint64_t random_stream = 1 + draw_below(&law->draw, 5);
	enum err err = config_load(seat->dir, &seat->day.config, problem, sizeof(problem));
	if (!err)
		err = store_open(&seat->day.store, seat->dir, false, &report);
	if (!err)
		err = care_store_open(&seat->care, seat->dir, false, &report);
	if (!err)
		err = store_next_boot(seat->day.store, &seat->day.boot);
	if (!err)
		err = store_stream(seat->day.store, seat->id, random_stream, &seat->day.stream);
	seat->open = !err;
	fprintf(law->out, "%s, boot %u, stream %llx; ", err_text(err), (unsigned)seat->day.boot,
		(unsigned long long)seat->day.stream);
	/* what the first asking answers is each shelf's own */
	if (!err && (store_data_version(seat->day.store, &seat->version) ||
		     care_store_data_version(seat->care, &seat->care_version)))
		fprintf(law->out, "no version");
}

static void do_cut(struct law *law)
{
	for (size_t i = 0; i < KIOSKS; i++) {
		struct seat *seat = &law->seats[i];
		struct event event = {.kind = EVENT_KIOSK_UP, .at = draw_moment(&law->draw, 1)};
		event.session.day = event.at.day;
		shelf_cut(seat->dir);
		if (seat->begun)
			fprintf(law->out, "a dead one commits: %s; ",
				store_append_event(seat->day.store, &event) ||
						store_commit(seat->day.store)
					? "no"
					: "yes");
	}
	for (size_t i = 0; i < KIOSKS; i++)
		seat_close(&law->seats[i]);
}

static void step_closed(struct law *law, struct seat *seat)
{
	uint32_t what = draw_below(&law->draw, 100);
	if (what < 10)
		fprintf(law->out, "back up: %s", err_text(shelf_back_up(seat->dir)));
	else if (what < 20) {
		fprintf(law->out, "restore: %s", err_text(shelf_restore(seat->dir)));
		seat->read_row = 0;
	} else if (what < 30) {
		fprintf(law->out, "import ");
		do_import(law, seat);
	} else {
		fprintf(law->out, "open: ");
		do_open(law, seat);
	}
}

static void step_transaction(struct law *law, struct seat *seat)
{
	struct store *store = seat->day.store;
	if (!seat->begun) {
		enum err err = store_begin(store);
		seat->begun = !err;
		fprintf(law->out, "begin: %s", err_text(err));
	} else if (draw_percent(&law->draw, 70)) {
		fprintf(law->out, "commit: %s", err_text(store_commit(store)));
		seat->begun = false;
	} else {
		store_rollback(store);
		seat->begun = false;
		fprintf(law->out, "rollback");
	}
}

struct kind_of_step {
	const char *name;
	uint32_t weight;
	bool within; /* a transaction */
	void (*run)(struct law *law, struct seat *seat);
};
static const struct kind_of_step kinds[] = {
	{"transaction ", 30, false, step_transaction},
	{"append ", 40, true, do_append},
	{"notice ", 30, true, do_notice},
	{"ack ", 8, true, do_ack},
	{"new stream ", 3, true, do_new_stream},
	{"prune ", 4, true, do_prune},
	{"take ", 25, false, do_take},
	{"exchange ", 3, false, do_exchange},
	{"import ", 6, false, do_import},
	{"read ", 15, false, say_read},
	{"ends ", 5, false, say_ends},
	{"roster ", 6, false, say_roster},
	{"version ", 5, false, say_version},
	{"told ", 20, false, say_told},
	{"cursor ", 10, false, say_cursor},
	{"own ", 8, false, say_own},
};

static void step_open(struct law *law, struct seat *seat)
{
	uint32_t sum = 0;
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		sum += kinds[i].weight;
	uint32_t drawn = draw_below(&law->draw, sum);
	size_t at = 0;
	for (; drawn >= kinds[at].weight; at++)
		drawn -= kinds[at].weight;
	if (kinds[at].within && !seat->begun)
		at = 0; /* a transaction first */
	fputs(kinds[at].name, law->out);
	kinds[at].run(law, seat);
}

static void step(struct law *law)
{
	size_t which = draw_below(&law->draw, KIOSKS);
	struct seat *seat = &law->seats[which];
	uint32_t fate = draw_below(&law->draw, 1000);
	fprintf(law->out, "%s ", seat->id);
	if (fate < 5) {
		fprintf(law->out, "cut ");
		do_cut(law);
	} else if (!seat->open)
		step_closed(law, seat);
	else if (fate < 20) {
		seat_close(seat);
		fprintf(law->out, "close");
	} else
		step_open(law, seat);
	fputc('\n', law->out);
}

void shelf_law_tell(uint64_t seed, int steps, FILE *out)
{
	static const char *const ids[KIOSKS] = {"door", "hall"};
	struct law *law = calloc(1, sizeof(*law));
	if (!law || shelf_open(seed))
		abort();
	law->out = out;
	law->draw.state = seed;
	for (size_t i = 0; i < KIOSKS; i++) {
		struct seat *seat = &law->seats[i];
		static struct config config;
		config.site.count = 1;
		text_copy(seat->id, sizeof(seat->id), ids[i]);
		text_copy(config.site.kiosks[0], sizeof(config.site.kiosks[0]), ids[i]);
		snprintf(seat->dir, sizeof(seat->dir), "school/%s", ids[i]);
		fprintf(out, "%s: %s\n", seat->dir, err_text(shelf_kiosk(seat->dir, &config)));
	}
	for (int i = 0; i < steps; i++) {
		fprintf(out, "%d ", i);
		step(law);
	}
	for (size_t i = 0; i < KIOSKS; i++)
		seat_close(&law->seats[i]);
	shelf_close();
	free(law);
}
