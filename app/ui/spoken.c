#include "ui/spoken.h"

#include "ui/utf8.h"

#include <stdio.h>
#include <string.h>

/* Pictures that are a sign of their own; one that only goes with its words is said by them. */
static const struct sign {
	enum mark mark;
	bool silent;
	enum word word;
} signs[] = {
	{MARK_TICK, false, WORD_A_TICK},          {MARK_CLOCK, false, WORD_A_CLOCK},
	{MARK_DOOR, false, WORD_A_DOOR},          {MARK_QUESTION, false, WORD_A_QUESTION_MARK},
	{MARK_WARNING, false, WORD_A_WARNING},    {MARK_BELL, false, WORD_A_BELL},
	{MARK_SMILE, false, WORD_A_SMILE},        {MARK_OUT, false, WORD_A_WAY_OUT},
	{MARK_RETURN, false, WORD_AN_ARROW_BACK}, {.mark = MARK_CARD, .silent = true},
	{.mark = MARK_FINGER, .silent = true},    {.mark = MARK_PERSON, .silent = true},
	{.mark = MARK_PRINTER, .silent = true},
};

static const struct sign *sign_of(enum mark mark)
{
	for (size_t i = 0; i < COUNT_OF(signs); i++) {
		if (signs[i].mark == mark)
			return &signs[i];
	}
	return NULL;
}

/* Letters or digits: dots that stand for a PIN, or a dash, say nothing. */
static bool has_letters(const char *text)
{
	for (uint32_t c; (c = utf8_next(&text)) != 0;) {
		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
			return true;
		/* U+2000 to U+2BFF are punctuation, arrows, shapes. */
		if (c >= 0xC0 && (c < 0x2000 || c > 0x2BFF))
			return true;
	}
	return false;
}

/* A choice names a pupil unless it is known to name something else. */
static bool names_somebody(const struct widget *widget)
{
	enum touch_kind kind = widget->touch.kind;

	if (widget->role == ROLE_CHOICE)
		return kind != TOUCH_YEAR && kind != TOUCH_FORM && kind != TOUCH_OPEN &&
		       kind != TOUCH_CODE;
	return widget->role == ROLE_NAME;
}

static bool names_a_door(const struct widget *widget)
{
	return widget->touch.kind == TOUCH_DOOR_NOT_IN_USE ||
	       widget->touch.kind == TOUCH_DOOR_IN_USE;
}

static bool group_names_somebody(const struct tree *tree, int group)
{
	for (int i = group + 1; i < tree->count; i++) {
		if (tree->widgets[i].parent == group && names_somebody(&tree->widgets[i]))
			return true;
	}
	return false;
}

static bool group_speaks(const struct tree *tree, int group, bool headset)
{
	const struct widget *widget = &tree->widgets[group];

	return widget->role == ROLE_GROUP && has_letters(widget->label) &&
	       (headset || !group_names_somebody(tree, group));
}

/* By the group or the control that it is a part of. */
static bool said_by_another(const struct tree *tree, int i, bool headset)
{
	const struct widget *widget = &tree->widgets[i];

	if (widget_is_control(widget) || widget->parent <= 0)
		return false;
	return widget_is_control(&tree->widgets[widget->parent]) ||
	       group_speaks(tree, widget->parent, headset);
}

/* Voices pause at the end of a sentence only. */
static void end_sentence(char *line, size_t size)
{
	size_t length = strlen(line);

	if (line[length - 1] == ',')
		line[length - 1] = '.';
	else if (strchr(".?!:", line[length - 1]) == NULL && length + 1 < size)
		memcpy(line + length, ".", 2);
}

static void label_of(const struct tree *tree, const struct words *words, int i, bool headset,
		     char out[TREE_LABEL_SIZE])
{
	const struct widget *widget = &tree->widgets[i];
	const struct sign *sign = sign_of(widget->mark);

	out[0] = '\0';
	if (widget->role == ROLE_SCREEN || said_by_another(tree, i, headset))
		return;
	if (widget->role == ROLE_PICTURE) {
		if (sign != NULL && !sign->silent)
			(void)text_copy(out, TREE_LABEL_SIZE,
					words_get(words, widget->language, sign->word));
		return;
	}
	if (widget->role == ROLE_GROUP && !group_speaks(tree, i, headset))
		return;
	if (names_somebody(widget) && !headset)
		return;
	/* "Here" is drawn, and "Here: Aisha Rahman" said to the headset. */
	bool whole = headset || widget->drawn == 0 || names_a_door(widget);
	(void)text_copy(out, whole ? TREE_LABEL_SIZE : widget->drawn + 1, widget->label);
}

bool spoken_line(const struct tree *tree, const struct words *words, int widget, bool headset,
		 char out[SPOKEN_LINE_SIZE])
{
	char label[TREE_LABEL_SIZE];

	out[0] = '\0';
	label_of(tree, words, widget, headset, label);
	if (!has_letters(label))
		return false;
	if (widget_is_control(&tree->widgets[widget]))
		words_format(words, tree->widgets[widget].language, WORD_BUTTON, label, out,
			     SPOKEN_LINE_SIZE);
	else
		(void)text_copy(out, SPOKEN_LINE_SIZE, label);
	end_sentence(out, SPOKEN_LINE_SIZE);
	return true;
}

