#include "tools/virtual-school/page_parts.h"

/* A word with a sign before it: neither colour nor sign stands alone. */
static void write_tag(struct html *html, const char *kind, const char *sign, const char *words)
{
	html_print(html,
		   "<span class=\"tag %s\"><span class=\"sign\" "
		   "aria-hidden=\"true\">%s</span>%s</span>",
		   kind, sign, words);
}

static void write_who(struct html *html, const struct inbox *inbox, const struct inbox_flag *flag)
{
	const struct inbox_school *school = inbox_school(inbox, flag->site);

	html_print(html, "<tr>\n<th scope=\"row\"><bdi class=\"child\">%s</bdi>", flag->child);
	if (!flag->raised)
		html_print(html, "<span class=\"note\">the flag itself has not come yet</span>");
	else if (flag->first_day && flag->day == 1)
		html_print(html, "<span class=\"note\">first day</span>");
	else if (
		flag->first_day) /* ill until now, not back after a holiday, or new to this authority */
		html_print(html, "<span class=\"note\">new alarm, day %d of absence</span>",
			   flag->day);
	else
		html_print(html, "<span class=\"note\">day %d of absence</span>", flag->day);
	html_print(html,
		   "</th>\n<td data-label=\"School\"><bdi>%s</bdi><span "
		   "class=\"note\">%s</span></td>\n"
		   "<td data-label=\"Session\">%s</td>\n",
		   school ? school->name : "", school ? school->number : "", page_part(flag->part));
}

static void write_certainty(struct html *html, const struct inbox_flag *flag)
{
	html_print(html, "<td data-label=\"How sure\">");
	if (flag->certainty == CERTAINTY_CONFIRMED) {
		write_tag(html, "confirmed", "\xe2\x97\x8f", "Confirmed");
		html_print(html, "<span class=\"note\">every kiosk was well the whole time</span>");
	} else {
		write_tag(html, "unverified", "?", "Unverified");
		for (unsigned bit = 1; bit < 1u << BECAUSE_KINDS; bit <<= 1)
			if (flag->because & bit)
				html_print(html, "<span class=\"note\">%s</span>",
					   page_because(bit));
	}
	html_print(html, "</td>\n");
}

static void write_office(struct html *html, const struct inbox_flag *flag)
{
	html_print(html, "<td data-label=\"School office\">%s",
		   flag->office == OFFICE_SAYS_ABSENT ? "Says absent" : "Has not checked");
	if (flag->code.text[0])
		html_print(html, "<span class=\"note\">code %s</span>", flag->code.text);
	if (flag->updated && flag->by_role[0])
		html_print(html, "<span class=\"note\">changed by <bdi>%s</bdi></span>",
			   flag->by_role);
	else if (flag->updated)
		html_print(html, "<span class=\"note\">changed since it was raised</span>");
	html_print(html, "</td>\n");
}

static void write_raised(struct html *html, const struct inbox *inbox,
			 const struct inbox_flag *flag)
{
	char time[PAGE_TIME_SIZE] = "\xe2\x80\x93";

	if (flag->raised)
		page_time(flag->raised_ms, inbox->day, time);
	html_print(html, "<td data-label=\"Raised\">%s</td>\n", time);
}

static void write_withdrawn(struct html *html, const struct inbox *inbox,
			    const struct inbox_flag *flag)
{
	char time[PAGE_TIME_SIZE];

	page_time(flag->withdrawn_ms, inbox->day, time);
	html_print(html, "<td data-label=\"Withdrawn\">");
	write_tag(html, "withdrawn", "\xe2\x9c\x93", "Withdrawn");
	html_print(html, " %s<span class=\"note\">%s", time, page_withdrawal(flag->withdrawal));
	if (flag->code.text[0])
		html_print(html, ", code %s", flag->code.text);
	html_print(html, "</span></td>\n");
}

static size_t count_status(const struct inbox *inbox, bool withdrawn)
{
	size_t found = 0;

	for (size_t i = 0; i < inbox->flag_count; i++)
		found += (inbox->flags[i].status == FLAG_WITHDRAWN) == withdrawn;
	return found;
}

static void write_open(struct html *html, const struct inbox *inbox, enum nation nation)
{
	html_print(html, "<section aria-labelledby=\"flags\">\n<h2 id=\"flags\">Absent without a "
			 "reason</h2>\n");
	if (!count_status(inbox, false)) {
		html_print(html,
			   "<p class=\"empty\">No open flags. This is only good news for schools "
			   "whose register has come: see below.</p>\n</section>\n");
		return;
	}
	html_print(
		html,
		"<table class=\"flags\">\n<caption>Open flags for the %s, confirmed first days "
		"first</caption>\n<thead><tr><th scope=\"col\">Child</th><th scope=\"col\">School"
		"</th><th scope=\"col\">Session</th><th scope=\"col\">How sure</th>"
		"<th scope=\"col\">School office</th><th scope=\"col\">Raised</th></tr></thead>\n"
		"<tbody>\n",
		page_role(nation));
	for (size_t i = 0; i < inbox->flag_count; i++) {
		if (inbox->flags[i].status == FLAG_WITHDRAWN)
			continue;
		write_who(html, inbox, &inbox->flags[i]);
		write_certainty(html, &inbox->flags[i]);
		write_office(html, &inbox->flags[i]);
		write_raised(html, inbox, &inbox->flags[i]);
		html_print(html, "</tr>\n");
	}
	html_print(html, "</tbody>\n</table>\n</section>\n");
}

static void write_closed(struct html *html, const struct inbox *inbox)
{
	if (!count_status(inbox, true))
		return;
	html_print(
		html,
		"<section aria-labelledby=\"withdrawn\">\n<h2 id=\"withdrawn\">Withdrawn</h2>\n"
		"<table class=\"flags calm\">\n<caption>Flags that are no longer open</caption>\n"
		"<thead><tr><th scope=\"col\">Child</th><th scope=\"col\">School</th>"
		"<th scope=\"col\">Session</th><th scope=\"col\">Withdrawn</th>"
		"<th scope=\"col\">Raised</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < inbox->flag_count; i++) {
		if (inbox->flags[i].status != FLAG_WITHDRAWN)
			continue;
		write_who(html, inbox, &inbox->flags[i]);
		write_withdrawn(html, inbox, &inbox->flags[i]);
		write_raised(html, inbox, &inbox->flags[i]);
		html_print(html, "</tr>\n");
	}
	html_print(html, "</tbody>\n</table>\n</section>\n");
}

static void write_suspended(struct html *html, const struct inbox *inbox)
{
	bool any = false;

	for (size_t i = 0; i < inbox->child_count; i++) {
		const struct inbox_child *child = &inbox->children[i];
		const struct inbox_school *school = inbox_school(inbox, child->site);

		if (child->state != STATE_SUSPENDED)
			continue;
		if (!any)
			html_print(html, "<section aria-labelledby=\"suspended\">\n"
					 "<h2 id=\"suspended\">Suspended or excluded</h2>\n<ul>\n");
		any = true;
		html_print(html, "<li><bdi class=\"child\">%s</bdi>, <bdi>%s</bdi>, %s",
			   child->child, school ? school->name : "",
			   child->part == PART_AM ? "morning" : "afternoon");
		if (child->code.text[0])
			html_print(html, ", code %s", child->code.text);
		html_print(html, "</li>\n");
	}
	if (any)
		html_print(html, "</ul>\n</section>\n");
}

void page_flags(struct html *html, const struct inbox *inbox, enum nation nation)
{
	write_open(html, inbox, nation);
	write_suspended(html, inbox);
	write_closed(html, inbox);
}
