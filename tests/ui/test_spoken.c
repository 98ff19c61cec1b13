#include "tests/support/gallery.h"
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

static struct type *type;
static struct words *words;
static struct ui *ui;
static struct view view;
static struct tree tree;

static int open_all(void **state)
{
	char problem[256];

	(void)state;
	return type_open(&type, problem, sizeof(problem)) != OK ||
	       words_open(&words, gallery_locale_dir()) != OK ||
	       ui_open(&ui, 1280, 720, 8.26F, gallery_locale_dir(), problem, sizeof(problem)) != OK;
}

static int close_all(void **state)
{
	(void)state;
	ui_close(ui);
	type_close(type);
	words_close(words);
	return 0;
}

static struct bench bench_on(const struct gallery_panel *panel)
{
	struct bench bench = {.type = type,
			      .words = words,
			      .width_px = panel->width_px,
			      .height_px = panel->height_px,
			      .px_per_mm = panel->px_per_mm};

	bench_init(&bench);
	return bench;
}

static void build(const struct gallery_panel *panel, int shown, enum language language,
		  const char *name)
{
	const struct bench bench = bench_on(panel);

	gallery_show(&view, shown, language, name,
		     (size_t)tree_page_size(&bench, gallery_screen(shown)));
	tree_build(&tree, &bench, &view);
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

/* What of a widget is to be seen as text, told from the tree alone; NULL: nothing, or its group says it. */
static const char *seen(int i)
{
	const struct widget *widget = &tree.widgets[i];
	const struct widget *parent = widget->parent < 0 ? NULL : &tree.widgets[widget->parent];

	if (widget->role == ROLE_GROUP)
		return widget->label;
	if (widget->role == ROLE_SCREEN || widget->role == ROLE_PICTURE)
		return NULL;
	return parent != NULL && parent->role == ROLE_GROUP ? NULL : widget->label;
}

static bool is_said_as(const struct widget *widget, const char *label, const char *line)
{
	const char *prefix = !widget_is_control(widget)     ? ""
			     : tree.language == LANGUAGE_CY ? "Botwm: "
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

	spoken_screen(&tree, words, true, spoken);
	for (int i = 0; i < tree.count; i++) {
		const char *label = seen(i);
		const char *line;

		if (tree.widgets[i].role == ROLE_PICTURE) {
			char words_of[SPOKEN_LINE_SIZE];

			if (!spoken_line(&tree, words, i, true, words_of))
				continue;
			assert_string_equal(next_line(&at), words_of);
			pictures++;
			continue;
		}
		if (label == NULL || label[0] == '\0')
			continue;
		line = next_line(&at);
		if (line == NULL || !is_said_as(&tree.widgets[i], label, line))
			fail_msg("%s, %s, \"%s\": \"%s\" is said as \"%s\"", gallery_title(shown),
				 language == LANGUAGE_CY ? "Welsh" : "English", name, label,
				 line == NULL ? "nothing" : line);
	}
	if (*at != '\0' || spoken[0] == '\0' || pictures > 1)
		fail_msg("%s: more is said than is seen: %s", gallery_title(shown), at);
}

static void all_that_is_seen_is_said_once_in_order(void **state)
{
	(void)state;
	for (size_t p = 0; p < GALLERY_PANELS; p++) {
		for (int i = 0; i < 2 * GALLERY_SHOWN; i++) {
			const char *name = gallery_names[(size_t)i % GALLERY_NAMES];

			build(&gallery_panels[p], i / 2, (enum language)(i % 2), name);
			expect_all_said(i / 2, (enum language)(i % 2), name);
		}
	}
}

/* Names and forms as the views have them. */
static void expect_nobody_named(const char *spoken, int shown)
{
	bool named = strstr(spoken, view.name) != NULL;

	for (size_t i = 0; i < view.item_count; i++)
		named = named || (view.items[i].touch.kind == TOUCH_PUPIL &&
				  strstr(spoken, view.items[i].label) != NULL);
	if (named || strstr(spoken, view.form) != NULL)
		assert_true(shown == SCREEN_FORMS && !named);
}

static void aloud_nobody_is_named(void **state)
{
	static char spoken[SPOKEN_SIZE];
	char line[SPOKEN_LINE_SIZE];

	(void)state;
	for (int i = 0; i < 2 * GALLERY_SHOWN; i++) {
		for (size_t n = 0; n < GALLERY_NAMES; n++) {
			build(&gallery_panels[0], i / 2, (enum language)(i % 2), gallery_names[n]);
			spoken_screen(&tree, words, false, spoken);
			assert_string_not_equal(spoken, "");
			expect_nobody_named(spoken, i / 2);
			for (int w = 0; w < tree.count; w++) {
				if (!widget_is_control(&tree.widgets[w]))
					continue;
				spoken_focus(&tree, words, &tree.widgets[w], false, line);
				assert_string_not_equal(line, "");
				expect_nobody_named(line, i / 2);
			}
		}
	}
	/* A choice of a kind that is not known to be harmless names somebody. */
	build(&gallery_panels[0], SCREEN_YEARS, LANGUAGE_EN, "Aisha");
	for (int w = 0; w < tree.count; w++) {
		if (tree.widgets[w].role == ROLE_CHOICE)
			tree.widgets[w].touch.kind = TOUCH_NOT_HERE;
	}
	spoken_screen(&tree, words, false, spoken);
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
	view.clock_minute++;
}

static void page(void)
{
	(void)text_copy(view.items[1].label, sizeof(view.items[1].label), "Zainab Ali");
}

static void fewer(void)
{
	view.items[1] = view.items[0];
}

static void reader(void)
{
	view.reader_lost = true;
}

static void next_child(void)
{
	(void)text_copy(view.name, sizeof(view.name), "Oisín");
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

		gallery_show(&view, (int)row->before, LANGUAGE_EN, "Aisha",
			     (size_t)ui_page_size(ui, row->before));
		ui_set(ui, &view);
		(void)ui_say(ui, UI_SAY_ALL, true);
		gallery_show(&view, (int)row->now, row->language, "Aisha",
			     (size_t)ui_page_size(ui, row->now));
		row->change();
		ui_set(ui, &view);
		said = ui_say(ui, UI_SAY_NEWS, true);
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
	gallery_show(&view, SCREEN_CONFIRM, LANGUAGE_EN, "Aisha", 0);
	ui_set(ui, &view);
	(void)ui_finger(ui, UI_FINGER_UP, 0, 0, &touch);
	assert_string_equal(ui_say(ui, UI_SAY_FOCUS, true), "");
	(void)ui_key(ui, UI_KEY_NEXT, 0, &touch);
	assert_string_equal(ui_say(ui, UI_SAY_FOCUS, true), "Button: Yes.");
	(void)ui_key(ui, UI_KEY_BEFORE, 0, &touch);
	assert_string_equal(ui_say(ui, UI_SAY_FOCUS, true), "Button: No.");
	assert_non_null(strstr(ui_say(ui, UI_SAY_ALL, true), "\nYou are on: Button: No."));
	(void)ui_finger(ui, UI_FINGER_UP, 0, 0, &touch);
	assert_null(strstr(ui_say(ui, UI_SAY_ALL, true), "You are on"));
}

/* A PIN is typed where others stand. */
static void digits_are_said_to_the_headset_only(void **state)
{
	char line[SPOKEN_LINE_SIZE];

	(void)state;
	build(&gallery_panels[0], SCREEN_CONFIRM, LANGUAGE_EN, "Aisha");
	tree.widgets[tree.count - 1].touch = (struct flow_touch){.kind = TOUCH_DIGIT, .value = 7};
	(void)text_copy(tree.widgets[tree.count - 1].label, TREE_LABEL_SIZE, "7");
	spoken_focus(&tree, words, &tree.widgets[tree.count - 1], false, line);
	assert_string_equal(line, "");
	spoken_focus(&tree, words, &tree.widgets[tree.count - 1], true, line);
	assert_string_equal(line, "Button: 7.");
}

/* -- the tree check ------------------------------------------------------------------------------ */

static void a_missing_spoken_text_fails(void **state)
{
	const struct bench bench = bench_on(&gallery_panels[0]);
	int widget;

	(void)state;
	build(&gallery_panels[0], SCREEN_IDLE, LANGUAGE_EN, "Aisha");
	assert_null(tree_rules_broken(&tree, &bench, false, &widget));
	tree.widgets[1].mark = MARK_HOME;
	assert_string_equal(tree_rules_broken(&tree, &bench, false, &widget),
			    "all that is seen has words for the ear");
	build(&gallery_panels[0], SCREEN_IDLE, LANGUAGE_EN, "Aisha");
	tree.widgets[tree.count - 1].label[0] = '\0';
	tree.widgets[tree.count - 1].fit.line_count = 0;
	assert_string_equal(tree_rules_broken(&tree, &bench, false, &widget),
			    "all that is seen has words for the ear");
}

/* -- goldens ------------------------------------------------------------------------------------- */

static size_t describe(enum language language, char *out, size_t size)
{
	static char spoken[SPOKEN_SIZE];
	size_t used = 0;

	for (int i = 0; i < 2 * GALLERY_SHOWN; i++) {
		bool headset = i % 2 == 0;

		build(&gallery_panels[0], i / 2, language, "Aisha");
		spoken_screen(&tree, words, headset, spoken);
		used += (size_t)snprintf(out + used, size - used, "-- %s, %s\n%s\n",
					 gallery_title(i / 2), headset ? "to the headset" : "aloud",
					 spoken);
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

	return cmocka_run_group_tests(tests, open_all, close_all);
}
