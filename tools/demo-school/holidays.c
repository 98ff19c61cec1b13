#include "holidays.h"

#include "demo.h"

#define MONDAY 0
#define FRIDAY 4

static const char bank_holiday[] = "bank holiday";

struct year {
	struct holiday *days;
	int32_t first; /* 1 September */
	size_t count;
};

static bool school_weekday(int32_t day)
{
	return calendar_weekday(day) <= FRIDAY;
}

static void close_days(struct year *year, int32_t from, int32_t to, const char *reason)
{
	for (int32_t day = from; day <= to; day++)
		if (day >= year->first && day < year->first + (int32_t)year->count &&
		    school_weekday(day))
			year->days[day - year->first].reason = reason;
}

static int32_t monday_of(int32_t day)
{
	return day - calendar_weekday(day);
}

/* The last day of a month that is such a weekday. */
static int32_t last_weekday(int calendar_year, int month, int weekday)
{
	int32_t day = month == 12 ? calendar_day(calendar_year + 1, 1, 1) - 1
				  : calendar_day(calendar_year, month + 1, 1) - 1;
	while (calendar_weekday(day) != weekday)
		day--;
	return day;
}

static int32_t first_weekday(int32_t day, int weekday)
{
	while (calendar_weekday(day) != weekday)
		day++;
	return day;
}

/* Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
static int32_t easter(int y)
{
	int a = y % 19, b = y / 100, c = y % 100;
	int d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
	int h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 19 * l) / 433;
	int month = (h + l - 7 * m + 90) / 25;
	return calendar_day(y, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

/* A holiday on a weekend is kept on the next weekday that is free (England and Wales). */
static int32_t kept_on(const struct year *year, int32_t day)
{
	while (!school_weekday(day) || year->days[day - year->first].reason == bank_holiday)
		day++;
	return day;
}

static void close_bank_holidays(struct year *year, int y)
{
	int32_t days[] = {calendar_day(y, 12, 25),
			  calendar_day(y, 12, 26),
			  calendar_day(y + 1, 1, 1),
			  easter(y + 1) - 2,
			  easter(y + 1) + 1,
			  first_weekday(calendar_day(y + 1, 5, 1), MONDAY),
			  last_weekday(y + 1, 5, MONDAY),
			  last_weekday(y + 1, 8, MONDAY)};
	for (size_t i = 0; i < COUNT_OF(days); i++) {
		int32_t day = kept_on(year, days[i]);
		close_days(year, day, day, bank_holiday);
	}
}

static void close_holidays(struct year *year, int y)
{
	int32_t autumn = last_weekday(y, 10, MONDAY);
	int32_t christmas = monday_of(calendar_day(y, 12, 25));
	int32_t spring = first_weekday(calendar_day(y + 1, 2, 15), MONDAY);
	int32_t summer = calendar_day(y + 1, 7, 22);
	int32_t whitsun = last_weekday(y + 1, 5, MONDAY);
	close_days(year, autumn, autumn + 4, "autumn half term");
	close_days(year, christmas, christmas + 11, "Christmas holiday");
	close_days(year, christmas + 14, christmas + 14, "INSET day");
	close_days(year, spring, spring + 4, "spring half term");
	close_days(year, easter(y + 1) + 1, easter(y + 1) + 12, "Easter holiday");
	close_days(year, whitsun, whitsun + 4, "summer half term");
	close_days(year, summer, year->first + (int32_t)year->count - 1, "summer holiday");
	year->days[christmas - 3 - year->first] =
		(struct holiday){.reason = "end of term", .years = "", .afternoon_only = true};
	year->days[last_weekday(y + 1, 6, FRIDAY) - year->first] =
		(struct holiday){.reason = "year 11 have left", .years = "11"};
}

/* Before a first day in September the teachers are there already. */
static void close_before(struct year *year, int32_t first_day)
{
	if (calendar_date(first_day).month != 9)
		return;
	close_days(year, year->first, first_day - 1, "summer holiday");
	int inset = 2;
	for (int32_t day = first_day - 1; day >= year->first && inset > 0; day--)
		if (school_weekday(day)) {
			close_days(year, day, day, "INSET day");
			inset--;
		}
}

size_t holidays_of(int32_t first_day, struct holiday out[HOLIDAYS_MAX])
{
	int y = demo_school_year(first_day);
	struct year year = {out, calendar_day(y, 9, 1), 0};
	year.count = (size_t)(calendar_day(y + 1, 9, 1) - year.first);
	for (size_t i = 0; i < year.count; i++)
		out[i] = (struct holiday){.years = ""};
	close_holidays(&year, y);
	close_bank_holidays(&year, y);
	close_before(&year, first_day);
	if (first_day >= year.first)
		out[first_day - year.first].reason = NULL;
	for (size_t i = 0; i < year.count; i++)
		out[i].day = year.first + (int32_t)i;
	return year.count;
}
