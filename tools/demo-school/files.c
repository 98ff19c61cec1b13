#include "files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "config_file.h"
#include "core/calendar.h"
#include "holidays.h"

#define FIRST_CARD "04A1B2C3D4E5F6"
#define TWO_CARDS 10
#define PART_TIME 120
#define DUAL 33
#define PROVIDER 101
#define EXPECTED_DAYS 200

static void cell(FILE *file, const char *text, char end)
{
	if (!strpbrk(text, ",\"\r\n")) {
		fprintf(file, "%s%c", text, end);
		return;
	}
	fputc('"', file);
	for (; *text; text++)
		fprintf(file, *text == '"' ? "\"%c" : "%c", *text);
	fprintf(file, "\"%c", end);
}

static void write_roster(const struct demo *demo, FILE *file)
{
	char from[DAY_TEXT_SIZE];
	calendar_format_day(demo->options.first_day, from);
	fputs("pupil_id,upn,legal_forename,legal_surname,preferred_forename,preferred_surname,year_"
	      "group,form,"
	      "on_roll_from,on_roll_to,language\n",
	      file);
	for (int i = 0; i < demo->options.pupils; i++) {
		const struct demo_pupil *pupil = &demo->pupils[i];
		fprintf(file, "P%04d,%s,", pupil->number, pupil->upn);
		cell(file, pupil->legal_forename, ',');
		cell(file, pupil->legal_surname, ',');
		cell(file, pupil->preferred_forename, ',');
		cell(file, pupil->preferred_surname, ',');
		fprintf(file, "%d,%d%c,%s,,%s\n", pupil->year_group, pupil->year_group,
			pupil->form_letter, from, pupil->language);
	}
}

static void write_care(const struct demo *demo, FILE *file)
{
	fputs("upn,authority,child_ref,cohort,from,to\n", file);
	for (int i = 0; i < demo->options.pupils; i++) {
		const struct demo_pupil *pupil = &demo->pupils[i];
		char from[DAY_TEXT_SIZE];
		if (!pupil->authority)
			continue;
		calendar_format_day(pupil->care_from, from);
		fprintf(file, "%s,%s,CH-%d,looked_after,%s,\n", pupil->upn, pupil->authority,
			pupil->number, from);
	}
}

static bool has_no_card(int number)
{
	return number == 30 || number == 77 || number == 155;
}

static void write_cards(const struct demo *demo, FILE *file)
{
	fputs("card,pupil_id\n" FIRST_CARD ",P0001\n", file);
	for (int number = 2; number <= demo->options.pupils; number++) {
		if (!has_no_card(number))
			fprintf(file, "0400000000%04d,P%04d\n", number, number);
		if (number == TWO_CARDS)
			fprintf(file, "04EE000000%04d,P%04d\n", number, number);
	}
}

static void write_closures(const struct demo *demo, FILE *file)
{
	struct holiday days[HOLIDAYS_MAX];
	size_t count = holidays_of(demo->options.first_day, days);
	fputs("date,session,code,reason,year_groups\n", file);
	for (size_t i = 0; i < count; i++) {
		char day[DAY_TEXT_SIZE];
		if (!days[i].reason)
			continue;
		calendar_format_day(days[i].day, day);
		fprintf(file, "%s,%s,#,%s,%s\n", day, days[i].afternoon_only ? "PM" : "",
			days[i].reason, days[i].years);
	}
}

static void write_expectations(const struct demo *demo, FILE *file)
{
	static const struct {
		int number;
		const char *weekdays, *sessions, *code;
	} weeks[] = {{DUAL, "tue thu", "AM PM", "D"},
		     {PROVIDER, "fri", "AM PM", "B"},
		     {PART_TIME, "mon tue wed thu fri", "PM", "C2"}};
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
	calendar_format_day(demo->options.first_day, from);
	calendar_format_day(demo->options.first_day + EXPECTED_DAYS, to);
	fputs("pupil_id,weekday,session,code,from,to\n", file);
	for (size_t i = 0; i < COUNT_OF(weeks); i++)
		for (const char *day = weeks[i].weekdays;
		     *day && weeks[i].number <= demo->options.pupils; day += strcspn(day, " ")) {
			day += strspn(day, " ");
			for (const char *part = weeks[i].sessions; *part; part += part[2] ? 3 : 2)
				fprintf(file, "P%04d,%.3s,%.2s,%s,%s,%s\n", weeks[i].number, day,
					part, weeks[i].code, from, to);
		}
}

enum err files_write(const struct demo *demo, const char *folder, char *problem, size_t size)
{
	static const struct {
		const char *name;
		void (*write)(const struct demo *demo, FILE *file);
	} files[] = {{"roster.csv", write_roster},
		     {"care.csv", write_care},
		     {"cards.csv", write_cards},
		     {"closures.csv", write_closures},
		     {"expectations.csv", write_expectations},
		     {"firstbell.conf", config_file_write}};
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		char path[1024];
		snprintf(path, sizeof(path), "%s/%s", folder, files[i].name);
		FILE *file = fopen(path, "w");
		if (file)
			files[i].write(demo, file);
		bool written = file && !ferror(file);
		if ((file && fclose(file) != 0) || !written) {
			snprintf(problem, size, "%s: %s", path, strerror(errno));
			return ERR_IO;
		}
	}
	return OK;
}
