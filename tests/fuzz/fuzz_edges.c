/* Small readers at the edges: what a browser posts, what a reader's child writes, dates and cards. Run by make fuzz. */
#include "core/calendar.h"
#include "core/codes.h"
#include "firmware/reader_line.h"
#include "tools/virtual-school/form.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_form(const char *text, size_t size)
{
	char value[64];
	if (form_field(text, size, "username", value, sizeof(value)))
		ENSURE(strlen(value) < sizeof(value));
}

/* Whatever comes before it, a line of ours after a newline is understood. */
static void read_lines(const char *text, size_t size)
{
	struct reader_lines lines = {0};
	struct reader_line line;
	for (size_t i = 0; i < size; i++) {
		if (reader_lines_step(&lines, text[i], &line) && line.word == READER_CARD)
			ENSURE(line.card.length == 4 || line.card.length == 7 ||
			       line.card.length == 10);
	}
	reader_lines_step(&lines, '\n', &line);
	bool ended = false;
	for (const char *good = "reader well\n"; *good; good++)
		ended = reader_lines_step(&lines, *good, &line);
	ENSURE(ended && line.word == READER_WELL);
}

/* What is taken is written back as the same thing. */
static void read_words(const char *text)
{
	int32_t day, again;
	char day_text[DAY_TEXT_SIZE];
	if (calendar_parse_day(text, &day)) {
		calendar_format_day(day, day_text);
		ENSURE(calendar_parse_day(day_text, &again) && again == day);
	}
	struct card card, same;
	char card_text[CARD_TEXT_SIZE];
	if (card_parse(text, &card)) {
		card_format(&card, card_text);
		ENSURE(card_parse(card_text, &same) && card_equal(&card, &same));
	}
	int64_t utc_ms;
	int16_t offset_min;
	struct session session;
	struct code code;
	(void)calendar_parse_time(text, &utc_ms, &offset_min);
	(void)calendar_parse_session(text, &session);
	if (code_from_text(text, &code))
		(void)codes_find(codes_for(NATION_WALES, 0), code);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	ENSURE(text);
	memcpy(text, data, size);
	text[size] = '\0';
	read_form(text, size);
	read_lines(text, size);
	read_words(text);
	free(text);
	return 0;
}
