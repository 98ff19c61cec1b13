#include "sim/script.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "core/event.h"
#include "hal/hal.h"
#include "sim/script_time.h"

#define TAP_LASTS_MS 400

struct line { /* a line cut into words */
	int number;
	int count;
	char words[SCRIPT_WORDS_MAX][SCRIPT_WORD_SIZE];
};

/* Reads one word: "quoted parts" keep their spaces. NULL: well, else what is wrong. */
static const char *read_word(const char **text, char out[SCRIPT_WORD_SIZE])
{
	size_t used = 0;
	bool quoted = false;
	for (; **text && (quoted || !strchr(" \t\r\n", **text)); (*text)++) {
		if (**text == '"') {
			quoted = !quoted;
			continue;
		}
		if (used + 1 == SCRIPT_WORD_SIZE)
			return "a word is too long";
		out[used++] = **text;
	}
	out[used] = '\0';
	return quoted ? "a quotation mark is missing" : NULL;
}

/* Cuts a line at spaces; # begins a comment. */
static const char *cut(const char *text, struct line *line)
{
	line->count = 0;
	while (true) {
		text += strspn(text, " \t\r\n");
		if (!*text || *text == '#')
			return NULL;
		if (line->count == SCRIPT_WORDS_MAX)
			return "too many words";
		const char *wrong = read_word(&text, line->words[line->count++]);
		if (wrong)
			return wrong;
	}
}

typedef const char *read_words(const struct line *line, int from, struct step *step);

static const char *read_nothing(const struct line *line, int from, struct step *step)
{
	(void)step;
	return line->count == from ? NULL : "too many words";
}

static const char *read_tap(const struct line *line, int from, struct step *step)
{
	step->number = TAP_LASTS_MS;
	if (line->count <= from || !card_parse(line->words[from], &step->card))
		return "tap needs a card of 4, 7 or 10 bytes in hex";
	if (line->count == from + 1)
		return NULL;
	if (line->count != from + 3 || strcmp(line->words[from + 1], "for") != 0 ||
	    !script_duration(line->words[from + 2], &step->number))
		return "expected: tap CARD for 3s";
	return NULL;
}

static const char *keep_words(const struct line *line, int from, struct step *step, int least)
{
	if (line->count - from < least)
		return "words are missing";
	step->word_count = line->count - from;
	memcpy(step->words, line->words[from], (size_t)step->word_count * SCRIPT_WORD_SIZE);
	return NULL;
}

static const char *read_one(const struct line *line, int from, struct step *step)
{
	return line->count == from + 1 ? keep_words(line, from, step, 1) : "expected one text";
}

static const char *read_light(const struct line *line, int from, struct step *step)
{
	static const char *const lights[] = {"full", "dim", "off"};
	for (size_t i = 0; i < COUNT_OF(lights) && line->count == from + 1; i++)
		if (strcmp(line->words[from], lights[i]) == 0)
			return keep_words(line, from, step, 1);
	return "expected: expect light full, dim or off";
}

static const char *read_key(const struct line *line, int from, struct step *step)
{
	static const char *const names[] = {
		[HAL_KEY_NEXT] = "next", [HAL_KEY_BEFORE] = "before", [HAL_KEY_PRESS] = "press",
		[HAL_KEY_BACK] = "back", [HAL_KEY_LISTEN] = "listen", [HAL_KEY_ERASE] = "erase",
	};
	const char *word = line->count == from + 1 ? line->words[from] : "";
	if (word[0] >= '0' && word[0] <= '9' && !word[1]) {
		step->number = HAL_KEY_DIGIT;
		step->digit = word[0] - '0';
		return NULL;
	}
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		step->number = (int64_t)i;
		if (strcmp(word, names[i]) == 0)
			return NULL;
	}
	return "expected: key next, before, press, back, listen, erase or 0 to 9";
}

static const char *read_clock_step(const struct line *line, int from, struct step *step)
{
	if (line->count != from + 1 || !script_span(line->words[from], &step->number))
		return "expected: clock step +00:10:00 or -00:10:00";
	return NULL;
}

