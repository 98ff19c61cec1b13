#include "notice_log.h"
#include "store/outbox_store.h"
#include "tests/simulation/shelf_law_private.h"

#include <stdlib.h>
#include <string.h>

static const char *const authorities[] = {"835", "212", "nobody"};

static const char *authority_of(struct law *law)
{
	return authorities[draw_below(&law->draw, COUNT_OF(authorities))];
}

/* -- reading ------------------------------------------------------------------------------------------------ */

void law_read(struct law *law, struct seat *seat)
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

void law_ends(struct law *law, struct seat *seat)
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

void law_roster(struct law *law, struct seat *seat)
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

void law_version(struct law *law, struct seat *seat)
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

void law_told(struct law *law, struct seat *seat)
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

void law_cursor(struct law *law, struct seat *seat)
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

void law_append(struct law *law, struct seat *seat)
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
void law_exchange(struct law *law, struct seat *seat)
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

void law_take(struct law *law, struct seat *seat)
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

void law_own(struct law *law, struct seat *seat)
{
	struct digest digest = {0};
	int64_t after = draw_percent(&law->draw, 50) ? seat->read_row : 0;
	enum err err = shelf_read_events(seat->dir, after, &seat->read_row, digest_event, &digest);
	fprintf(law->out, "%s, %zu to %lld, %016llx", err_text(err), digest.count,
		(long long)seat->read_row, (unsigned long long)digest.value);
}

void law_notice(struct law *law, struct seat *seat)
{
	struct notice notice = draw_notice(&law->draw, authorities[draw_below(&law->draw, 2)]);
	seat->day.now = draw_moment(&law->draw, seat->day.boot);
	fprintf(law->out, "%s, %s", notice_kind_text(notice.kind),
		err_text(notice_log_write(&seat->day, &notice)));
}

void law_ack(struct law *law, struct seat *seat)
{
	const char *authority = authority_of(law);
	uint64_t through = draw_below(&law->draw, 60);
	int64_t now_ms = draw_moment(&law->draw, 1).utc_ms;
	fprintf(law->out, "%llu, %s", (unsigned long long)through,
		err_text(outbox_store_ack(seat->day.store, authority, through, now_ms)));
}

void law_new_stream(struct law *law, struct seat *seat)
{
	const char *authority = authority_of(law);
	/* 64 bits of chance, as in life: a number comes up once. */
	uint64_t stream = (uint64_t)draw_below(&law->draw, UINT32_MAX) << 32;
	stream |= 1 + draw_below(&law->draw, UINT32_MAX);
	fprintf(law->out, "%llx, %s", (unsigned long long)stream,
		err_text(
			outbox_store_new_stream(seat->day.store, authority, stream, wire_restamp)));
}

void law_prune(struct law *law, struct seat *seat)
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

void law_import(struct law *law, struct seat *seat)
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
