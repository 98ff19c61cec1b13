#include "sim/png.h"
#include "tests/support/gallery.h"
#include "tests/support/gallery_staff.h"
#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

/* The staff screens as pixels. SCREENS=folder also writes each of them there to be looked at. */

static struct ui *open_on(const struct gallery_panel *panel)
{
	char problem[256];
	struct ui *ui = NULL;

	assert_int_equal(ui_open(&ui, panel->width_px, panel->height_px, panel->px_per_mm,
				 gallery_locale_dir(), problem, sizeof(problem)),
			 OK);
	return ui;
}

static void show(struct ui *ui, int shown, enum language language)
{
	static struct staff_view staff;
	static struct view view;

	gallery_staff_show(&view, &staff, shown, language,
			   (size_t)ui_page_size(ui, gallery_staff_screen(shown)));
	ui_set(ui, &view);
}

static void write_picture(struct ui *ui, const struct gallery_panel *panel, int shown,
			  enum language language)
{
	const char *folder = getenv("SCREENS");
	char path[4096];
	int pitch = 0;
	const uint32_t *pixels;

	if (folder == NULL)
		return;
	(void)mkdir(folder, 0755);
	(void)snprintf(path, sizeof(path), "%s/%s-%s-%s.png", folder, gallery_staff_title(shown),
		       panel->name, language == LANGUAGE_CY ? "cy" : "en");
	pixels = ui_draw(ui, &pitch);
	assert_int_equal(png_write(path, pixels, panel->width_px, panel->height_px, pitch), OK);
}

static void copy_pixels(struct ui *ui, const struct gallery_panel *panel, uint32_t *out)
{
	int pitch = 0;
	const char *pixels = (const char *)ui_draw(ui, &pitch);

	for (int y = 0; y < panel->height_px; y++)
		memcpy(out + (ptrdiff_t)y * panel->width_px, pixels + (ptrdiff_t)y * pitch,
		       (size_t)panel->width_px * 4);
}

static void every_staff_screen_can_be_drawn(void **state)
{
	(void)state;
	for (size_t p = 0; p < GALLERY_PANELS; p++) {
		struct ui *ui = open_on(&gallery_panels[p]);

		for (int s = 0; s < 2 * GALLERY_STAFF_SHOWN; s++) {
			int pitch = 0;

			show(ui, s / 2, (enum language)(s % 2));
			assert_non_null(ui_draw(ui, &pitch));
			assert_false(ui_dirty(ui));
			write_picture(ui, &gallery_panels[p], s / 2, (enum language)(s % 2));
		}
		ui_close(ui);
	}
}

/* A row that is a control looks pressed with all that stands on it. */
static void a_pressed_row_looks_pressed_whole(void **state)
{
	static uint32_t before[1280 * 800], after[1280 * 800];
	const struct gallery_panel *panel = &gallery_panels[0];
	struct ui *ui = open_on(panel);
	struct flow_touch touch;
	int x, y, changed = 0;

	(void)state;
	for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
		if (strcmp(gallery_staff_title(shown), "register") == 0)
			show(ui, shown, LANGUAGE_EN);
	}
	copy_pixels(ui, panel, before);
	assert_true(ui_control(ui, "Aisha Rahman", &x, &y));
	(void)ui_finger(ui, UI_FINGER_DOWN, x, y, &touch);
	copy_pixels(ui, panel, after);
	/* Paper and ink have changed places in a square round the finger: no light pixel is left where one was. */
	for (int at_y = y - 40; at_y < y + 40; at_y++) {
		for (int at_x = x - 200; at_x < x + 200; at_x++) {
			size_t at = (size_t)at_y * (size_t)panel->width_px + (size_t)at_x;

			if ((before[at] & 0xFFFFFF) == 0xFFFFFF)
				assert_true((after[at] & 0xFFFFFF) != 0xFFFFFF);
			changed += before[at] != after[at];
		}
	}
	assert_true(changed > 10000);
	ui_close(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_staff_screen_can_be_drawn),
		cmocka_unit_test(a_pressed_row_looks_pressed_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
