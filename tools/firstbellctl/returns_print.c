#include <stdio.h>

#include "json_out.h"
#include "returns.h"

/* What the school has to do. It tells, not Firstbell: the duty is the proprietor's. */
struct returns_words {
	const char *title, *duty;
};

#define DECIDES "The school looks at the reasons and agrees on help; Firstbell only prompts."

static const struct returns_words england[TALLY_THRESHOLD_COUNT] = {
	[TALLY_ILLNESS_15] = {"Sickness return to the authority: 15 school days of illness (code "
			      "I), on end or all told",
			      "The school tells, once for a continuous illness in a school year; "
			      "Firstbell only prompts."},
	[TALLY_UNAUTHORISED_10] =
		{"Attendance return to the authority: 10 school days of unauthorised absence (G, "
		 "N, O, U), on end or all told",
		 "The school tells, at least once a month as agreed with the authority; Firstbell "
		 "only prompts."},
	[TALLY_PERSISTENT] = {"Persistent absence: a tenth or more of the possible sessions missed",
			      DECIDES},
	[TALLY_SEVERE] = {"Severe absence: half or more of the possible sessions missed", DECIDES},
};
static const struct returns_words wales[TALLY_THRESHOLD_COUNT] = {
	[TALLY_ILLNESS_15] = {"15 school days of illness (code I), on end or all told",
			      "No return is laid down in Wales; the school decides whom to ask for "
			      "help. Firstbell only prompts."},
	[TALLY_UNAUTHORISED_10] =
		{"Return to the authority: 10 school days on end of absence that was not "
		 "authorised",
		 "The school tells, as agreed with the authority, with the cause where it is "
		 "known; Firstbell only prompts."},
	[TALLY_PERSISTENT] = {"Persistent absence: a tenth or more of the possible sessions missed",
			      DECIDES},
	[TALLY_SEVERE] = {"Severe absence: half or more of the possible sessions missed", DECIDES},
};

static const struct returns_words *words_of(const struct returns *returns,
					    enum tally_threshold threshold)
{
	return returns->nation == NATION_WALES ? &wales[threshold] : &england[threshold];
}

static bool is_return(const struct returns *returns, enum tally_threshold threshold)
{
	return threshold == TALLY_UNAUTHORISED_10 ||
	       (threshold == TALLY_ILLNESS_15 && returns->nation == NATION_ENGLAND);
}

/* -- for people */

/* Padded by characters, not bytes. */
static void print_cell(const char *text, int width)
{
	for (const char *c = text; *c; c++)
		width -= ((unsigned char)*c & 0xc0) != 0x80;
	printf("%s%*s  ", text, width > 0 ? width : 0, "");
}

static void print_halves(int halves, int width)
{
	printf("%*d%s  ", width - 2, halves / 2, halves % 2 ? ".5" : ".0");
}

static void print_row(const struct returns *returns, const struct returns_row *row,
		      enum tally_threshold threshold)
{
	const struct tally *tally = &row->tally;
	const struct tally_crossing *crossing = &tally->crossings[threshold];
	char session[SESSION_TEXT_SIZE];
	int share = tally_missed_per_mille(tally);
	calendar_format_session(crossing->first, session);
	fputs("  ", stdout);
	print_cell(row->pupil->pupil_id, 12);
	print_cell(row->pupil->form, 6);
	printf("%-13s  %8d  %6d  %3d.%d %%  ", session, tally->possible, tally_missed(tally),
	       share / 10, share % 10);
	print_halves(tally->ill_halves, 8);
	print_halves(tally->unauthorised_halves, 12);
	print_halves(tally->longest_run_halves, 6);
	printf("%7d%s", tally->unknown, crossing->now ? "" : "  no longer so");
	if (is_return(returns, threshold) && !tally_return_due(row->pupil->year_group))
		printf("  no return: not of compulsory school age (year %d)",
		       row->pupil->year_group);
	putchar('\n');
}

static void print_threshold(const struct returns *returns, enum tally_threshold threshold)
{
	const struct returns_words *words = words_of(returns, threshold);
	size_t count = 0;
	for (size_t i = 0; i < returns->row_count; i++)
		count += returns->rows[i].tally.crossings[threshold].crossed;
	printf("\n%s\n", words->title);
	if (count == 0) {
		puts("  nobody");
		return;
	}
	printf("  %s\n"
	       "  pupil_id      form    reached        possible  missed      share  ill days  "
	       "unauthorised  on end  unknown\n",
	       words->duty);
	for (size_t i = 0; i < returns->row_count; i++)
		if (returns->rows[i].tally.crossings[threshold].crossed)
			print_row(returns, &returns->rows[i], threshold);
}

