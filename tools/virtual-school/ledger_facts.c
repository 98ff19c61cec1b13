#include "tools/virtual-school/ledger_parts.h"

/* The time in `at`, or -1. */
static int64_t at_ms(const struct notice *notice)
{
	return notice->has_at ? notice->at.utc_ms : -1;
}

static void write_state(struct storage *storage, const struct stream *stream, int64_t site,
			const struct wire_event *event, int64_t line,
			const struct notice_child *child)
{
	const struct notice *notice = &event->notice;

	storage_run(storage,
		    "INSERT INTO state_fact(stream, sequence, line, site, day, part, child, state,"
		    " code, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
		    VALUES(INT(stream->id), INT((int64_t)event->envelope.sequence), INT(line),
			   INT(site), INT(notice->session.day), INT(notice->session.part),
			   TEXT(child->child), INT(child->state), TEXT(child->code.text),
			   INT(line ? -1 : at_ms(notice))));
}

static void write_statement(struct storage *storage, const struct stream *stream, int64_t site,
			    const struct wire_event *event)
{
	const struct notice *notice = &event->notice;

	storage_run(storage,
		    "INSERT INTO statement_fact(stream, sequence, site, day, part, closed_at_ms,"
		    " expected, present, absent, unknown, complete, because, activity)"
		    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
		    VALUES(INT(stream->id), INT((int64_t)event->envelope.sequence), INT(site),
			   INT(notice->session.day), INT(notice->session.part),
			   INT(notice->at.utc_ms), INT(notice->expected), INT(notice->present),
			   INT(notice->absent), INT(notice->unknown),
			   INT(notice->coverage->complete), INT(notice->coverage->because),
			   INT(notice->reader_activity)));
	for (size_t i = 0; i < notice->child_count; i++)
		write_state(storage, stream, site, event, (int64_t)i + 1, &notice->children[i]);
}

static void write_flag(struct storage *storage, const struct stream *stream, int64_t site,
		       const struct wire_event *event)
{
	const struct notice *notice = &event->notice;

	storage_run(storage,
		    "INSERT INTO flag_fact(stream, sequence, flag, site, day, part, child, kind,"
		    " time_ms, first_day, spell_day, certainty, because, office, code, withdrawal,"
		    " at_ms, by_role) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
		    " $13, $14, $15, $16, $17, $18)",
		    VALUES(INT(stream->id), INT((int64_t)event->envelope.sequence),
			   TEXT(notice->flag), INT(site), INT(notice->session.day),
			   INT(notice->session.part), TEXT(notice->child),
			   TEXT(notice_kind_text(notice->kind)), INT(event->envelope.time_utc_ms),
			   INT(notice->first_day), INT(notice->day), INT(notice->certainty),
			   INT(notice->because), INT(notice->office), TEXT(notice->code.text),
			   INT(notice->withdrawal), INT(at_ms(notice)), TEXT(notice->by_role)));
}

void facts_write(struct storage *storage, const struct stream *stream, int64_t site,
		 const struct wire_event *event)
{
	const struct notice *notice = &event->notice;
	struct notice_child child = {.state = notice->state, .code = notice->code};

	(void)text_copy(child.child, sizeof(child.child), notice->child);
	switch (notice->kind) {
	case NOTICE_SUSPENSION: child.state = STATE_SUSPENDED; /* fall through */
	case NOTICE_ATTENDANCE: write_state(storage, stream, site, event, 0, &child); break;
	case NOTICE_FLAG_RAISED:
	case NOTICE_FLAG_UPDATED:
	case NOTICE_FLAG_WITHDRAWN: write_flag(storage, stream, site, event); break;
	case NOTICE_SESSION_CLOSED: write_statement(storage, stream, site, event); break;
	case NOTICE_QUARANTINED:
		stream_fill(storage, stream, (int64_t)notice->refused_sequence);
		break;
	case NOTICE_KIND_COUNT: break;
	}
}

void facts_health(struct storage *storage, const struct device *device,
		  const struct wire_health *health, int64_t now_ms)
{
	storage_run(
		storage,
		"UPDATE kiosk SET health_ms = $1, reader = $2, clock = $3, clock_offset_ms = $4,"
		" queue = $5, oldest_unsent_s = $6, disk_free_mb = $7, cert_days_left = $8,"
		" version = $9 WHERE site = $10 AND name = $11",
		VALUES(INT(now_ms), TEXT(health->reader), TEXT(trust_text(health->clock)),
		       INT(health->clock_offset_ms), INT(health->queue),
		       INT(health->oldest_unsent_s), INT(health->disk_free_mb),
		       INT(health->cert_days_left), TEXT(health->version), INT(device->site),
		       TEXT(device->kiosk)));
}
