#include "tools/virtual-school/page_parts.h"

/* What the summary counts. */
struct tally {
	int first_days, unverified, continuing, withdrawn;
	int silent, closed, due;
};

static struct tally count(const struct inbox *inbox)
{
	struct tally tally = {0};

	for (size_t i = 0; i < inbox->flag_count; i++) {
		const struct inbox_flag *flag = &inbox->flags[i];

		if (flag->status == FLAG_WITHDRAWN)
			tally.withdrawn++;
		else if (!flag->first_day)
			tally.continuing++;
		else if (flag->certainty == CERTAINTY_CONFIRMED)
			tally.first_days++;
		else
			tally.unverified++;
	}
	for (size_t i = 0; i < inbox->school_count; i++) {
		tally.silent += inbox->schools[i].silent;
		for (int part = 0; part < PART_COUNT; part++) {
			enum inbox_register state = inbox->schools[i].statements[part].state;

			tally.closed += state == REGISTER_CLOSED;
			tally.due += state == REGISTER_CLOSED || state == REGISTER_SILENT;
		}
	}
	return tally;
}

static void write_header(struct html *html, const struct authority *authority,
			 const struct web_session *session)
{
	html_print(
		html,
		"<header class=\"bar\">\n"
		"<p class=\"brand\"><span class=\"bell\" "
		"aria-hidden=\"true\"></span>Firstbell</p>\n"
		"<p class=\"authority\">%s</p>\n"
		"<form class=\"account\" method=\"post\" action=\"/sign-out\">\n"
		"<span>%s<span class=\"role\">%s</span></span>\n"
		"<input type=\"hidden\" name=\"csrf\" value=\"%s\">\n"
		"<button type=\"submit\" class=\"quiet\">Sign out</button>\n</form>\n</header>\n",
		authority->name, session->username, page_role(authority->nation), session->csrf);
}

static const char *which_day(const struct inbox *inbox)
{
	if (inbox->day == inbox->now.day)
		return "Today";
	return inbox->day < inbox->now.day ? "A day gone by" : "A day to come";
}

static void write_day(struct html *html, const struct inbox *inbox)
{
	char shown[PAGE_DAY_SIZE], before[DAY_TEXT_SIZE], after[DAY_TEXT_SIZE];
	char now[PAGE_TIME_SIZE];

	page_day(inbox->day, shown);
	calendar_format_day(inbox->day - 1, before);
	calendar_format_day(inbox->day + 1, after);
	page_time(inbox->now.utc_ms, inbox->now.day, now);
	html_print(html,
		   "<div class=\"day\">\n<div>\n<h1>%s</h1>\n<p class=\"asof\">%s, as known at %s"
		   "</p>\n</div>\n",
		   shown, which_day(inbox), now);
	html_print(
		html,
		"<nav aria-label=\"Choose a day\"><ul>\n"
		"<li><a href=\"/?day=%s\" rel=\"prev\">Day before</a></li>\n"
		"<li><a href=\"/\">Today</a></li>\n"
		"<li><a href=\"/?day=%s\" rel=\"next\">Day after</a></li>\n</ul></nav>\n</div>\n",
		before, after);
}

static void write_count(struct html *html, const char *link, int number, bool urgent,
			const char *words)
{
	if (number && urgent)
		html_print(html, "<li class=\"urgent\">");
	else
		html_print(html, "<li>");
	html_print(html, "<a href=\"%s\"><strong>%d</strong> %s</a></li>\n", link, number, words);
}

static void write_summary(struct html *html, const struct tally *tally)
{
	html_print(html, "<ul class=\"summary\" aria-label=\"This day in numbers\">\n");
	write_count(html, "#silent", tally->silent, true,
		    page_plural(tally->silent, "silent school", "silent schools"));
	write_count(html, "#flags", tally->first_days, true, "first day, confirmed");
	write_count(html, "#flags", tally->unverified, false, "first day, unverified");
	write_count(html, "#flags", tally->continuing, false, "still absent");
	write_count(html, "#withdrawn", tally->withdrawn, false, "withdrawn");
	html_print(html, "<li><a href=\"#schools\"><strong>%d</strong> of %d %s</a></li>\n</ul>\n",
		   tally->closed, tally->due,
		   page_plural(tally->due, "register received", "registers received"));
}

/* Nobody need go back day by day to find what was left. */
static void write_left(struct html *html, const struct inbox *inbox)
{
	if (inbox->left_count == 0)
		return;
	html_print(html, "<div class=\"complaint\">\n<p>Flags of days gone by that nobody has "
			 "opened:</p>\n<ul>\n");
	for (size_t i = 0; i < inbox->left_count; i++) {
		char day[DAY_TEXT_SIZE], shown[PAGE_DAY_SIZE];

		calendar_format_day(inbox->left[i].day, day);
		page_day(inbox->left[i].day, shown);
		html_print(html, "<li><a href=\"/?day=%s\">%s</a>: %d %s</li>\n", day, shown,
			   inbox->left[i].flags,
			   page_plural(inbox->left[i].flags, "flag", "flags"));
	}
	html_print(html, "</ul>\n</div>\n");
}

void page_inbox(struct html *html, const struct authority *authority,
		const struct web_session *session, const struct inbox *inbox)
{
	struct tally tally = count(inbox);

	page_begin(html, "Inbox");
	write_header(html, authority, session);
	html_print(html, "<main id=\"main\">\n");
	write_day(html, inbox);
	write_summary(html, &tally);
	write_left(html, inbox);
	page_silent(html, inbox);
	page_flags(html, inbox, authority->nation);
	page_schools(html, inbox);
	page_end(html);
}
