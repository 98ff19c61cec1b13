#include "tools/virtual-school/inbox_parts.h"
#include "tools/virtual-school/ledger_parts.h"

#include <string.h>

static struct inbox_school *school_of(struct inbox *inbox, int64_t site)
{
	for (size_t i = 0; i < inbox->school_count; i++)
		if (inbox->schools[i].site == site)
			return &inbox->schools[i];
	return NULL;
}

const struct inbox_school *inbox_school(const struct inbox *inbox, int64_t site)
{
	for (size_t i = 0; i < inbox->school_count; i++)
		if (inbox->schools[i].site == site)
			return &inbox->schools[i];
	return NULL;
}

static enum err read_sites(struct storage *storage, struct inbox *inbox)
{
	struct rows rows = storage_query(storage,
					 "SELECT id, number, name, am_due_min, pm_due_min, added_ms"
					 " FROM site ORDER BY id",
					 NO_VALUES);

	while (storage_next(&rows)) {
		struct inbox_school *school =
			inbox_grow(&inbox->schools, &inbox->school_count, sizeof(*school));

		if (!school) {
			storage_end(&rows);
			return ERR_NO_MEMORY;
		}
		school->site = storage_integer(&rows, 0);
		(void)text_copy(school->number, sizeof(school->number), storage_text(&rows, 1));
		(void)text_copy(school->name, sizeof(school->name), storage_text(&rows, 2));
		school->due_min[PART_AM] = (int)storage_integer(&rows, 3);
		school->due_min[PART_PM] = (int)storage_integer(&rows, 4);
		school->joined_day =
			calendar_moment(storage_integer(&rows, 5), 0, 0, TRUST_SYNCED).day;
	}
	return OK;
}

static void take_kiosk(const struct rows *rows, struct inbox_kiosk *kiosk)
{
	(void)text_copy(kiosk->name, sizeof(kiosk->name), storage_text(rows, 1));
	kiosk->heard_ms = storage_integer(rows, 2);
	kiosk->conflict_ms = storage_integer(rows, 3);
	kiosk->health_ms = storage_integer(rows, 4);
	(void)text_copy(kiosk->reader, sizeof(kiosk->reader), storage_text(rows, 5));
	(void)text_copy(kiosk->clock, sizeof(kiosk->clock), storage_text(rows, 6));
	kiosk->clock_offset_ms = storage_integer(rows, 7);
	kiosk->queue = storage_integer(rows, 8);
	kiosk->oldest_unsent_s = storage_integer(rows, 9);
	kiosk->disk_free_mb = storage_integer(rows, 10);
	kiosk->cert_days_left = storage_integer(rows, 11);
	(void)text_copy(kiosk->version, sizeof(kiosk->version), storage_text(rows, 12));
}

static void read_kiosks(struct storage *storage, struct inbox *inbox)
{
	struct rows rows = storage_query(
		storage,
		"SELECT site, name, heard_ms, conflict_ms, health_ms, reader, clock,"
		" clock_offset_ms, queue, oldest_unsent_s, disk_free_mb, cert_days_left, version"
		" FROM kiosk ORDER BY site, name",
		NO_VALUES);

	while (storage_next(&rows)) {
		struct inbox_school *school = school_of(inbox, storage_integer(&rows, 0));

		if (!school || school->kiosk_count == SITE_KIOSKS_MAX)
			continue;
		take_kiosk(&rows, &school->kiosks[school->kiosk_count]);
		if (school->kiosks[school->kiosk_count].heard_ms > school->heard_ms)
			school->heard_ms = school->kiosks[school->kiosk_count].heard_ms;
		school->kiosk_count++;
	}
}

static void add_holes(struct inbox *inbox, int64_t site, const char *kiosk, int64_t missing,
		      int64_t lost)
{
	struct inbox_school *school = school_of(inbox, site);

	if (!school)
		return;
	school->missing += missing;
	school->lost += lost;
	for (size_t i = 0; i < school->kiosk_count; i++) {
		if (strcmp(school->kiosks[i].name, kiosk) != 0)
			continue;
		school->kiosks[i].missing += missing;
		school->kiosks[i].lost += lost;
	}
}

static void read_holes(struct storage *storage, struct inbox *inbox)
{
	struct rows rows =
		storage_query(storage,
			      "SELECT id, site, kiosk, acked_through, lost_through FROM stream"
			      " WHERE known = 1",
			      NO_VALUES);

	while (storage_next(&rows))
		add_holes(
			inbox, storage_integer(&rows, 1), storage_text(&rows, 2),
			stream_missing(storage, storage_integer(&rows, 0),
				       storage_integer(&rows, 3)),
			stream_lost(storage, storage_integer(&rows, 0), storage_integer(&rows, 4)));
}

static void read_statements(struct storage *storage, struct inbox *inbox)
{
	struct rows rows = storage_query(storage,
					 "SELECT fact.site, part, closed_at_ms, expected, present, "
					 "absent, unknown,"
					 " complete, because, activity FROM statement_fact AS fact"
					 " JOIN stream ON stream.id = fact.stream WHERE day = $1"
					 " ORDER BY complete, stream.began_ms, stream.name, "
					 "sequence", /* the kiosk that knows most */
					 VALUES(INT(inbox->day)));

	while (storage_next(&rows)) {
		struct inbox_school *school = school_of(inbox, storage_integer(&rows, 0));
		int64_t part = storage_integer(&rows, 1);

		if (!school || part < 0 || part >= PART_COUNT)
			continue;
		school->statements[part] = (struct inbox_statement){
			.state = REGISTER_CLOSED,
			.closed_at_ms = storage_integer(&rows, 2),
			.expected = (int)storage_integer(&rows, 3),
			.present = (int)storage_integer(&rows, 4),
			.absent = (int)storage_integer(&rows, 5),
			.unknown = (int)storage_integer(&rows, 6),
			.complete = storage_integer(&rows, 7) != 0,
			.because = (unsigned)storage_integer(&rows, 8),
			.activity = (enum reader_activity)storage_integer(&rows, 9),
		};
	}
}

/* What it means that no statement has come. */
static enum inbox_register without_statement(const struct inbox *inbox,
					     const struct inbox_school *school, enum part part)
{
	if (calendar_weekday(inbox->day) >= 5 || inbox->day > inbox->now.day ||
	    inbox->day < school->joined_day)
		return REGISTER_NOT_EXPECTED;
	if (inbox->day == inbox->now.day && inbox->now.minute < school->due_min[part])
		return REGISTER_DUE_LATER;
	return REGISTER_SILENT;
}

enum err inbox_read_schools(struct storage *storage, struct inbox *inbox)
{
	enum err err = read_sites(storage, inbox);

	if (err != OK)
		return err;
	for (size_t i = 0; i < inbox->school_count; i++)
		for (int part = 0; part < PART_COUNT; part++)
			inbox->schools[i].statements[part].state =
				without_statement(inbox, &inbox->schools[i], (enum part)part);
	read_kiosks(storage, inbox);
	read_holes(storage, inbox);
	read_statements(storage, inbox);
	for (size_t i = 0; i < inbox->school_count; i++) {
		const struct inbox_statement *am = &inbox->schools[i].statements[PART_AM];
		const struct inbox_statement *pm = &inbox->schools[i].statements[PART_PM];

		inbox->schools[i].silent =
			am->state == REGISTER_SILENT || pm->state == REGISTER_SILENT;
	}
	return OK;
}