static bool ends_in(const char *line, size_t length, const char *end)
{
	size_t tail = strlen(end);

	return tail <= length && memcmp(line + length - tail, end, tail) == 0;
}

enum language spoken_language(const struct tree *tree, const struct words *words, const char *line,
			      size_t length)
{
	char own[SPOKEN_LINE_SIZE];

	for (int i = 0; i < tree->count; i++) {
		if (tree->widgets[i].language != tree->language &&
		    spoken_line(tree, words, i, true, own) && ends_in(line, length, own))
			return tree->widgets[i].language;
	}
	return tree->language;
}

/* A line that does not fit is left out whole. */
static void add_line(char out[SPOKEN_SIZE], const char *line)
{
	size_t used = strlen(out), length = strlen(line);

	if (used + length + 2 <= SPOKEN_SIZE)
		(void)snprintf(out + used, SPOKEN_SIZE - used, "%s\n", line);
}

void spoken_screen(const struct tree *tree, const struct words *words, bool headset,
		   char out[SPOKEN_SIZE])
{
	/* At home the only name is the school's. */
	bool home = strcmp(tree->widgets[0].label, screen_text(SCREEN_IDLE)) == 0;
	char line[SPOKEN_LINE_SIZE];
	bool left_out = false;

	out[0] = '\0';
	for (int i = 0; i < tree->count; i++) {
		if (spoken_line(tree, words, i, headset, line))
			add_line(out, line);
		left_out = left_out || (!headset && !home && names_somebody(&tree->widgets[i]) &&
					has_letters(tree->widgets[i].label));
	}
	if (left_out)
		add_line(out, words_get(words, tree->language, WORD_HEADPHONES));
}

void spoken_focus(const struct tree *tree, const struct words *words, const struct widget *widget,
		  bool headset, char out[SPOKEN_LINE_SIZE])
{
	out[0] = '\0';
	/* Those who stand by must not hear a PIN. */
	if (!headset && widget->touch.kind == TOUCH_DIGIT)
		return;
	if (!headset && names_somebody(widget))
		(void)text_copy(out, SPOKEN_LINE_SIZE,
				words_get(words, tree->language, WORD_HEADPHONES));
	else
		(void)spoken_line(tree, words, (int)(widget - tree->widgets), headset, out);
}

bool spoken_lacks(const struct tree *tree, const struct words *words, int widget)
{
	const struct widget *at = &tree->widgets[widget];
	char line[SPOKEN_LINE_SIZE];

	if (at->role == ROLE_PICTURE)
		return sign_of(at->mark) == NULL && !said_by_another(tree, widget, true);
	if (at->role == ROLE_BUTTON)
		return !spoken_line(tree, words, widget, true, line);
	return at->has_text && has_letters(at->label) && !said_by_another(tree, widget, true) &&
	       !spoken_line(tree, words, widget, true, line);
}

static uint64_t hash_of(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325U;

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3U;
	return hash;
}

static bool is_clock(const struct widget *widget)
{
	return widget->has_text && widget->use == TEXT_CLOCK;
}

void spoken_remember(struct spoken_memory *memory, const struct tree *tree)
{
	*memory = (struct spoken_memory){.language = tree->language, .count = tree->count};
	for (int i = 0; i < tree->count; i++)
		memory->labels[i] = hash_of(tree->widgets[i].label);
}

static bool is_new(const struct spoken_memory *memory, const struct widget *widget)
{
	uint64_t hash = hash_of(widget->label);

	for (int i = 0; i < memory->count; i++) {
		if (memory->labels[i] == hash)
			return false;
	}
	return !is_clock(widget);
}

/* Another screen or language; or a result, which says but a few words, and of which each counts. */
static bool is_told_whole(const struct spoken_memory *memory, const struct tree *tree)
{
	bool controls = false, any = false;

	for (int i = 0; i < tree->count; i++) {
		controls = controls || widget_is_control(&tree->widgets[i]);
		any = any || is_new(memory, &tree->widgets[i]);
	}
	return (any && !controls) || memory->count == 0 || memory->language != tree->language ||
	       memory->labels[0] != hash_of(tree->widgets[0].label);
}

void spoken_news(const struct spoken_memory *memory, const struct tree *tree,
		 const struct words *words, bool headset, char out[SPOKEN_SIZE])
{
	char line[SPOKEN_LINE_SIZE];

	if (is_told_whole(memory, tree)) {
		spoken_screen(tree, words, headset, out);
		return;
	}
	out[0] = '\0';
	for (int i = 0; i < tree->count; i++) {
		if (is_new(memory, &tree->widgets[i]) && spoken_line(tree, words, i, headset, line))
			add_line(out, line);
	}
}
