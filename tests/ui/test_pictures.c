#include "sim/png.h"
#include "tests/support/gallery.h"
#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

/* The pixels. SCREENS=folder also writes every screen there to be looked at. */

static uint64_t hash_of(struct ui *ui, const struct gallery_panel *panel)
{
	int pitch = 0;
	const char *pixels = (const char *)ui_draw(ui, &pitch);
	uint64_t hash = 0xcbf29ce484222325U;

	for (int y = 0; y < panel->height_px; y++) {
		for (int x = 0; x < panel->width_px * 4; x++)
			hash = (hash ^ (unsigned char)pixels[(ptrdiff_t)y * pitch + x]) *
			       0x100000001b3U;
	}
	return hash;
}

static struct ui *open_on(const struct gallery_panel *panel)
{
	char problem[256];
	struct ui *ui = NULL;
	enum err err = ui_open(&ui, panel->width_px, panel->height_px, panel->px_per_mm,
			       gallery_locale_dir(), problem, sizeof(problem));

	if (err != OK)
		print_error("%s\n", problem);
	assert_int_equal(err, OK);
	return ui;
}

static void write_picture(struct ui *ui, const struct gallery_panel *panel, int shown,
			  enum language language, enum theme theme)
{
	const char *folder = getenv("SCREENS");
	char path[4096];
	int pitch = 0;
	const uint32_t *pixels;

	if (folder == NULL)
		return;
	(void)mkdir(folder, 0755);
	(void)snprintf(path, sizeof(path), "%s/%s-%s-%s%s.png", folder, gallery_title(shown),
		       panel->name, language == LANGUAGE_CY ? "cy" : "en",
		       theme == THEME_CONTRAST ? "-contrast" : "");
	pixels = ui_draw(ui, &pitch);
	assert_int_equal(png_write(path, pixels, panel->width_px, panel->height_px, pitch), OK);
}

static void every_screen_draws_the_same_twice(void **state)
{
	(void)state;
	for (size_t p = 0; p < GALLERY_PANELS; p++) {
		struct ui *a = open_on(&gallery_panels[p]), *b = open_on(&gallery_panels[p]);

		for (int s = 0; s < 2 * THEME_COUNT * GALLERY_SHOWN; s++) {
			int shown = s / 2 % GALLERY_SHOWN;
			enum language language = s % 2 == 0 ? LANGUAGE_EN : LANGUAGE_CY;
			enum theme theme = (enum theme)(s / 2 / GALLERY_SHOWN);
			struct view view;
			uint64_t first;

			gallery_show(&view, shown, language, "Aisha",
				     (size_t)ui_page_size(a, gallery_screen(shown)));
			ui_set_theme(a, theme);
			ui_set_theme(b, theme);
			ui_set(a, &view);
			ui_set(b, &view);
			first = hash_of(a, &gallery_panels[p]);
			assert_true(first == hash_of(a, &gallery_panels[p]));
			assert_true(first == hash_of(b, &gallery_panels[p]));
			write_picture(a, &gallery_panels[p], shown, language, theme);
		}
		ui_close(a);
		ui_close(b);
	}
}

/* The boxes of the name and of the sentence that it is part of, from the text of the tree. */
static bool in_box_of(const char *text, const char *role, int x, int y)
{
	for (const char *line = text; line != NULL && *line != '\0';) {
		const char *end = strchr(line, '\n'), *numbers = end;
		int bx, by, bw, bh;

		while (numbers > line && *numbers != '"')
			numbers--;
		if (strncmp(line, role, strlen(role)) == 0 &&
		    sscanf(numbers + 1, " %d,%d %dx%d", &bx, &by, &bw, &bh) == 4 && x >= bx &&
		    y >= by && x < bx + bw && y < by + bh)
			return true;
		line = end + 1;
	}
	return false;
}

static void copy_pixels(struct ui *ui, const struct gallery_panel *panel, uint32_t *out)
{
	int pitch = 0;
	const char *pixels = (const char *)ui_draw(ui, &pitch);

	for (int y = 0; y < panel->height_px; y++)
		memcpy(out + (size_t)y * (size_t)panel->width_px, pixels + (ptrdiff_t)y * pitch,
		       (size_t)panel->width_px * 4);
}

