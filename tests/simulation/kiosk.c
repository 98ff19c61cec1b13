#include "tests/simulation/kiosk.h"

#include <stdio.h>
#include <string.h>

#include "sitting.h"

#define MINUTE_MS 60000

static void note_trouble(struct kiosk *kiosk, enum err err)
{
	if (err)
		kiosk->failed++;
}

/* -- its life -------------------------------------------------------------------------------------- */

static void start_outboxes(struct kiosk *kiosk)
{
	struct day *day = &kiosk->day;
	for (size_t i = 0; i < day->config.authority_count; i++) {
		struct outbox_cursor cursor = {0};
		uint64_t random = 0;
		hal_random(&random, sizeof(random));
		note_trouble(kiosk, outbox_store_cursor(day->store, day->config.authorities[i].id,
							random, &cursor));
		outbox_init(&kiosk->outboxes[i], day->config.site.kiosks[0], cursor.stream,
			    cursor.acked_through);
	}
}

static enum err open_stores(struct kiosk *kiosk)
{
	enum err err = kiosk->day.store ? OK : day_open_store(&kiosk->day, kiosk->dir);
	if (!err && !kiosk->closing)
		err = closing_open(&kiosk->closing, kiosk->dir);
	return err;
}

static void begin(struct kiosk *kiosk)
{
	if (open_stores(kiosk))
		return;
	start_outboxes(kiosk);
	kiosk->ready = true;
	kiosk->seen_reader = kiosk->reader;
	kiosk->seen_trust = kiosk->day.now.trust;
	kiosk->owed = true;
	bool lost = kiosk->reader == HAL_READER_LOST;
	note_trouble(kiosk, day_note(&kiosk->day, EVENT_KIOSK_UP, !lost));
	if (lost)
		note_trouble(kiosk, day_note(&kiosk->day, EVENT_READER_LOST, 0));
}

void kiosk_start(struct kiosk *kiosk)
{
	kiosk_now = kiosk;
	kiosk->on = true;
	kiosk->ready = false;
	kiosk->out_of_order = false;
	kiosk->starts++;
	kiosk->started_ms = *kiosk->true_ms;
	kiosk->minute = kiosk->beat = -1;
	kiosk->worked_day = 0;
	memset(&kiosk->day, 0, sizeof(kiosk->day));
	kiosk->closing = NULL;
	enum err err = day_open(&kiosk->day, kiosk->dir);
	ENSURE(!err);
	begin(kiosk);
}

void kiosk_die(struct kiosk *kiosk)
{
	kiosk_now = kiosk;
	closing_close(kiosk->closing);
	day_release(&kiosk->day);
	kiosk->closing = NULL;
	kiosk->on = kiosk->ready = false;
	kiosk->starts++;
}

void kiosk_stop(struct kiosk *kiosk)
{
	kiosk_now = kiosk;
	if (kiosk->ready)
		note_trouble(kiosk, day_note(&kiosk->day, EVENT_KIOSK_DOWN, 0));
	kiosk_die(kiosk);
}

/* -- the minute's and the beat's work, as app/app.c has it ------------------------------------------ */

static void watch_reader(struct kiosk *kiosk)
{
	if (kiosk->reader == kiosk->seen_reader)
		return;
	kiosk->seen_reader = kiosk->reader;
	bool lost = kiosk->reader == HAL_READER_LOST;
	note_trouble(kiosk, day_note(&kiosk->day, lost ? EVENT_READER_LOST : EVENT_READER_BACK, 0));
}

static enum err heartbeat(struct kiosk *kiosk)
{
	return day_note(&kiosk->day, EVENT_HEARTBEAT, kiosk->seen_reader != HAL_READER_LOST);
}

static void minute_work(struct kiosk *kiosk)
{
	note_trouble(kiosk, day_refresh(&kiosk->day));
	if (day_in_window(&kiosk->day) || kiosk->out_of_order) {
		enum err err = heartbeat(kiosk);
		note_trouble(kiosk, err);
		if (!err)
			kiosk->out_of_order = false;
	}
	note_trouble(kiosk, sitting_close_registers(&kiosk->day));
}

static bool beat_work(struct kiosk *kiosk)
{
	const struct moment *now = &kiosk->day.now;
	int64_t beat = (now->utc_ms - kiosk->outboxes[0].beat_s * 1000) / MINUTE_MS;
	bool due = kiosk->owed || calendar_sending_hours(&kiosk->day.school.calendar, now);
	if (beat == kiosk->beat || !due)
		return false;
	kiosk->beat = beat;
	enum err err = closing_run(kiosk->closing, &kiosk->day);
	note_trouble(kiosk, err);
	kiosk->owed = err || day_clock_lost(&kiosk->day);
	return true;
}

bool kiosk_step(struct kiosk *kiosk, bool full)
{
	kiosk_now = kiosk;
	if (!kiosk->ready)
		begin(kiosk);
	if (!kiosk->ready)
		return false;
	note_trouble(kiosk, day_tick(&kiosk->day));
	watch_reader(kiosk);
	const struct moment *now = &kiosk->day.now;
	if (kiosk->seen_trust != now->trust) {
		kiosk->seen_trust = now->trust;
		if (day_in_window(&kiosk->day))
			note_trouble(kiosk, heartbeat(kiosk));
	}
	if (now->utc_ms / MINUTE_MS != kiosk->minute) {
		kiosk->minute = now->utc_ms / MINUTE_MS;
		minute_work(kiosk);
	}
	return full && beat_work(kiosk);
}

/* -- people ---------------------------------------------------------------------------------------- */

enum err kiosk_record(struct kiosk *kiosk, struct event *event)
{
	kiosk_now = kiosk;
	if (!kiosk->ready || kiosk->out_of_order)
		return ERR_BUSY;
	note_trouble(kiosk, day_tick(&kiosk->day));
	watch_reader(kiosk);
	enum err err = day_record(&kiosk->day, event);
	note_trouble(kiosk, err);
	if (err)
		kiosk->out_of_order = true;
	return err;
}

bool kiosk_already(struct kiosk *kiosk, uint32_t pupil)
{
	kiosk_now = kiosk;
	note_trouble(kiosk, day_tick(&kiosk->day));
	const struct calendar *calendar = &kiosk->day.school.calendar;
	struct roll_child child =
		roll_child(&kiosk->day.roll, calendar, pupil, kiosk->day.roll_day);
	const struct roll_fact *arrived =
		child.arrived[calendar_part_at(calendar, kiosk->day.now.minute)];
	if (!arrived && kiosk->day.school.afternoon == AFTERNOON_CARRIED)
		arrived = child.arrived[PART_AM];
	return child.inside && arrived;
}
