#include "tests/support/gallery_ui.h"
#include "tests/support/tree_rig.h"
#include "tests/support/tree_rules.h"
#include "ui/spoken.h"
#include "ui/ui.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Every screen speaks: all that is to be seen, once, in order; names to the headset only. */

#define FOLDER "tests/ui/golden"

static void build(size_t panel, int shown, enum language language, const char *name)
{
	const struct bench bench = tree_rig_bench(panel);

	tree_rig_build(&bench, shown, language, name);
}

/* The line that the text at *at begins with, which moves past it; NULL: the end. */
static const char *next_line(const char **at)
{
	static char line[2048];
	size_t length = strcspn(*at, "\n");

	if (length == 0)
		return NULL;
	(void)snprintf(line, sizeof(line), "%.*s", (int)length, *at);
	*at += length + 1;
	return line;
}

/* What of a widget is to be seen as text, told from the tree alone; NULL: nothing, or its group or its control says it. */
static const char *seen(int i)
{
	const struct widget *widget = &rig.tree.widgets[i];
	const struct widget *parent = widget->parent < 0 ? NULL : &rig.tree.widgets[widget->parent];

	if (widget->role == ROLE_GROUP)
		return widget->label;
	if (widget->role == ROLE_SCREEN || widget->role == ROLE_PICTURE)
		return NULL;
	if (widget_is_control(widget))
		return widget->label;
	return parent != NULL && (parent->role == ROLE_GROUP || widget_is_control(parent))
		       ? NULL
		       : widget->label;
}

static bool is_said_as(const struct widget *widget, const char *label, const char *line)
{
	const char *prefix = !widget_is_control(widget)        ? ""
			     : widget->language == LANGUAGE_CY ? "Botwm: "
							       : "Button: ";
	size_t length = strlen(prefix), rest = strlen(label);

	return strncmp(line, prefix, length) == 0 && strncmp(line + length, label, rest) == 0 &&
	       strspn(line + length + rest, ".") == strlen(line + length + rest);
}

static void expect_all_said(int shown, enum language language, const char *name)
{
	static char spoken[SPOKEN_SIZE];
	const char *at = spoken;
	int pictures = 0;

	spoken_screen(&rig.tree, rig.words, true, spoken);
	for (int i = 0; i < rig.tree.count; i++) {
		const char *label = seen(i);
		const char *line;

		if (rig.tree.widgets[i].role == ROLE_PICTURE) {
			char words_of[SPOKEN_LINE_SIZE];

			if (!spoken_line(&rig.tree, rig.words, i, true, words_of))
				continue;
			assert_string_equal(next_line(&at), words_of);
			pictures++;
			continue;
		}
		if (label == NULL || label[0] == '\0')
			continue;
		line = next_line(&at);
		if (line == NULL || !is_said_as(&rig.tree.widgets[i], label, line))
			fail_msg("%s, %s, \"%s\": \"%s\" is said as \"%s\"",
				 gallery_all_title(shown),
				 language == LANGUAGE_CY ? "Welsh" : "English", name, label,
				 line == NULL ? "nothing" : line);
	}
	if (*at != '\0' || spoken[0] == '\0' || pictures > 1)
		fail_msg("%s: more is said than is seen: %s", gallery_all_title(shown), at);
}

static void all_that_is_seen_is_said_once_in_order(void **state)
{
	(void)state;
	for (size_t p = 0; p < GALLERY_PANELS; p++) {
		for (int i = 0; i < 2 * GALLERY_ALL; i++) {
			const char *name = gallery_names[(size_t)i % GALLERY_NAMES];

			build(p, i / 2, (enum language)(i % 2), name);
			expect_all_said(i / 2, (enum language)(i % 2), name);
		}
	}
}

static bool holds(const char *spoken, const char *text)
{
	return text[0] != '\0' && strstr(spoken, text) != NULL;
}

/* Names as the views have them. */
static bool names_a_pupil(const char *spoken)
{
	bool named = holds(spoken, rig.view.name);

	for (size_t i = 0; i < rig.view.item_count; i++)
		named = named || (rig.view.items[i].touch.kind == TOUCH_PUPIL &&
				  holds(spoken, rig.view.items[i].label));
	if (rig.view.staff == NULL)
		return named;
	for (size_t i = 0; i < rig.staff.row_count; i++)
		named = named || holds(spoken, rig.staff.rows[i].name);
	return named || holds(spoken, rig.staff.about.name);
}

/* The form of the pupil shown is not said either, but where forms are what there is to choose. */
static void expect_nobody_named(const char *spoken, int shown)
{
	bool form = rig.view.staff == NULL && shown != SCREEN_FORMS;

	if (names_a_pupil(spoken) || (form && holds(spoken, rig.view.form)))
		fail_msg("%s: \"%s\"", gallery_all_title(shown), spoken);
}

