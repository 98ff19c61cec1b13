#include "tools/virtual-school/ledger_parts.h"
#include "tools/virtual-school/opened.h"

#include <stdio.h>
#include <string.h>

struct known {
	bool known;
	int64_t asked, asked_from;
};

static bool load(struct storage *storage, const struct device *device, const char *name,
		 struct stream *out, struct known *known)
{
	struct rows rows = storage_query(
		storage,
		"SELECT id, known, asked, asked_from, lost_through, acked_through, lowest"
		" FROM stream WHERE site = $1 AND kiosk = $2 AND name = $3",
		VALUES(INT(device->site), TEXT(device->kiosk), TEXT(name)));
	bool found = storage_next(&rows);

	if (found) {
		*out = (struct stream){storage_integer(&rows, 0), storage_integer(&rows, 4),
				       storage_integer(&rows, 5), storage_integer(&rows, 6)};
		*known = (struct known){storage_integer(&rows, 1) != 0, storage_integer(&rows, 2),
					storage_integer(&rows, 3)};
	}
	storage_end(&rows);
	return found;
}

/* A stream that begins in its middle: we were restored from a backup. The kiosk is asked to send again all it has.
 * Once it has gone further back (or has nothing further back, however often it is asked) that is where the stream
 * begins for us, and what came before counts as lost, visibly: asking for ever would keep today's flags out. */
static bool gone_back(const struct known *known, int64_t lowest)
{
	return known->asked > 0 && (lowest < known->asked_from || known->asked >= STREAM_ASKED_MAX);
}

bool stream_find(struct storage *storage, const struct device *device, uint64_t name,
		 int64_t lowest, struct stream *out)
{
	char text[17];
	struct known known = {0};

	*out = (struct stream){0};
	snprintf(text, sizeof(text), "%016llx", (unsigned long long)name);
	if (!load(storage, device, text, out, &known)) {
		storage_run(storage, "INSERT INTO stream(site, kiosk, name) VALUES ($1, $2, $3)",
			    VALUES(INT(device->site), TEXT(device->kiosk), TEXT(text)));
		load(storage, device, text, out, &known);
		opened_begin(storage, out->id);
	}
	if (known.known)
		return true;
	if (lowest > 1 && !gone_back(&known, lowest)) {
		storage_run(storage,
			    "UPDATE stream SET asked = asked + 1, asked_from = $1 WHERE id = $2",
			    VALUES(INT(lowest), INT(out->id)));
		return false;
	}
	out->lost_through = out->acked_through = lowest - 1;
	storage_run(storage,
		    "UPDATE stream SET known = 1, lost_through = $1, acked_through = $2"
		    " WHERE id = $3",
		    VALUES(INT(lowest - 1), INT(lowest - 1), INT(out->id)));
	return true;
}

enum place stream_put(struct storage *storage, struct stream *stream,
		      const struct wire_event *event, int64_t now_ms)
{
	int64_t sequence = (int64_t)event->envelope.sequence;
	enum place place = PLACE_NEW;
	struct rows rows = storage_query(
		storage, "SELECT canonical FROM event WHERE stream = $1 AND sequence = $2",
		VALUES(INT(stream->id), INT(sequence)));

	if (storage_next(&rows))
		place = strcmp(storage_text(&rows, 0), event->canonical) == 0 ? PLACE_SAME
									      : PLACE_OTHER;
	storage_end(&rows);
	if (place != PLACE_NEW)
		return place;
	storage_run(storage,
		    "INSERT INTO event(stream, sequence, canonical, received_ms)"
		    " VALUES ($1, $2, $3, $4)",
		    VALUES(INT(stream->id), INT(sequence), TEXT(event->canonical), INT(now_ms)));
	if (stream->lowest == 0 || sequence < stream->lowest) {
		stream->lowest = sequence;
		storage_run(
			storage, "UPDATE stream SET lowest = $1, began_ms = $2 WHERE id = $3",
			VALUES(INT(sequence), INT(event->envelope.time_utc_ms), INT(stream->id)));
	}
	return PLACE_NEW;
}