static const char *read_mark(const struct line *line, int from, struct step *step)
{
	if (line->count != from + 6 || strcmp(line->words[from + 3], "by") != 0)
		return "expected: mark PUPIL CODE \"reason\" by \"name\" \"role\"";
	keep_words(line, from, step, 6);
	memmove(step->words[3], step->words[4], 2 * (size_t)SCRIPT_WORD_SIZE);
	bool fits = strlen(step->words[3]) < sizeof(((struct event_words *)0)->by_name) &&
		    strlen(step->words[4]) < sizeof(((struct event_words *)0)->by_role);
	return fits ? NULL : "the name or the role is too long";
}

static const char *read_closure(const struct line *line, int from, struct step *step)
{
	return line->count == from + 2 ? keep_words(line, from, step, 2)
				       : "expected: closure today CODE \"reason\"";
}

static const char *read_next_day(const struct line *line, int from, struct step *step)
{
	if (line->count != from + 1 || !script_clock(line->words[from], &step->number))
		return "expected: next day HH:MM";
	return NULL;
}

/* What notices hold (protocol: the table of types). A word nobody sends would make `not sent` hold for ever. */
static const char *const sent_types[] = {
	"attendance.recorded", "flag.raised",         "flag.updated",      "flag.withdrawn",
	"session.closed",      "suspension.recorded", "event.quarantined",
};
static const char *const sent_keys[] = {
	"to",
	"child",
	"session",
	"state",
	"at",
	"code",
	"flag",
	"kind",
	"day",
	"certainty",
	"because",
	"office",
	"by",
	"roster_version",
	"reason",
	"closed_at",
	"expected",
	"present",
	"absent",
	"unknown",
	"reader_activity",
	"problem",
	"sequence",
	"refused_sequence",
};

static bool among(const char *const *names, size_t count, const char *word, size_t length)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(names[i]) == length && memcmp(names[i], word, length) == 0)
			return true;
	return false;
}

static const char *read_sent(const struct line *line, int from, struct step *step)
{
	if (line->count <= from)
		return "expected: expect sent TYPE key=value ...";
	const char *type = line->words[from];
	if (!among(sent_types, COUNT_OF(sent_types), type, strlen(type)))
		return "no message has this type (protocol: the table of types)";
	for (int i = from + 1; i < line->count; i++) {
		const char *word = line->words[i];
		size_t length = strcspn(word, "=");
		if (!word[length])
			return "expected: expect sent TYPE key=value ...";
		if (!among(sent_keys, COUNT_OF(sent_keys), word, length))
			return "no message has this key (protocol: the table of types)";
	}
	return keep_words(line, from, step, 1);
}

/* What may follow a time; a longer opening stands before a shorter one. */
static const struct opening {
	const char *words;
	enum verb verb;
	bool on;
	read_words *read;
} openings[] = {
	{"tap", VERB_TAP, true, read_tap},
	{"touch", VERB_TOUCH, true, read_one},
	{"key", VERB_KEY, true, read_key},
	{"headphones in", VERB_HEADPHONES, true, read_nothing},
	{"headphones out", VERB_HEADPHONES, false, read_nothing},
	{"reader lost", VERB_READER, false, read_nothing},
	{"reader back", VERB_READER, true, read_nothing},
	{"printer gone", VERB_PRINTER, false, read_nothing},
	{"printer back", VERB_PRINTER, true, read_nothing},
	{"network down", VERB_NETWORK, false, read_nothing},
	{"network up", VERB_NETWORK, true, read_nothing},
	{"disk full", VERB_DISK, false, read_nothing},
	{"disk free", VERB_DISK, true, read_nothing},
	{"power cut", VERB_POWER_CUT, true, read_nothing},
	{"boot", VERB_BOOT, true, read_nothing},
	{"clock step", VERB_CLOCK_STEP, true, read_clock_step},
	{"clock untrusted", VERB_CLOCK_TRUST, false, read_nothing},
	{"clock trusted", VERB_CLOCK_TRUST, true, read_nothing},
	{"mark", VERB_MARK, true, read_mark},
	{"closure today", VERB_CLOSURE, true, read_closure},
	{"next day", VERB_NEXT_DAY, true, read_next_day},
	{"expect sent", VERB_EXPECT_SENT, true, read_sent},
	{"expect not sent", VERB_EXPECT_SENT, false, read_sent},
	{"expect light", VERB_EXPECT_LIGHT, true, read_light},
	{"expect screen", VERB_EXPECT_SCREEN, true, read_one},
	{"expect not screen", VERB_EXPECT_SCREEN, false, read_one},
	{"expect spoken", VERB_EXPECT_SPOKEN, true, read_one},
	{"expect not spoken", VERB_EXPECT_SPOKEN, false, read_one},
	{"end", VERB_END, true, read_nothing},
};