static void aloud_nobody_is_named(void **state)
{
	static char spoken[SPOKEN_SIZE];
	char line[SPOKEN_LINE_SIZE];

	(void)state;
	for (int i = 0; i < 2 * GALLERY_ALL; i++) {
		for (size_t n = 0; n < GALLERY_NAMES; n++) {
			build(0, i / 2, (enum language)(i % 2), gallery_names[n]);
			spoken_screen(&rig.tree, rig.words, false, spoken);
			assert_string_not_equal(spoken, "");
			expect_nobody_named(spoken, i / 2);
			for (int w = 0; w < rig.tree.count; w++) {
				if (!widget_is_control(&rig.tree.widgets[w]))
					continue;
				spoken_focus(&rig.tree, rig.words, &rig.tree.widgets[w], false,
					     line);
				assert_true(line[0] != '\0' ||
					    rig.tree.widgets[w].touch.kind == TOUCH_DIGIT);
				expect_nobody_named(line, i / 2);
			}
		}
	}
	/* It would be noticed. */
	build(0, GALLERY_SHOWN + tree_rig_staff_shown("close-list"), LANGUAGE_EN, "");
	spoken_screen(&rig.tree, rig.words, true, spoken);
	assert_true(names_a_pupil(spoken));
	/* A choice of a kind that is not known to be harmless names somebody. */
	build(0, SCREEN_YEARS, LANGUAGE_EN, "Aisha");
	for (int w = 0; w < rig.tree.count; w++) {
		if (rig.tree.widgets[w].role == ROLE_CHOICE)
			rig.tree.widgets[w].touch.kind = TOUCH_NOT_HERE;
	}
	spoken_screen(&rig.tree, rig.words, false, spoken);
	assert_null(strstr(spoken, "Year 7"));
}

/* -- news ---------------------------------------------------------------------------------------- */

struct news_row {
	const char *says;
	enum screen before, now;
	enum language language;
	void (*change)(void);
	const char *heard, *unheard; /* NULL: nothing at all is said */
};

static void nothing(void)
{
}

static void minute(void)
{
	rig.view.clock_minute++;
}

static void page(void)
{
	(void)text_copy(rig.view.items[1].label, sizeof(rig.view.items[1].label), "Zainab Ali");
}

static void fewer(void)
{
	rig.view.items[1] = rig.view.items[0];
}

static void reader(void)
{
	rig.view.reader_lost = true;
}

static void next_child(void)
{
	(void)text_copy(rig.view.name, sizeof(rig.view.name), "Oisín");
}

static const struct news_row news_rows[] = {
	{"the same again is nothing new", SCREEN_CONFIRM, SCREEN_CONFIRM, LANGUAGE_EN, nothing,
	 NULL, NULL},
	{"a minute alone is none", SCREEN_IDLE, SCREEN_IDLE, LANGUAGE_EN, minute, NULL, NULL},
	{"a new screen is told whole", SCREEN_IDLE, SCREEN_CONFIRM, LANGUAGE_EN, nothing,
	 "Is this you?", NULL},
	{"another language too", SCREEN_IDLE, SCREEN_IDLE, LANGUAGE_CY, nothing, "Tapia dy gerdyn.",
	 NULL},
	{"of a new page the new names", SCREEN_NAMES, SCREEN_NAMES, LANGUAGE_EN, page,
	 "Button: Zainab Ali.", "Touch your name"},
	{"what is gone is not told", SCREEN_NAMES, SCREEN_NAMES, LANGUAGE_EN, fewer, NULL, NULL},
	{"another text is told", SCREEN_IDLE, SCREEN_IDLE, LANGUAGE_EN, reader,
	 "Button: Touch your name.", "Tap your card"},
	{"the next child on the same screen hears all", SCREEN_WELCOME, SCREEN_WELCOME, LANGUAGE_EN,
	 next_child, "A tick.\nGood morning, Oisín.\nYou are in: 08:42.", NULL},
};

static void only_news_is_said_anew(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(news_rows); i++) {
		const struct news_row *row = &news_rows[i];
		const char *said;

		gallery_show(&rig.view, (int)row->before, LANGUAGE_EN, "Aisha",
			     (size_t)ui_page_size(rig.ui, row->before));
		ui_set(rig.ui, &rig.view);
		(void)ui_say(rig.ui, UI_SAY_ALL, true);
		gallery_show(&rig.view, (int)row->now, row->language, "Aisha",
			     (size_t)ui_page_size(rig.ui, row->now));
		row->change();
		ui_set(rig.ui, &rig.view);
		said = ui_say(rig.ui, UI_SAY_NEWS, true);
		if ((row->heard == NULL) != (said[0] == '\0') ||
		    (row->heard != NULL && strstr(said, row->heard) == NULL) ||
		    (row->unheard != NULL && strstr(said, row->unheard) != NULL))
			fail_msg("%s: \"%s\"", row->says, said);
	}
}

