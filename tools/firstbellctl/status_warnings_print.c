#include <stdio.h>

#include "json_out.h"
#include "status.h"

static const char *const weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

static const char *part_text(enum part part)
{
	return part == PART_AM ? "AM" : "PM";
}

static void print_arrangement(const struct status_arrangement *arrangement)
{
	char ended[DAY_TEXT_SIZE], follows[DAY_TEXT_SIZE] = "";
	calendar_format_day(arrangement->ended_day, ended);
	if (arrangement->follows_day)
		calendar_format_day(arrangement->follows_day, follows);
	printf("WARNING       %s is expected again %s %s: %s ended on %s and %s%s\n",
	       arrangement->pupil_id, weekdays[arrangement->weekday], part_text(arrangement->part),
	       arrangement->code.text, ended,
	       follows[0] ? "the next begins on " : "nothing follows", follows);
}

static void print_arrangements(const struct status_warnings *warnings)
{
	for (size_t i = 0; i < status_list_shown(warnings->arrangement_count); i++)
		print_arrangement(&warnings->arrangements[i]);
	status_list_print_more("WARNING", warnings->arrangement_count,
			       "arrangements that have ended");
}

static void print_forms(const struct status_warnings *warnings)
{
	for (size_t i = 0; i < status_list_shown(warnings->form_count); i++) {
		const struct status_form *form = &warnings->forms[i];
		char session[SESSION_TEXT_SIZE];
		calendar_format_session(form->session, session);
		printf("WARNING       %s: most of %s was not seen when the register closed; ask "
		       "where they are\n",
		       session, form->name[0] ? form->name : "the school");
	}
	status_list_print_more("WARNING", warnings->form_count, "forms of which most was not seen");
}

static void print_late(const struct status_warnings *warnings)
{
	for (size_t i = 0; i < status_list_shown(warnings->late_count); i++) {
		const struct status_late *late = &warnings->late[i];
		char session[SESSION_TEXT_SIZE], time[TIME_TEXT_SIZE];
		calendar_format_session(late->session, session);
		calendar_format_local(&late->closed, time);
		printf("WARNING       %s: the register was closed late, at %s; its absences are "
		       "unverified\n",
		       session, time);
	}
	status_list_print_more("WARNING", warnings->late_count, "registers that were closed late");
}

void status_warnings_print(const struct status_warnings *warnings)
{
	print_arrangements(warnings);
	print_forms(warnings);
	print_late(warnings);
}

static void json_arrangements(struct json_out *out, const struct status_warnings *warnings)
{
	json_out_number(out, "arrangements_ended_count", (int64_t)warnings->arrangement_count);
	json_out_open(out, "arrangements_ended", '[');
	for (size_t i = 0; i < status_list_shown(warnings->arrangement_count); i++) {
		const struct status_arrangement *arrangement = &warnings->arrangements[i];
		char day[DAY_TEXT_SIZE];
		calendar_format_day(arrangement->ended_day, day);
		json_out_open(out, NULL, '{');
		json_out_text(out, "pupil_id", arrangement->pupil_id);
		json_out_text(out, "weekday", weekdays[arrangement->weekday]);
		json_out_text(out, "session", part_text(arrangement->part));
		json_out_text(out, "code", arrangement->code.text);
		json_out_text(out, "ended", day);
		if (arrangement->follows_day) {
			calendar_format_day(arrangement->follows_day, day);
			json_out_text(out, "next_from", day);
		} else {
			json_out_null(out, "next_from");
		}
		json_out_close(out, '}');
	}
	json_out_close(out, ']');
}

static void json_forms(struct json_out *out, const struct status_warnings *warnings)
{
	json_out_number(out, "forms_missing_count", (int64_t)warnings->form_count);
	json_out_open(out, "forms_missing", '[');
	for (size_t i = 0; i < status_list_shown(warnings->form_count); i++) {
		const struct status_form *form = &warnings->forms[i];
		char session[SESSION_TEXT_SIZE];
		calendar_format_session(form->session, session);
		json_out_open(out, NULL, '{');
		json_out_text(out, "session", session);
		if (form->name[0])
			json_out_text(out, "form", form->name);
		else
			json_out_null(out, "form"); /* the whole school */
		json_out_close(out, '}');
	}
	json_out_close(out, ']');
}

static void json_late(struct json_out *out, const struct status_warnings *warnings)
{
	json_out_number(out, "closed_late_count", (int64_t)warnings->late_count);
	json_out_open(out, "closed_late", '[');
	for (size_t i = 0; i < status_list_shown(warnings->late_count); i++) {
		const struct status_late *late = &warnings->late[i];
		char session[SESSION_TEXT_SIZE], time[TIME_TEXT_SIZE];
		calendar_format_session(late->session, session);
		calendar_format_local(&late->closed, time);
		json_out_open(out, NULL, '{');
		json_out_text(out, "session", session);
		json_out_text(out, "closed_at", time);
		json_out_close(out, '}');
	}
	json_out_close(out, ']');
}

void status_warnings_json(struct json_out *out, const struct status_warnings *warnings)
{
	json_arrangements(out, warnings);
	json_forms(out, warnings);
	json_late(out, warnings);
}
