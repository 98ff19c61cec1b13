#include "sim/teller.h"

#include <string.h>

#include "core/calendar.h"
#include "hal/hal.h"
#include "sim/members.h"

#define TEXT_SIZE 600

struct fields {
	char a[TEXT_SIZE], b[TEXT_SIZE], c[TEXT_SIZE];
};

/* What a pupil reads, in short. */
static const struct wording {
	const char *screen, *words;
} wordings[] = {
	{"idle", "Tap your card"},
	{"welcome", "Good morning, "},
	{"late", "The office knows you are here, "},
	{"already_in", "You are already in, "},
	{"unknown_card", "We don't know this card. Please touch your name"},
	{"years", "Which year are you in?"},
	{"forms", "Which form are you in?"},
	{"names", "Touch your name"},
	{"confirm", "Is this you? "},
	{"still_there", "Still there?"},
	{"out_of_order", "Please tell the office you are here"},
};

static void tell_screen(FILE *file, const char *members)
{
	struct fields f = {0};
	members_text(members, "name", f.a, sizeof(f.a));
	members_text(members, "person", f.b, sizeof(f.b));
	for (size_t i = 0; i < COUNT_OF(wordings); i++)
		if (strcmp(wordings[i].screen, f.a) == 0)
			fprintf(file, "the screen says: %s%s", wordings[i].words, f.b);
}

static void tell_event(FILE *file, const char *members)
{
	struct fields f = {0};
	members_text(members, "event", f.a, sizeof(f.a));
	members_text(members, "pupil", f.b, sizeof(f.b));
	members_text(members, "code", f.c, sizeof(f.c));
	for (char *at = f.a; *at; at++)
		if (*at == '_')
			*at = ' ';
	fprintf(file, "recorded: %s%s%s%s%s", f.a, f.b[0] ? " " : "", f.b, f.c[0] ? " as " : "",
		f.c);
}

static void tell_statement(FILE *file, const char *members)
{
	char session[SESSION_TEXT_SIZE] = "";
	members_text(members, "session", session, sizeof(session));
	fprintf(file, "%s: %lld expected, %lld present, %lld absent, %lld unknown", session,
		(long long)members_integer(members, "expected", 0),
		(long long)members_integer(members, "present", 0),
		(long long)members_integer(members, "absent", 0),
		(long long)members_integer(members, "unknown", 0));
}

static void tell_child(FILE *file, const char *members)
{
	static const char *const more[] = {"child",     "session", "state", "kind",
					   "certainty", "reason",  "code"};
	char text[TEXT_SIZE];
	const char *comma = "";
	for (size_t i = 0; i < COUNT_OF(more); i++) {
		if (!members_text(members, more[i], text, sizeof(text)))
			continue;
		fprintf(file, "%s%s", comma, text);
		comma = ", ";
	}
}

static void tell_notice(FILE *file, const char *members)
{
	struct fields f = {0};
	members_text(members, "to", f.a, sizeof(f.a));
	members_text(members, "notice", f.b, sizeof(f.b));
	fprintf(file, "for authority %s: %s ", f.a, f.b);
	if (members_has(members, "notice", "session.closed"))
		tell_statement(file, members);
	else
		tell_child(file, members);
}

static void tell_request(FILE *file, const char *members)
{
	struct fields f = {0};
	members_text(members, "to", f.a, sizeof(f.a));
	int64_t events = members_integer(members, "events", 0);
	fprintf(file, "sent to authority %s: %lld message%s", f.a, (long long)events,
		events == 1 ? "" : "s");
}

static void tell_reply(FILE *file, const char *members)
{
	struct fields f = {0};
	members_text(members, "to", f.a, sizeof(f.a));
	if (members_text(members, "failed", f.b, sizeof(f.b)))
		fprintf(file, "authority %s: %s; it will be tried again", f.a, f.b);
	else
		fprintf(file, "authority %s answered %lld: received through message %lld", f.a,
			(long long)members_integer(members, "status", 0),
			(long long)members_integer(members, "acked", 0));
}

static void tell_speech(FILE *file, const char *members)
{
	char text[8 * TEXT_SIZE] = "";
	members_text(members, "text", text, sizeof(text));
	fprintf(file, "the kiosk says: %s", text);
}

static void tell_log(FILE *file, const char *members)
{
	char line[1024] = "";
	members_text(members, "line", line, sizeof(line));
	fprintf(file, "log: %s", line);
}

/* Heartbeats and batches of health alone come every minute; they are not worth a sentence. */
static bool worth_telling(const char *kind, const char *members)
{
	if (strcmp(kind, "event") == 0)
		return !members_has(members, "event", "heartbeat");
	if (strcmp(kind, "request") == 0)
		return members_integer(members, "events", 0) > 0;
	if (strcmp(kind, "reply") == 0)
		return members_has(members, "status", "0") ||
		       members_integer(members, "events", 0) > 0;
	if (strcmp(kind, "log") == 0)
		return members_integer(members, "level", HAL_ERROR) <= HAL_WARNING;
	if (strcmp(kind, "speech") == 0)
		return !members_has(members, "text", "");
	return strcmp(kind, "screen") == 0 || strcmp(kind, "notice") == 0;
}

static void tell(FILE *file, const char *kind, const char *members)
{
	if (strcmp(kind, "screen") == 0)
		tell_screen(file, members);
	else if (strcmp(kind, "event") == 0)
		tell_event(file, members);
	else if (strcmp(kind, "notice") == 0)
		tell_notice(file, members);
	else if (strcmp(kind, "request") == 0)
		tell_request(file, members);
	else if (strcmp(kind, "speech") == 0)
		tell_speech(file, members);
	else if (strcmp(kind, "log") == 0)
		tell_log(file, members);
	else
		tell_reply(file, members);
}

void teller_time(int64_t utc_ms, char out[TELLER_TIME_SIZE])
{
	struct moment at = calendar_moment(utc_ms, 0, 0, TRUST_SYNCED);
	char minute[MINUTE_TEXT_SIZE];
	calendar_format_minute(at.minute, minute);
	unsigned second = (unsigned)(utc_ms / 1000) % 60u;
	snprintf(out, TELLER_TIME_SIZE, "%.5s:%02u", minute, second);
}

void teller_tell(FILE *file, int64_t utc_ms, const char *kind, const char *members)
{
	if (!worth_telling(kind, members))
		return;
	char time[TELLER_TIME_SIZE];
	teller_time(utc_ms, time);
	fprintf(file, "%s  ", time);
	tell(file, kind, members);
	fputc('\n', file);
	fflush(file);
}

bool teller_sentence(const char *kind, const char *members, char *out, size_t size)
{
	char whole[6 * TEXT_SIZE] = "";
	FILE *file = worth_telling(kind, members) ? fmemopen(whole, sizeof(whole) - 1, "w") : NULL;
	if (!file)
		return false;
	tell(file, kind, members);
	fclose(file);
	(void)text_copy(out, size, whole);
	return true;
}
