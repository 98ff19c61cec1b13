#include "tests/support/gallery.h"
#include "tests/support/gallery_staff.h"
#include "ui/ui.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

/* The trees of every screen as text, one file a panel and language. `make golden` (GOLDEN=record) writes them anew; read the
 * difference before you commit it. Run from the top folder. */
#define FOLDER "tests/ui/golden"

static size_t describe(struct ui *ui, enum language language, char *out, size_t size)
{
	static struct view view;
	size_t used = 0;

	for (int shown = 0; shown < GALLERY_SHOWN; shown++) {
		size_t items = (size_t)ui_page_size(ui, gallery_screen(shown));

		gallery_show(&view, shown, language, "Aisha", items);
		ui_set(ui, &view);
		used += (size_t)snprintf(out + used, size - used, "%s\n", ui_text(ui));
		assert_true(used < size);
	}
	return used;
}

static size_t describe_staff(struct ui *ui, enum language language, char *out, size_t size)
{
	static struct staff_view staff;
	static struct view view;
	size_t used = 0;

	for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
		size_t items = (size_t)ui_page_size(ui, gallery_staff_screen(shown));

		gallery_staff_show(&view, &staff, shown, language, items);
		ui_set(ui, &view);
		used += (size_t)snprintf(out + used, size - used, "%s: %s\n",
					 gallery_staff_title(shown), ui_text(ui));
		assert_true(used < size);
	}
	return used;
}

static void expect_golden(const char *path, const char *now, size_t size)
{
	static char golden[1 << 18];
	const char *mode = getenv("GOLDEN");
	bool record = mode != NULL && strcmp(mode, "record") == 0;
	FILE *file;
	size_t length;

	if (record) {
		(void)mkdir(FOLDER, 0755);
		file = fopen(path, "wb");
		assert_non_null(file);
		assert_int_equal(fwrite(now, 1, size, file), size);
		assert_int_equal(fclose(file), 0);
		return;
	}
	file = fopen(path, "rb");
	if (file == NULL)
		print_error("%s: %s\n", path, strerror(errno));
	assert_non_null(file);
	length = fread(golden, 1, sizeof(golden) - 1, file);
	golden[length] = '\0';
	(void)fclose(file);
	if (strcmp(golden, now) != 0) {
		size_t at = 0;

		while (golden[at] == now[at])
			at++;
		while (at > 0 && now[at - 1] != '\n')
			at--;
		print_error("%s differs:\n- %.*s\n+ %.*s\n", path, (int)strcspn(golden + at, "\n"),
			    golden + at, (int)strcspn(now + at, "\n"), now + at);
	}
	assert_string_equal(golden, now);
}

static void every_tree_is_as_recorded(void **state)
{
	static char now[1 << 18], contrast[1 << 18];

	(void)state;
	for (size_t i = 0; i < (size_t)2 * GALLERY_PANELS; i++) {
		const struct gallery_panel *panel = &gallery_panels[i / 2];
		enum language language = i % 2 == 0 ? LANGUAGE_EN : LANGUAGE_CY;
		char problem[256], path[256];
		struct ui *ui = NULL;
		size_t size;

		assert_int_equal(ui_open(&ui, panel->width_px, panel->height_px, panel->px_per_mm,
					 gallery_locale_dir(), problem, sizeof(problem)),
				 OK);
		size = describe(ui, language, now, sizeof(now));
		ui_set_theme(ui, THEME_CONTRAST);
		(void)describe(ui, language, contrast, sizeof(contrast));
		assert_string_equal(now, contrast); /* a theme is colours only */
		(void)snprintf(path, sizeof(path), FOLDER "/%s-%s.txt", panel->name,
			       language == LANGUAGE_CY ? "cy" : "en");
		expect_golden(path, now, size);
		size = describe_staff(ui, language, now, sizeof(now));
		(void)snprintf(path, sizeof(path), FOLDER "/staff-%s-%s.txt", panel->name,
			       language == LANGUAGE_CY ? "cy" : "en");
		expect_golden(path, now, size);
		ui_close(ui);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_tree_is_as_recorded)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
