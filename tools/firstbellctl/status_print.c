#include <inttypes.h>
#include <stdio.h>

#include "json_out.h"
#include "status.h"

/* Local time of an instant; empty for 0. */
static void time_text(int64_t utc_ms, char out[TIME_TEXT_SIZE])
{
	struct moment at = calendar_moment(utc_ms, 0, 0, TRUST_SYNCED);
	out[0] = '\0';
	if (utc_ms)
		calendar_format_local(&at, out);
}

static void print_strangers(const struct status *status)
{
	if (status->stranger_count == 0)
		return;
	printf("ALARM         %zu of the children in care.csv are on no roll here; their authority "
	       "is told that nothing is known of them:",
	       status->stranger_count);
	for (size_t i = 0; i < status->stranger_count && i < STATUS_STRANGERS_SHOWN; i++)
		printf(" %s/%s", status->strangers[i].authority, status->strangers[i].child_ref);
	puts(status->stranger_count > STATUS_STRANGERS_SHOWN ? " ..." : "");
}

static void print_unanswered(const struct status *status)
{
	if (status->unanswered)
		printf("ALARM         %zu facts of care.csv are of an authority without a section "
		       "in firstbell.conf: nobody is told\n",
		       status->unanswered);
}

static void print_authority(const struct status_authority *authority)
{
	const struct outbox_cursor *cursor = &authority->cursor;
	char oldest[TIME_TEXT_SIZE];
	time_text(cursor->oldest_unsent_utc_ms, oldest);
	printf("%-13s %s: %zu of its children here; %" PRIu64 " messages written, %" PRIu64
	       " acknowledged, %" PRIu64 " waiting%s%s, %" PRIu64 " parked (stream %016" PRIx64
	       ")\n",
	       authority->id, authority->name, authority->reported, cursor->last_sequence,
	       cursor->acked_through, cursor->waiting, oldest[0] ? ", the oldest since " : "",
	       oldest, cursor->parked, cursor->stream);
}

static void print_roster(const struct status *status)
{
	char day[DAY_TEXT_SIZE];
	if (status->roster_day == 0) {
		puts("roster        none yet: firstbellctl import roster FILE");
		return;
	}
	calendar_format_day(status->roster_day, day);
	printf("roster        version %" PRIu64 " of %s: %zu pupils on the roll today, %zu cards\n",
	       status->roster_version, day, status->on_roll, status->cards);
}

void status_print(const struct status *status)
{
	printf("school        %s (%s)\n", status->config.school_name, status->config.number);
	printf("kiosk         %s, one of %zu\n", status->config.site.kiosks[0],
	       status->config.site.count);
	print_roster(status);
	print_strangers(status);
	print_unanswered(status);
	for (size_t i = 0; i < status->authority_count; i++)
		print_authority(&status->authorities[i]);
	if (status->parked)
		printf("ALARM         %" PRIu64
		       " messages were refused by an authority and set aside\n",
		       status->parked);
	status_questions_print(&status->questions);
	status_warnings_print(&status->warnings);
	printf("disk          %" PRId64 " MB free\n", status->disk_free_mb);
	printf("databases     checked, whole\n");
}

static void json_authority(struct json_out *out, const struct status_authority *authority)
{
	const struct outbox_cursor *cursor = &authority->cursor;
	char stream[17], oldest[TIME_TEXT_SIZE];
	snprintf(stream, sizeof(stream), "%016" PRIx64, cursor->stream);
	time_text(cursor->oldest_unsent_utc_ms, oldest);
	json_out_open(out, NULL, '{');
	json_out_text(out, "authority", authority->id);
	json_out_text(out, "name", authority->name);
	json_out_number(out, "reported", (int64_t)authority->reported);
	json_out_text(out, "stream", stream);
	json_out_number(out, "last_sequence", (int64_t)cursor->last_sequence);
	json_out_number(out, "acked_through", (int64_t)cursor->acked_through);
	json_out_number(out, "waiting", (int64_t)cursor->waiting);
	json_out_number(out, "parked", (int64_t)cursor->parked);
	if (oldest[0])
		json_out_text(out, "oldest_unsent", oldest);
	else
		json_out_null(out, "oldest_unsent");
	json_out_close(out, '}');
}

static void json_strangers(struct json_out *out, const struct status *status)
{
	json_out_number(out, "on_no_roll_count", (int64_t)status->stranger_count);
	json_out_open(out, "on_no_roll", '[');
	for (size_t i = 0; i < status->stranger_count && i < STATUS_STRANGERS_SHOWN; i++) {
		json_out_open(out, NULL, '{');
		json_out_text(out, "authority", status->strangers[i].authority);
		json_out_text(out, "child", status->strangers[i].child_ref);
		json_out_close(out, '}');
	}
	json_out_close(out, ']');
}

void status_print_json(const struct status *status)
{
	struct json_out out = {.file = stdout};
	char day[DAY_TEXT_SIZE] = "";
	json_out_open(&out, NULL, '{');
	json_out_text(&out, "command", "status");
	json_out_bool(&out, "done", true);
	json_out_text(&out, "school", status->config.school_name);
	json_out_text(&out, "number", status->config.number);
	json_out_text(&out, "kiosk", status->config.site.kiosks[0]);
	json_out_number(&out, "site_kiosks", (int64_t)status->config.site.count);
	json_out_number(&out, "roster_version", (int64_t)status->roster_version);
	if (status->roster_day)
		calendar_format_day(status->roster_day, day);
	json_out_text(&out, "roster_day", day);
	json_out_number(&out, "on_roll", (int64_t)status->on_roll);
	json_out_number(&out, "cards", (int64_t)status->cards);
	json_strangers(&out, status);
	json_out_number(&out, "of_no_section", (int64_t)status->unanswered);
	json_out_open(&out, "authorities", '[');
	for (size_t i = 0; i < status->authority_count; i++)
		json_authority(&out, &status->authorities[i]);
	json_out_close(&out, ']');
	json_out_number(&out, "parked", (int64_t)status->parked);
	status_questions_json(&out, &status->questions);
	status_warnings_json(&out, &status->warnings);
	json_out_number(&out, "disk_free_mb", status->disk_free_mb);
	json_out_text(&out, "databases", "whole");
	json_out_close(&out, '}');
	putchar('\n');
}