static void keys_are_told_where_they_are(void **state)
{
	struct flow_touch touch;

	(void)state;
	gallery_show(&rig.view, SCREEN_CONFIRM, LANGUAGE_EN, "Aisha", 0);
	ui_set(rig.ui, &rig.view);
	(void)ui_finger(rig.ui, UI_FINGER_UP, 0, 0, &touch);
	assert_string_equal(ui_say(rig.ui, UI_SAY_FOCUS, true), "");
	(void)ui_key(rig.ui, UI_KEY_NEXT, 0, &touch);
	assert_string_equal(ui_say(rig.ui, UI_SAY_FOCUS, true), "Button: Yes.");
	(void)ui_key(rig.ui, UI_KEY_BEFORE, 0, &touch);
	assert_string_equal(ui_say(rig.ui, UI_SAY_FOCUS, true), "Button: No.");
	assert_non_null(strstr(ui_say(rig.ui, UI_SAY_ALL, true), "\nYou are on: Button: No."));
	(void)ui_finger(rig.ui, UI_FINGER_UP, 0, 0, &touch);
	assert_null(strstr(ui_say(rig.ui, UI_SAY_ALL, true), "You are on"));
}

/* A PIN is typed where others stand. */
static void digits_are_said_to_the_headset_only(void **state)
{
	char line[SPOKEN_LINE_SIZE];

	(void)state;
	build(0, SCREEN_CONFIRM, LANGUAGE_EN, "Aisha");
	rig.tree.widgets[rig.tree.count - 1].touch =
		(struct flow_touch){.kind = TOUCH_DIGIT, .value = 7};
	(void)text_copy(rig.tree.widgets[rig.tree.count - 1].label, TREE_LABEL_SIZE, "7");
	spoken_focus(&rig.tree, rig.words, &rig.tree.widgets[rig.tree.count - 1], false, line);
	assert_string_equal(line, "");
	spoken_focus(&rig.tree, rig.words, &rig.tree.widgets[rig.tree.count - 1], true, line);
	assert_string_equal(line, "Button: 7.");
}

/* -- the tree check ------------------------------------------------------------------------------ */

static void a_missing_spoken_text_fails(void **state)
{
	const struct bench bench = tree_rig_bench(0);
	int widget;

	(void)state;
	build(0, SCREEN_IDLE, LANGUAGE_EN, "Aisha");
	assert_null(tree_rules_broken(&rig.tree, &bench, false, &widget));
	rig.tree.widgets[1].mark = MARK_HOME;
	assert_string_equal(tree_rules_broken(&rig.tree, &bench, false, &widget),
			    "all that is seen has words for the ear");
	build(0, SCREEN_IDLE, LANGUAGE_EN, "Aisha");
	rig.tree.widgets[rig.tree.count - 1].label[0] = '\0';
	rig.tree.widgets[rig.tree.count - 1].fit.line_count = 0;
	assert_string_equal(tree_rules_broken(&rig.tree, &bench, false, &widget),
			    "all that is seen has words for the ear");
}

/* -- goldens ------------------------------------------------------------------------------------- */

static size_t describe(enum language language, char *out, size_t size)
{
	static char spoken[SPOKEN_SIZE];
	size_t used = 0;

	for (int i = 0; i < 2 * GALLERY_ALL; i++) {
		bool headset = i % 2 == 0;

		build(0, i / 2, language, "Aisha");
		spoken_screen(&rig.tree, rig.words, headset, spoken);
		used += (size_t)snprintf(out + used, size - used, "-- %s, %s\n%s\n",
					 gallery_all_title(i / 2),
					 headset ? "to the headset" : "aloud", spoken);
		assert_true(used < size);
	}
	return used;
}

static void every_screen_is_said_as_recorded(void **state)
{
	static char now[1 << 16], golden[1 << 16];
	const char *mode = getenv("GOLDEN");
	bool record = mode != NULL && strcmp(mode, "record") == 0;

	(void)state;
	for (int i = 0; i < 2; i++) {
		const char *path = i == 0 ? FOLDER "/spoken-en.txt" : FOLDER "/spoken-cy.txt";
		size_t size = describe((enum language)i, now, sizeof(now));
		FILE *file = fopen(path, record ? "wb" : "rb");

		if (file == NULL)
			fail_msg("%s: %s", path, strerror(errno));
		if (record)
			assert_int_equal(fwrite(now, 1, size, file), size);
		else
			golden[fread(golden, 1, sizeof(golden) - 1, file)] = '\0';
		assert_int_equal(fclose(file), 0);
		if (!record)
			assert_string_equal(golden, now);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_that_is_seen_is_said_once_in_order),
		cmocka_unit_test(aloud_nobody_is_named),
		cmocka_unit_test(only_news_is_said_anew),
		cmocka_unit_test(keys_are_told_where_they_are),
		cmocka_unit_test(digits_are_said_to_the_headset_only),
		cmocka_unit_test(a_missing_spoken_text_fails),
		cmocka_unit_test(every_screen_is_said_as_recorded),
	};

	return cmocka_run_group_tests(tests, tree_rig_open, tree_rig_close);
}
