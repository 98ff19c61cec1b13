#include "evacuation_sheets.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/calendar.h"

#define HEAD_LINES 4
#define BODY_LINES (SHEET_LINES - HEAD_LINES)

struct paper {
	FILE *file;
	const struct day *day;
	const struct evacuation *list;
	const struct words *words;
	enum language language;
	size_t sheet, sheets;
};

/* What a person typed may hold what a printer takes for an order. */
static void put(const struct paper *paper, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		putc(c < ' ' || c == 0x7f ? ' ' : c, paper->file);
	}
}

static void put_word(const struct paper *paper, enum word word, const char *value)
{
	char text[300];
	words_format(paper->words, paper->language, word, value, text, sizeof(text));
	put(paper, text);
}

static void put_number(const struct paper *paper, enum word word, size_t number)
{
	char digits[24];
	snprintf(digits, sizeof(digits), "%zu", number);
	put_word(paper, word, digits);
}

static void end_line(const struct paper *paper)
{
	putc('\n', paper->file);
}

/* 22/11/2026 11:30: in figures it is the same in both languages. */
static void put_time(const struct paper *paper)
{
	const struct moment *now = &paper->day->now;
	char day[DAY_TEXT_SIZE], minute[MINUTE_TEXT_SIZE], text[40];
	calendar_format_day(now->day, day);
	calendar_format_minute(now->minute, minute);
	snprintf(text, sizeof(text), "%.2s/%.2s/%.4s %s", day + 8, day + 5, day, minute);
	put(paper, text);
	if (now->trust == TRUST_UNTRUSTED) {
		put(paper, "   ");
		put_word(paper, WORD_CLOCK_WRONG, "");
	}
}

static void put_head(struct paper *paper)
{
	char place[48];
	if (paper->sheet++ > 0)
		putc('\f', paper->file);
	put(paper, paper->day->config.school_name);
	end_line(paper);
	put_word(paper, WORD_EVACUATION, "");
	put(paper, "   ");
	put_time(paper);
	put(paper, "   ");
	snprintf(place, sizeof(place), "%zu/%zu", paper->sheet, paper->sheets);
	put_word(paper, WORD_SHEET, place);
	end_line(paper);
	put_number(paper, WORD_INSIDE, paper->list->count);
	end_line(paper);
	end_line(paper);
}

/* "7B: 24 in the building" */
static void put_form(const struct paper *paper, size_t form)
{
	const char *name = paper->list->forms[form];
	put(paper, name[0] ? name : words_get(paper->words, paper->language, WORD_NO_CLASS));
	put(paper, ": ");
	put_number(paper, WORD_IN_BUILDING, paper->list->inside[form]);
	end_line(paper);
}

static void put_counts(struct paper *paper)
{
	for (size_t form = 0; form < paper->list->form_count; form++) {
		if (form % BODY_LINES == 0)
			put_head(paper);
		put(paper, "[ ] ");
		put_form(paper, form);
	}
}

static void put_names(struct paper *paper)
{
	const struct evacuation *list = paper->list;
	struct muster_line lines[BODY_LINES];
	size_t count;
	for (size_t page = 0;
	     (count = muster_page(list->inside, list->form_count, BODY_LINES, page, lines)) > 0;
	     page++) {
		put_head(paper);
		for (size_t i = 0; i < count; i++) {
			const struct evacuation_pupil *there = evacuation_at(list, lines[i]);
			if (!there) {
				put_form(paper, lines[i].form);
				continue;
			}
			put(paper, "    [ ] ");
			put(paper, there->name);
			end_line(paper);
		}
	}
}

static size_t count_sheets(const struct evacuation *list)
{
	return (list->form_count + BODY_LINES - 1) / BODY_LINES +
	       muster_pages(list->inside, list->form_count, BODY_LINES);
}

char *evacuation_sheets(const struct day *day, const struct evacuation *list,
			const struct words *words, enum language language)
{
	char *text = NULL;
	size_t size = 0;
	struct paper paper = {.file = open_memstream(&text, &size),
			      .day = day,
			      .list = list,
			      .words = words,
			      .language = language,
			      .sheets = count_sheets(list)};
	if (!paper.file)
		return NULL;
	put_counts(&paper);
	put_names(&paper);
	bool whole = !ferror(paper.file);
	if (fclose(paper.file) != 0 || !whole) {
		free(text);
		return NULL;
	}
	return text;
}
