#include "tools/virtual-school/page_parts.h"

/* More schools silent than this share, and it is more likely a holiday or a fault on our side. */
#define MASS_SILENCE_PERCENT 20
#define MASS_SILENCE_SCHOOLS 3

static void write_heard(struct html *html, const struct inbox *inbox,
			const struct inbox_school *school)
{
	char time[PAGE_TIME_SIZE];

	page_time(school->heard_ms, inbox->day, time);
	if (school->heard_ms)
		html_print(html, "Its kiosk was last heard at %s.", time);
	else
		html_print(html, "Its kiosk has never been heard.");
}

static void write_silent_school(struct html *html, const struct inbox *inbox,
				const struct inbox_school *school)
{
	bool am = school->statements[PART_AM].state == REGISTER_SILENT;
	bool pm = school->statements[PART_PM].state == REGISTER_SILENT;
	char due[MINUTE_TEXT_SIZE];

	calendar_format_minute(school->due_min[am ? PART_AM : PART_PM], due);
	html_print(html, "<li><h3><bdi>%s</bdi> <span class=\"number\">%s</span></h3>\n<p>",
		   school->name, school->number);
	if (inbox->day < inbox->now.day)
		html_print(html, "No register came for the %s. ",
			   am && pm ? "whole day" : (am ? "morning" : "afternoon"));
	else
		html_print(html, "No %s register by %s. ",
			   am && pm ? "morning or afternoon" : (am ? "morning" : "afternoon"), due);
	write_heard(html, inbox, school);
	html_print(html, "</p></li>\n");
}

static void write_cards(struct html *html, const struct inbox *inbox)
{
	html_print(html, "<ul class=\"cards\">\n");
	for (size_t i = 0; i < inbox->school_count; i++)
		if (inbox->schools[i].silent)
			write_silent_school(html, inbox, &inbox->schools[i]);
	html_print(html, "</ul>\n");
}

void page_silent(struct html *html, const struct inbox *inbox)
{
	size_t silent = 0;

	for (size_t i = 0; i < inbox->school_count; i++)
		silent += inbox->schools[i].silent;
	if (!silent)
		return;
	html_print(html, "<section aria-labelledby=\"silent\">\n"
			 "<h2 id=\"silent\">Silent schools</h2>\n"
			 "<p>Without a register nothing is known of their looked-after children. "
			 "Phone the school.</p>\n");
	if (silent >= MASS_SILENCE_SCHOOLS &&
	    silent * 100 > inbox->school_count * MASS_SILENCE_PERCENT) {
		/* One incident, not forty alarms that push the flags off the screen. */
		html_print(html,
			   "<p class=\"complaint\">%d of %d schools are silent at once: a holiday, "
			   "or a fault on our side? Check that first.</p>\n"
			   "<details>\n<summary>Show the silent schools</summary>\n",
			   (int)silent, (int)inbox->school_count);
		write_cards(html, inbox);
		html_print(html, "</details>\n</section>\n");
		return;
	}
	write_cards(html, inbox);
	html_print(html, "</section>\n");
}

static void write_counts(struct html *html, const struct inbox *inbox,
			 const struct inbox_statement *statement)
{
	char time[PAGE_TIME_SIZE];

	page_time(statement->closed_at_ms, inbox->day, time);
	html_print(html,
		   "<span class=\"tag closed\"><span class=\"sign\" aria-hidden=\"true\">"
		   "\xe2\x9c\x93</span>Closed</span> %s",
		   time);
	if (statement->expected == 0) {
		html_print(html, "<span class=\"note\">no child expected</span>");
		return;
	}
	html_print(html, "<span class=\"note\">%d expected, %d present, %d absent",
		   statement->expected, statement->present, statement->absent);
	if (statement->unknown)
		html_print(html, ", <strong>%d unknown</strong>", statement->unknown);
	html_print(html, "</span>");
	for (unsigned bit = 1; bit < 1u << BECAUSE_KINDS; bit <<= 1)
		if (!statement->complete && (statement->because & bit))
			html_print(html, "<span class=\"note warn\">%s</span>", page_because(bit));
}

