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

static void write_picture(struct ui *ui, const struct gallery_panel *panel, const struct view *view)
{
	const char *folder = getenv("SCREENS");
	char path[4096];
	int pitch = 0;
	const uint32_t *pixels;

	if (folder == NULL)
		return;
	(void)mkdir(folder, 0755);
	(void)snprintf(path, sizeof(path), "%s/%s-%s-%s.png", folder, screen_text(view->screen),
		       panel->name, view->language == LANGUAGE_CY ? "cy" : "en");
	pixels = ui_draw(ui, &pitch);
	assert_int_equal(png_write(path, pixels, panel->width_px, panel->height_px, pitch), OK);
}

static void every_screen_draws_the_same_twice(void **state)
{
	(void)state;
	for (size_t p = 0; p < GALLERY_PANELS; p++) {
		struct ui *a = open_on(&gallery_panels[p]), *b = open_on(&gallery_panels[p]);

		for (int s = 0; s < 2 * SCREEN_COUNT; s++) {
			enum screen screen = (enum screen)(s / 2);
			enum language language = s % 2 == 0 ? LANGUAGE_EN : LANGUAGE_CY;
			struct view view;
			uint64_t first;

			gallery_view(&view, screen, language, "Aisha",
				     (size_t)ui_page_size(a, screen));
			ui_set(a, &view);
			ui_set(b, &view);
			first = hash_of(a, &gallery_panels[p]);
			assert_true(first == hash_of(a, &gallery_panels[p]));
			assert_true(first == hash_of(b, &gallery_panels[p]));
			write_picture(a, &gallery_panels[p], &view);
		}
		ui_close(a);
		ui_close(b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_screen_draws_the_same_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