void returns_print(const struct returns *returns)
{
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
	calendar_format_day(returns->to_day, to);
	if (returns->from_day > returns->to_day) {
		printf("No register was taken by this kiosk in these days, up to %s.\n", to);
		return;
	}
	calendar_format_day(returns->from_day, from);
	printf("%s to %s: %zu sessions with a register, %zu pupils.\n", from, to, returns->sessions,
	       returns->pupils);
	if (returns->unvouched)
		printf("Of %zu of the sessions the kiosks cannot say who was absent: whom nobody "
		       "saw or marked there counts as unknown.\n",
		       returns->unvouched);
	printf("Shares are told from %d possible sessions on.\n", TALLY_ENOUGH_SESSIONS);
	for (enum tally_threshold at = 0; at < TALLY_THRESHOLD_COUNT; at++)
		print_threshold(returns, at);
}

/* -- for machines */

static void json_crossings(struct json_out *out, const struct returns *returns,
			   const struct returns_row *row)
{
	json_out_open(out, "thresholds", '[');
	for (enum tally_threshold at = 0; at < TALLY_THRESHOLD_COUNT; at++) {
		const struct tally_crossing *crossing = &row->tally.crossings[at];
		char session[SESSION_TEXT_SIZE];
		if (!crossing->crossed)
			continue;
		calendar_format_session(crossing->first, session);
		json_out_open(out, NULL, '{');
		json_out_text(out, "threshold", tally_threshold_text(at));
		json_out_text(out, "reached", session);
		json_out_bool(out, "now", crossing->now);
		json_out_bool(out, "return_due",
			      is_return(returns, at) && tally_return_due(row->pupil->year_group));
		json_out_close(out, '}');
	}
	json_out_close(out, ']');
}

static void json_row(struct json_out *out, const struct returns *returns,
		     const struct returns_row *row)
{
	const struct tally *tally = &row->tally;
	json_out_open(out, NULL, '{');
	json_out_text(out, "pupil_id", row->pupil->pupil_id);
	json_out_text(out, "form", row->pupil->form);
	json_out_number(out, "year_group", row->pupil->year_group);
	json_out_number(out, "possible", tally->possible);
	json_out_number(out, "attended", tally->attended);
	json_out_number(out, "authorised", tally->authorised);
	json_out_number(out, "unauthorised", tally->unauthorised);
	json_out_number(out, "not_possible", tally->not_possible);
	json_out_number(out, "unknown", tally->unknown);
	json_out_number(out, "late", tally->late);
	json_out_number(out, "arrived_late", tally->arrived_late);
	json_out_number(out, "suspended", tally->suspended);
	json_out_number(out, "missed_per_mille", tally_missed_per_mille(tally));
	json_out_number(out, "illness_half_days", tally->ill_halves);
	json_out_number(out, "unauthorised_half_days", tally->unauthorised_halves);
	json_out_number(out, "unauthorised_half_days_on_end", tally->longest_run_halves);
	json_crossings(out, returns, row);
	json_out_close(out, '}');
}

void returns_print_json(const struct returns *returns)
{
	struct json_out out = {.file = stdout};
	char from[DAY_TEXT_SIZE] = "", to[DAY_TEXT_SIZE];
	calendar_format_day(returns->to_day, to);
	if (returns->from_day <= returns->to_day)
		calendar_format_day(returns->from_day, from);
	json_out_open(&out, NULL, '{');
	json_out_text(&out, "command", "returns");
	json_out_bool(&out, "done", true);
	json_out_text(&out, "from", from);
	json_out_text(&out, "to", to);
	json_out_number(&out, "sessions", (int64_t)returns->sessions);
	json_out_number(&out, "sessions_unvouched", (int64_t)returns->unvouched);
	json_out_number(&out, "pupils_on_roll", (int64_t)returns->pupils);
	json_out_open(&out, "pupils", '[');
	for (size_t i = 0; i < returns->row_count; i++)
		json_row(&out, returns, &returns->rows[i]);
	json_out_close(&out, ']');
	json_out_close(&out, '}');
	putchar('\n');
}