static void another_name_changes_only_the_place_of_the_name(void **state)
{
	static uint32_t one[1280 * 800], other[1280 * 800];
	const struct gallery_panel *panel = &gallery_panels[0];
	struct ui *ui = open_on(panel);
	static struct view view;

	static const enum screen named[] = {SCREEN_WELCOME,    SCREEN_LATE,         SCREEN_THANKS,
					    SCREEN_ALREADY_IN, SCREEN_ARE_YOU_BACK, SCREEN_GOODBYE,
					    SCREEN_RETURNED};

	(void)state;
	for (size_t n = 0; n < COUNT_OF(named); n++) {
		enum screen screen = named[n];
		int changed = 0;

		gallery_view(&view, screen, LANGUAGE_EN, "Aisha", 0);
		ui_set(ui, &view);
		copy_pixels(ui, panel, one);
		for (size_t name = 0; name < GALLERY_NAMES; name++) {
			gallery_view(&view, screen, LANGUAGE_EN, gallery_names[name], 0);
			ui_set(ui, &view);
			copy_pixels(ui, panel, other);
			for (int i = 0; i < panel->width_px * panel->height_px; i++) {
				bool here = one[i] != other[i];

				changed += here;
				assert_true(!here ||
					    in_box_of(ui_text(ui), "name", i % panel->width_px,
						      i / panel->width_px));
			}
		}
		assert_true(changed > 1000);
	}
	ui_close(ui);
}

/* What is drawn must not depend on what was drawn before: the caches of runs and fonts overflow here. */
static void a_long_day_leaves_the_pixels_as_they_were(void **state)
{
	const struct gallery_panel *panel = &gallery_panels[3];
	struct ui *ui = open_on(panel);
	static struct view view;
	uint64_t first;

	(void)state;
	gallery_view(&view, SCREEN_WELCOME, LANGUAGE_CY, gallery_names[4], 0);
	ui_set(ui, &view);
	first = hash_of(ui, panel);
	for (int i = 0; i < 150; i++) {
		static struct view between;
		char name[128];
		int pitch;

		(void)snprintf(name, sizeof(name), "%s %d %.*s", gallery_names[i % GALLERY_NAMES],
			       i, i % 50, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
		gallery_view(&between, SCREEN_CONFIRM, LANGUAGE_EN, name, 0);
		ui_set(ui, &between);
		(void)ui_draw(ui, &pitch);
	}
	ui_set(ui, &view);
	assert_true(first == hash_of(ui, panel));
	ui_close(ui);
}

static void each_theme_has_a_picture_of_its_own(void **state)
{
	const struct gallery_panel *panel = &gallery_panels[0];
	struct ui *ui = open_on(panel);
	static struct view view;

	(void)state;
	for (int shown = 0; shown < GALLERY_SHOWN; shown++) {
		uint64_t normal;

		gallery_show(&view, shown, LANGUAGE_EN, "Aisha",
			     (size_t)ui_page_size(ui, gallery_screen(shown)));
		ui_set_theme(ui, THEME_NORMAL);
		ui_set(ui, &view);
		normal = hash_of(ui, panel);
		assert_false(ui_dirty(ui));
		ui_set_theme(ui, THEME_CONTRAST);
		assert_true(ui_dirty(ui));
		assert_true(normal != hash_of(ui, panel));
	}
	ui_close(ui);
}

static void a_pressed_control_looks_pressed(void **state)
{
	const struct gallery_panel *panel = &gallery_panels[0];
	struct ui *ui = open_on(panel);
	static struct view view;
	struct flow_touch touch;
	uint64_t before;
	int x, y;

	(void)state;
	gallery_view(&view, SCREEN_IDLE, LANGUAGE_EN, "", 0);
	ui_set(ui, &view);
	before = hash_of(ui, panel);
	assert_true(ui_control(ui, "no card", &x, &y));
	(void)ui_finger(ui, UI_FINGER_DOWN, x, y, &touch);
	assert_true(before != hash_of(ui, panel));
	(void)ui_finger(ui, UI_FINGER_MOVE, 1, 1, &touch);
	assert_true(before == hash_of(ui, panel));
	ui_close(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_screen_draws_the_same_twice),
		cmocka_unit_test(another_name_changes_only_the_place_of_the_name),
		cmocka_unit_test(a_long_day_leaves_the_pixels_as_they_were),
		cmocka_unit_test(each_theme_has_a_picture_of_its_own),
		cmocka_unit_test(a_pressed_control_looks_pressed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