static void write_register(struct html *html, const struct inbox *inbox,
			   const struct inbox_school *school, enum part part)
{
	const struct inbox_statement *statement = &school->statements[part];
	char due[MINUTE_TEXT_SIZE];

	calendar_format_minute(school->due_min[part], due);
	html_print(html, "<td data-label=\"%s\">", page_part(part));
	switch (statement->state) {
	case REGISTER_CLOSED: write_counts(html, inbox, statement); break;
	case REGISTER_SILENT:
		html_print(html, "<span class=\"tag silent\"><span class=\"sign\" "
				 "aria-hidden=\"true\">!</span>Silent</span>");
		break;
	case REGISTER_DUE_LATER: html_print(html, "due by %s", due); break;
	case REGISTER_NOT_EXPECTED: html_print(html, "none expected"); break;
	}
	html_print(html, "</td>\n");
}

static void write_messages(struct html *html, const struct inbox_school *school)
{
	html_print(html, "<td data-label=\"Messages\">");
	if (school->missing)
		html_print(html, "<span class=\"note warn\">%lld %s missing</span>",
			   (long long)school->missing,
			   page_plural(school->missing, "message", "messages"));
	if (school->lost)
		html_print(html, "<span class=\"note warn\">%lld lost before a restore</span>",
			   (long long)school->lost);
	if (!school->missing && !school->lost)
		html_print(html, "none missing");
	html_print(html, "</td>\n");
}

/* Only what someone should do something about. */
static void write_worries(struct html *html, const struct inbox_kiosk *kiosk)
{
	if (kiosk->conflict_ms)
		html_print(html,
			   "<span class=\"note warn\">two kiosks have used this one\xe2\x80\x99s "
			   "identity</span>");
	if (!kiosk->health_ms)
		return;
	if (kiosk->reader[0] == 'l')
		html_print(html, "<span class=\"note warn\">card reader out of order</span>");
	if (kiosk->clock[0] == 'u')
		html_print(html, "<span class=\"note warn\">clock not trusted</span>");
	if (kiosk->disk_free_mb < 200)
		html_print(html, "<span class=\"note warn\">%lld MB of disk left</span>",
			   (long long)kiosk->disk_free_mb);
	if (kiosk->cert_days_left < 30)
		html_print(html, "<span class=\"note warn\">certificate ends in %lld days</span>",
			   (long long)kiosk->cert_days_left);
	if (kiosk->oldest_unsent_s > 600)
		html_print(html,
			   "<span class=\"note warn\">%lld messages waiting, the oldest for %lld "
			   "minutes</span>",
			   (long long)kiosk->queue, (long long)(kiosk->oldest_unsent_s / 60));
}

static void write_kiosks(struct html *html, const struct inbox *inbox,
			 const struct inbox_school *school)
{
	char time[PAGE_TIME_SIZE];

	html_print(html, "<td data-label=\"Kiosks\">");
	for (size_t i = 0; i < school->kiosk_count; i++) {
		const struct inbox_kiosk *kiosk = &school->kiosks[i];

		page_time(kiosk->heard_ms, inbox->day, time);
		html_print(html, "<span class=\"kiosk\"><bdi>%s</bdi>: %s%s</span>", kiosk->name,
			   kiosk->heard_ms ? "heard " : "", kiosk->heard_ms ? time : "never heard");
		write_worries(html, kiosk);
	}
	html_print(html, "</td>\n");
}

void page_schools(struct html *html, const struct inbox *inbox)
{
	html_print(html,
		   "<section aria-labelledby=\"schools\">\n<h2 id=\"schools\">Schools</h2>\n");
	if (!inbox->school_count) {
		html_print(html, "<p class=\"empty\">No school has joined yet.</p>\n</section>\n");
		return;
	}
	html_print(html,
		   "<table class=\"schools\">\n<caption>Registers of this day, and how the kiosks "
		   "are now</caption>\n<thead><tr><th scope=\"col\">School</th>"
		   "<th scope=\"col\">Morning</th><th scope=\"col\">Afternoon</th>"
		   "<th scope=\"col\">Messages</th><th scope=\"col\">Kiosks</th></tr></thead>\n"
		   "<tbody>\n");
	for (size_t i = 0; i < inbox->school_count; i++) {
		const struct inbox_school *school = &inbox->schools[i];

		html_print(html,
			   "<tr>\n<th scope=\"row\"><bdi>%s</bdi><span "
			   "class=\"note\">%s</span></th>\n",
			   school->name, school->number);
		write_register(html, inbox, school, PART_AM);
		write_register(html, inbox, school, PART_PM);
		write_messages(html, school);
		write_kiosks(html, inbox, school);
		html_print(html, "</tr>\n");
	}
	html_print(html, "</tbody>\n</table>\n</section>\n");
}
