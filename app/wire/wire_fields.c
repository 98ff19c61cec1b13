#include "wire/wire_fields.h"

#include <stdio.h>

/* Words are read and written as the unsigned that gcc and clang make of an enum. */
static_assert(sizeof(enum state) == sizeof(unsigned), "an enum is not an unsigned");

#define WORD_OF(enumeration)                                                                       \
	static const char *enumeration##_word(unsigned value)                                      \
	{                                                                                          \
		return enumeration##_text((enum enumeration)value);                                \
	}
WORD_OF(state)
WORD_OF(trust)
WORD_OF(certainty)
WORD_OF(office)
WORD_OF(withdrawal)
WORD_OF(reader_activity)
#undef WORD_OF
const struct wire_words wire_states = {state_word, STATE_COUNT};
const struct wire_words wire_trusts = {trust_word, TRUST_UNTRUSTED + 1};
static const struct wire_words certainties = {certainty_word, CERTAINTY_UNVERIFIED + 1};
static const struct wire_words offices = {office_word, OFFICE_SAYS_ABSENT + 1};
static const struct wire_words withdrawals = {withdrawal_word, WITHDRAWAL_COUNT};
static const struct wire_words activities = {reader_activity_word, ACTIVITY_NORMAL + 1};

#define NEEDED true
#define OPTIONAL false
/* clang-format off */
#define FIELD(label, kind, need, ...) \
	{.name = label, .type = &wire_type_##kind, .needed = need, __VA_ARGS__}
#define AT(member) .offset = offsetof(struct notice, member)
#define ROOM(member) AT(member), .size = sizeof(((struct notice *)NULL)->member)
#define SESSION FIELD("session", session, NEEDED, AT(session))
#define CHILD FIELD("child", text, NEEDED, ROOM(child))
#define FLAG FIELD("flag", uuid5, NEEDED, AT(flag))
#define CODE(need) FIELD("code", code, need, AT(code))
#define WORD(label, member, table) FIELD(label, word, NEEDED, AT(member), .words = &(table))
#define COUNT(label, member) FIELD(label, int, NEEDED, AT(member))
#define CERTAINTY WORD("certainty", certainty, certainties)
#define BECAUSE FIELD("because", because, NEEDED, AT(because))
#define ROSTER_VERSION FIELD("roster_version", uint64, NEEDED, AT(roster_version))
#define END {.name = NULL}

static const struct wire_field attendance[] = {
	CHILD,
	SESSION,
	WORD("state", state, wire_states),
	FIELD("at", at, NEEDED, AT(at)),
	CODE(OPTIONAL),
	END,
};
static const struct wire_field flag_raised[] = {
	FLAG,
	CHILD,
	SESSION,
	FIELD("kind", kind, NEEDED, AT(first_day)),
	FIELD("day", int, NEEDED, AT(day), .least = 1),
	CERTAINTY,
	BECAUSE,
	WORD("office", office, offices),
	CODE(NEEDED),
	ROSTER_VERSION,
	END,
};
/* Certainty is stated again in every update: left out, it could be read as confirmed (P2). */
static const struct wire_field flag_updated[] = {
	FLAG,
	CHILD,
	SESSION,
	CERTAINTY,
	BECAUSE,
	CODE(OPTIONAL),
	FIELD("by", text, OPTIONAL, ROOM(by_role)),
	END,
};
static const struct wire_field flag_withdrawn[] = {
	FLAG,
	CHILD,
	SESSION,
	WORD("reason", withdrawal, withdrawals),
	FIELD("at", at, NEEDED, AT(at)),
	CODE(OPTIONAL),
	END,
};
static const struct wire_field session_closed[] = {
	SESSION,
	FIELD("closed_at", at, NEEDED, AT(at)),
	ROSTER_VERSION,
	COUNT("expected", expected),
	COUNT("present", present),
	COUNT("absent", absent),
	COUNT("unknown", unknown),
	FIELD("children", children, NEEDED, AT(children)),
	FIELD("coverage", coverage, NEEDED, AT(coverage)),
	WORD("reader_activity", reader_activity, activities),
	END,
};
static const struct wire_field suspension[] = {
	CHILD,
	SESSION,
	CODE(NEEDED),
	END,
};
static const struct wire_field quarantined[] = {
	FIELD("refused_sequence", uint64, NEEDED, AT(refused_sequence), .least = 1),
	FIELD("problem", text, NEEDED, ROOM(problem)),
	END,
};
#define HEALTH(member, kind, ...) \
	FIELD(#member, kind, NEEDED, .offset = offsetof(struct wire_health, member), __VA_ARGS__)
static const struct wire_field health[] = {
	HEALTH(queue, int64, .least = 0),
	HEALTH(oldest_unsent_s, int64, .least = 0),
	HEALTH(disk_free_mb, int64, .least = 0),
	HEALTH(reader, reader, .size = 0),
	HEALTH(clock, word, .words = &wire_trusts),
	HEALTH(clock_offset_ms, int64, .least = INT64_MIN),
	HEALTH(cert_days_left, int, .least = INT32_MIN),
	HEALTH(version, version, .size = sizeof(((struct wire_event *)NULL)->strings)),
	HEALTH(commit_ms_p99, real, .least = 0),
	END,
};
/* clang-format on */

static const struct wire_field *const notices[NOTICE_KIND_COUNT] = {
	[NOTICE_ATTENDANCE] = attendance,         [NOTICE_FLAG_RAISED] = flag_raised,
	[NOTICE_FLAG_UPDATED] = flag_updated,     [NOTICE_FLAG_WITHDRAWN] = flag_withdrawn,
	[NOTICE_SESSION_CLOSED] = session_closed, [NOTICE_SUSPENSION] = suspension,
	[NOTICE_QUARANTINED] = quarantined,
};

static json_t *write_fields(const struct wire_field *fields, const void *record)
{
	json_t *data = json_object();
	for (const struct wire_field *field = fields; data && field->name; field++) {
		if (!field->type->write(field, record, data)) {
			json_decref(data);
			return NULL;
		}
	}
	return data;
}

json_t *wire_write_notice(const struct notice *notice)
{
	return write_fields(notices[notice->kind], notice);
}

json_t *wire_write_health(const struct wire_health *record)
{
	return write_fields(health, record);
}

bool wire_reject(struct wire_event *event, const char *where, const char *why)
{
	snprintf(event->reject, sizeof(event->reject), "%s: %s", where, why);
	return false;
}

static bool read_fields(const struct wire_field *fields, const json_t *data, void *record,
			struct wire_event *event)
{
	for (const struct wire_field *field = fields; field->name; field++) {
		const json_t *value = json_object_get(data, field->name);
		if (!value && !field->needed)
			continue;
		const char *wrong =
			value ? field->type->read(field, value, record, event) : "is missing";
		if (wrong)
			return wire_reject(event, field->name, wrong);
	}
	return true;
}

/* What no single member can say. */
static bool check_notice(struct wire_event *event)
{
	const struct notice *notice = &event->notice;
	if (notice->certainty == CERTAINTY_CONFIRMED && notice->because != 0)
		return wire_reject(event, "because", "gives reasons to doubt what is confirmed");
	return true;
}

bool wire_read_data(const json_t *data, struct wire_event *event)
{
	if (!json_is_object(data))
		return wire_reject(event, "data", "must be an object");
	if (event->health)
		return read_fields(health, data, &event->health_data, event);
	return read_fields(notices[event->notice.kind], data, &event->notice, event) &&
	       check_notice(event);
}