/* How many words of the line (from its second on) the opening takes; 0: it is not this one. */
static int matches(const struct opening *opening, const struct line *line)
{
	char words[40];
	ENSURE(text_copy(words, sizeof(words), opening->words));
	int taken = 0;
	char *rest = words;
	for (char *word; (word = strsep(&rest, " ")); taken++)
		if (taken + 1 >= line->count || strcmp(line->words[taken + 1], word) != 0)
			return 0;
	return taken;
}

static const char *read_step(const struct line *line, struct step *step)
{
	*step = (struct step){.line = line->number};
	if (!script_clock(line->words[0], &step->at_ms))
		return "a step begins with its time, HH:MM:SS";
	for (size_t i = 0; i < COUNT_OF(openings); i++) {
		int taken = matches(&openings[i], line);
		if (!taken)
			continue;
		step->verb = openings[i].verb;
		step->on = openings[i].on;
		return openings[i].read(line, taken + 1, step);
	}
	return "not a step this simulator knows (formats: scenario files)";
}

static const char *read_start(const struct line *line, struct script *script)
{
	if (line->count != 3 || strcmp(line->words[0], "start") != 0 ||
	    !calendar_parse_day(line->words[1], &script->start_day) ||
	    !script_clock(line->words[2], &script->start_ms))
		return "the first line is: start 2026-09-14 08:25:00";
	return NULL;
}

/* Times never go back, but for a new day. */
static const char *check_order(const struct script *script, const struct step *step)
{
	if (script->count == 0)
		return step->at_ms < script->start_ms ? "this is before the start" : NULL;
	const struct step *above = &script->steps[script->count - 1];
	if (above->verb == VERB_END)
		return "nothing comes after the end";
	int64_t from = above->verb == VERB_NEXT_DAY ? above->number : above->at_ms;
	return step->at_ms < from ? "this is before the step above it" : NULL;
}

static const char *add_line(struct script *script, const struct line *line, bool *started)
{
	if (!*started) {
		*started = true;
		return read_start(line, script);
	}
	struct step *steps = realloc(script->steps, (script->count + 1) * sizeof(*steps));
	if (!steps)
		return "out of memory";
	script->steps = steps;
	const char *wrong = read_step(line, &steps[script->count]);
	if (!wrong)
		wrong = check_order(script, &steps[script->count]);
	if (!wrong)
		script->count++;
	return wrong;
}

static uint64_t hash_text(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return hash;
}

/* Some editors on Windows begin a file with a UTF-8 byte order mark. */
static const char *past_mark(const char *text, int number)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t length = strlen(mark);
	return number == 1 && strncmp(text, mark, length) == 0 ? text + length : text;
}

static const char *read_lines(FILE *file, struct script *out, struct line *line)
{
	char *text = NULL;
	size_t room = 0;
	bool started = false;
	const char *wrong = NULL;
	while (!wrong && getline(&text, &room, file) >= 0) {
		line->number++;
		out->hash = hash_text(out->hash, text);
		wrong = cut(past_mark(text, line->number), line);
		if (!wrong && line->count > 0)
			wrong = add_line(out, line, &started);
	}
	free(text);
	if (!wrong && (out->count == 0 || out->steps[out->count - 1].verb != VERB_END))
		wrong = "the last step must be: end";
	return wrong;
}

enum err script_load(const char *path, struct script *out, char *problem, size_t problem_size)
{
	*out = (struct script){.hash = 0xcbf29ce484222325u};
	FILE *file = fopen(path, "r");
	if (!file) {
		snprintf(problem, problem_size, "%s: cannot be read: %s", path, strerror(errno));
		return ERR_NOT_FOUND;
	}
	struct line line = {0};
	const char *wrong = read_lines(file, out, &line);
	fclose(file);
	if (!wrong)
		return OK;
	snprintf(problem, problem_size, "%s:%d: %s", path, line.number, wrong);
	script_release(out);
	return ERR_BAD_INPUT;
}

void script_release(struct script *script)
{
	free(script->steps);
	*script = (struct script){0};
}