void stream_fill(struct storage *storage, const struct stream *stream, int64_t sequence)
{
	storage_run(storage,
		    "INSERT INTO filled(stream, sequence) VALUES ($1, $2)"
		    " ON CONFLICT (stream, sequence) DO NOTHING",
		    VALUES(INT(stream->id), INT(sequence)));
}

static struct rows places_after(struct storage *storage, int64_t stream, int64_t sequence)
{
	return storage_query(storage,
			     "SELECT sequence FROM event WHERE stream = $1 AND sequence > $2 UNION"
			     " SELECT sequence FROM filled WHERE stream = $3 AND sequence > $4"
			     " ORDER BY sequence",
			     VALUES(INT(stream), INT(sequence), INT(stream), INT(sequence)));
}

size_t stream_settle(struct storage *storage, struct stream *stream,
		     struct outbox_range missing[OUTBOX_MISSING_MAX])
{
	struct rows rows = places_after(storage, stream->id, stream->acked_through);
	int64_t last = stream->acked_through;
	size_t count = 0;

	while (count < OUTBOX_MISSING_MAX && storage_next(&rows)) {
		int64_t sequence = storage_integer(&rows, 0);

		if (sequence == stream->acked_through + 1)
			stream->acked_through = sequence;
		else if (sequence > last + 1)
			missing[count++] =
				(struct outbox_range){(uint64_t)last + 1, (uint64_t)sequence - 1};
		last = sequence;
	}
	storage_end(&rows);
	storage_run(storage, "UPDATE stream SET acked_through = $1 WHERE id = $2",
		    VALUES(INT(stream->acked_through), INT(stream->id)));
	return count;
}

int64_t stream_missing(struct storage *storage, int64_t stream, int64_t acked_through)
{
	struct rows rows = places_after(storage, stream, acked_through);
	int64_t last = acked_through, missing = 0;

	while (storage_next(&rows)) {
		int64_t sequence = storage_integer(&rows, 0);

		missing += sequence - last - 1;
		last = sequence;
	}
	return missing;
}

int64_t stream_lost(struct storage *storage, int64_t stream, int64_t lost_through)
{
	struct rows rows = storage_query(
		storage,
		"SELECT count(*) FROM (SELECT sequence FROM event WHERE stream = $1 AND sequence "
		"<= $2"
		" UNION SELECT sequence FROM filled WHERE stream = $3 AND sequence <= $4) AS "
		"places",
		VALUES(INT(stream), INT(lost_through), INT(stream), INT(lost_through)));
	int64_t came = storage_next(&rows) ? storage_integer(&rows, 0) : 0;

	storage_end(&rows);
	return lost_through - came;
}

static enum err read_stream(struct storage *storage, const struct device *device, const char *name,
			    struct ledger_stream *out)
{
	struct stream stream = {0};
	struct known known = {0};

	if (!load(storage, device, name, &stream, &known) || !known.known)
		return storage_commit(storage);
	(void)text_copy(out->name, sizeof(out->name), name);
	out->missing_count = stream_settle(storage, &stream, out->missing);
	out->acked_through = (uint64_t)stream.acked_through;
	out->opened_through = (uint64_t)opened_through(storage, stream.id, stream.acked_through);
	return storage_commit(storage);
}

enum err ledger_stream(struct storage *storage, const struct device *device, const char *name,
		       struct ledger_stream *out)
{
	char latest[17] = "";
	struct rows rows;

	*out = (struct ledger_stream){0};
	storage_begin(storage);
	rows = storage_query(storage,
			     "SELECT name FROM stream WHERE site = $1 AND kiosk = $2 AND known = 1"
			     " ORDER BY id DESC LIMIT 1",
			     VALUES(INT(device->site), TEXT(device->kiosk)));
	while (storage_next(&rows))
		(void)text_copy(latest, sizeof(latest), storage_text(&rows, 0));
	return read_stream(storage, device, name[0] ? name : latest, out);
}
