#include "tools/virtual-school/page_parts.h"

#include <stdio.h>

static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
				       "Friday", "Saturday", "Sunday"};
static const char *const months[] = {"January",   "February", "March",    "April",
				     "May",       "June",     "July",     "August",
				     "September", "October",  "November", "December"};

const char *page_plural(int64_t count, const char *one, const char *many)
{
	return count == 1 ? one : many;
}

void page_day(int32_t day, char out[PAGE_DAY_SIZE])
{
	struct date date = calendar_date(day);

	snprintf(out, PAGE_DAY_SIZE, "%s %d %s %d", weekdays[calendar_weekday(day)], date.day % 100,
		 months[(date.month - 1) % 12], date.year % 10000);
}

void page_time(int64_t utc_ms, int32_t shown_day, char out[PAGE_TIME_SIZE])
{
	struct moment at = calendar_moment(utc_ms, 0, 0, TRUST_SYNCED);
	struct date date = calendar_date(at.day);
	char minute[MINUTE_TEXT_SIZE];

	calendar_format_minute(at.minute, minute);
	if (utc_ms == 0)
		snprintf(out, PAGE_TIME_SIZE, "never");
	else if (at.day == shown_day)
		snprintf(out, PAGE_TIME_SIZE, "%s", minute);
	else
		snprintf(out, PAGE_TIME_SIZE, "%.3s %d %.3s, %s",
			 weekdays[calendar_weekday(at.day)], date.day % 100,
			 months[(date.month - 1) % 12], minute);
}

const char *page_part(enum part part)
{
	return part == PART_AM ? "Morning" : "Afternoon";
}

const char *page_withdrawal(enum withdrawal reason)
{
	static const char *const words[] = {
		[WITHDRAWAL_ARRIVED_LATE] = "arrived late",
		[WITHDRAWAL_SEEN_ELSEWHERE] = "seen at another place",
		[WITHDRAWAL_MARKED] = "the school gave a reason",
		[WITHDRAWAL_CORRECTION] = "the school corrected a mistake",
		[WITHDRAWAL_CLOSURE] = "the school was closed",
		[WITHDRAWAL_NOT_ON_ROLL] = "no longer on this school\xe2\x80\x99s roll",
	};

	return (size_t)reason < COUNT_OF(words) ? words[reason] : "";
}

const char *page_because(unsigned bit)
{
	switch (bit) {
	case BECAUSE_READER_FAULT: return "the card reader was out of order for a while";
	case BECAUSE_KIOSK_DOWN: return "the kiosk was off for a while";
	case BECAUSE_KIOSK_NOT_HEARD: return "not every kiosk of the school was heard";
	case BECAUSE_CLOCK_UNTRUSTED: return "the kiosk\xe2\x80\x99s clock could not be trusted";
	case BECAUSE_IMPLAUSIBLE:
		return "far fewer pupils than usual were seen, in the school or in the "
		       "child\xe2\x80\x99s form";
	case BECAUSE_ROSTER_STALE:
		return "the school\xe2\x80\x99s list of pupils is old, or does not have this child";
	default: return "";
	}
}

const char *page_role(enum nation nation)
{
	return nation == NATION_WALES ? "LACE co-ordinator" : "Education Welfare Officer";
}
