#include <stdio.h>

#include "json_out.h"
#include "status_questions.h"

static void print_confirms(const struct status_questions *questions)
{
	for (size_t i = 0; i < status_list_shown(questions->confirm_count); i++) {
		const struct status_confirm *confirm = &questions->confirms[i];
		char session[SESSION_TEXT_SIZE], by[MINUTE_TEXT_SIZE];
		calendar_format_session(confirm->session, session);
		calendar_format_minute(confirm->by_min, by);
		printf("to confirm    %s: %s is with a provider (%s); ask by %s whether they "
		       "came%s\n",
		       session, confirm->pupil_id, confirm->code.text, by,
		       confirm->overdue ? ": overdue" : "");
	}
	status_list_print_more("to confirm", questions->confirm_count,
			       "pupils to confirm with providers");
}

static void print_no_table(const struct status_conflict *conflict, const char *seen)
{
	const char *whose = conflict->pupil_id[0] ? conflict->pupil_id : "the closure";
	printf("%s has the code %s, which is in no table; a person must look%s%s\n", whose,
	       conflict->code.text, seen[0] ? "; seen at " : "", seen);
}

static void print_conflicts(const struct status_questions *questions)
{
	for (size_t i = 0; i < status_list_shown(questions->conflict_count); i++) {
		const struct status_conflict *conflict = &questions->conflicts[i];
		char session[SESSION_TEXT_SIZE], seen[MINUTE_TEXT_SIZE] = "";
		calendar_format_session(conflict->session, session);
		if (conflict->seen_min >= 0)
			calendar_format_minute(conflict->seen_min, seen);
		printf("conflict      %s: ", session);
		if (conflict->in_no_table)
			print_no_table(conflict, seen);
		else
			printf("%s is marked %s and was seen at %s; ask where they are\n",
			       conflict->pupil_id, conflict->code.text, seen);
	}
	status_list_print_more("conflict", questions->conflict_count, "conflicts today");
}

void status_questions_print(const struct status_questions *questions)
{
	print_confirms(questions);
	print_conflicts(questions);
}

static void json_confirm(struct json_out *out, const struct status_confirm *confirm)
{
	char session[SESSION_TEXT_SIZE], by[MINUTE_TEXT_SIZE];
	calendar_format_session(confirm->session, session);
	calendar_format_minute(confirm->by_min, by);
	json_out_open(out, NULL, '{');
	json_out_text(out, "pupil_id", confirm->pupil_id);
	json_out_text(out, "session", session);
	json_out_text(out, "code", confirm->code.text);
	json_out_text(out, "by", by);
	json_out_bool(out, "overdue", confirm->overdue);
	json_out_close(out, '}');
}

static void json_conflict(struct json_out *out, const struct status_conflict *conflict)
{
	char session[SESSION_TEXT_SIZE], seen[MINUTE_TEXT_SIZE];
	calendar_format_session(conflict->session, session);
	json_out_open(out, NULL, '{');
	if (conflict->pupil_id[0])
		json_out_text(out, "pupil_id", conflict->pupil_id);
	else
		json_out_null(out, "pupil_id"); /* a closure */
	json_out_text(out, "session", session);
	json_out_text(out, "code", conflict->code.text);
	json_out_bool(out, "in_no_table", conflict->in_no_table);
	if (conflict->seen_min >= 0) {
		calendar_format_minute(conflict->seen_min, seen);
		json_out_text(out, "seen", seen);
	} else {
		json_out_null(out, "seen");
	}
	json_out_close(out, '}');
}

void status_questions_json(struct json_out *out, const struct status_questions *questions)
{
	json_out_number(out, "to_confirm_count", (int64_t)questions->confirm_count);
	json_out_open(out, "to_confirm", '[');
	for (size_t i = 0; i < status_list_shown(questions->confirm_count); i++)
		json_confirm(out, &questions->confirms[i]);
	json_out_close(out, ']');
	json_out_number(out, "conflicts_count", (int64_t)questions->conflict_count);
	json_out_open(out, "conflicts", '[');
	for (size_t i = 0; i < status_list_shown(questions->conflict_count); i++)
		json_conflict(out, &questions->conflicts[i]);
	json_out_close(out, ']');
}
