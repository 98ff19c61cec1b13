#include "tests/support/gallery_ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

/* What every screen looks like, at a fifth of its size. `make golden` (GOLDEN=record) draws them anew: look at them before you commit.
 * A channel may be off by 2 of 255 anywhere, and by more on one pixel in a thousand: another release of FreeType moves an edge by
 * less, a change of ours by more. A picture that differs is shown under build/pictures-that-differ: as recorded, as drawn, and where. */
#define FOLDER "tests/ui/pictures"
#define SHRINK 5
#define TOLERANCE 2
#define PIXELS_IN 1000

/* One panel and language for each screen and theme, by its title alone, so that a screen that is added moves no other's. Together
 * they are on all panels in both languages; the trees of all the others are in test_golden. */
static unsigned sum_of(const char *title)
{
	unsigned sum = 0;

	for (; *title != '\0'; title++)
		sum = sum * 31 + (unsigned char)*title;
	return sum;
}

/* Of a staff screen one theme is kept, so that the pictures stay few. */
static bool wanted(int shown, int theme)
{
	return shown < GALLERY_SHOWN ||
	       sum_of(gallery_all_title(shown)) / 7 % GALLERY_THEMES == (unsigned)theme;
}

struct chosen {
	const struct gallery_panel *panel;
	enum language language;
};
static struct chosen choose(const char *title, int theme)
{
	unsigned sum = sum_of(title) + (unsigned)theme;

	return (struct chosen){&gallery_panels[sum % GALLERY_PANELS],
			       sum / GALLERY_PANELS % 2 == 0 ? LANGUAGE_EN : LANGUAGE_CY};
}

static bool as_recorded(const struct picture *golden, const struct picture *now)
{
	return picture_differs(golden, now, TOLERANCE, NULL) * PIXELS_IN <=
	       (long)now->width * now->height;
}

static void show_difference(const char *name, const struct picture *golden,
			    const struct picture *now)
{
	const char *build = getenv("B");
	struct picture sheet = {0}, where = {0};
	char path[512];

	assert_int_equal(picture_init(&where, now->width, now->height, 0), OK);
	assert_int_equal(picture_init(&sheet, now->width * 3 + 20, now->height, 0x808080), OK);
	(void)picture_differs(golden, now, TOLERANCE, &where);
	picture_lay(&sheet, 0, 0, golden);
	picture_lay(&sheet, now->width + 10, 0, now);
	picture_lay(&sheet, 2 * now->width + 20, 0, &where);
	(void)snprintf(path, sizeof(path), "%s/pictures-that-differ",
		       build != NULL ? build : "build");
	(void)mkdir(path, 0755);
	(void)snprintf(path + strlen(path), sizeof(path) - strlen(path), "/%s.png", name);
	assert_int_equal(picture_write(path, &sheet), OK);
	print_error("%s does not look as recorded: see %s, or record it by make golden\n", name,
		    path);
	picture_release(&where);
	picture_release(&sheet);
}

static bool recording(void)
{
	const char *mode = getenv("GOLDEN");

	return mode != NULL && strcmp(mode, "record") == 0;
}

static bool keeps(const char *name, const struct picture *now)
{
	struct picture golden = {0};
	char path[512];
	bool good;
	enum err err;

	(void)snprintf(path, sizeof(path), FOLDER "/%s.png", name);
	err = picture_read(path, &golden);
	good = err == OK && as_recorded(&golden, now);
	if (good) {
		picture_release(&golden);
		return true;
	}
	/* What is as it was stays as it is, so that a recording changes no file without need. */
	if (recording()) {
		(void)mkdir(FOLDER, 0755);
		assert_int_equal(picture_write(path, now), OK);
	} else if (err == OK) {
		show_difference(name, &golden, now);
	} else {
		print_error("%s: %s: record it by make golden\n", path, err_text(err));
	}
	picture_release(&golden);
	return recording();
}

static void draw_small(struct ui *ui, const struct gallery_panel *panel, struct picture *out)
{
	struct picture whole = {0};

	gallery_draw(ui, panel, &whole);
	assert_int_equal(picture_shrink(&whole, SHRINK, out), OK);
	picture_release(&whole);
}

static bool looks_as_recorded(int shown, int theme)
{
	const struct chosen chosen = choose(gallery_all_title(shown), theme);
	struct ui *ui = gallery_open(chosen.panel, theme);
	struct picture now = {0};
	char name[128];
	bool kept;

	(void)snprintf(name, sizeof(name), "%s-%s-%s-%s", gallery_all_title(shown),
		       chosen.panel->name, gallery_language(chosen.language),
		       gallery_themes[theme]);
	gallery_set(ui, shown, chosen.language);
	draw_small(ui, chosen.panel, &now);
	kept = keeps(name, &now);
	picture_release(&now);
	ui_close(ui);
	return kept;
}

static void every_screen_looks_as_recorded(void **state)
{
	int failed = 0;

	(void)state;
	for (int i = 0; i < GALLERY_ALL * GALLERY_THEMES; i++)
		failed += wanted(i % GALLERY_ALL, i / GALLERY_ALL) &&
			  !looks_as_recorded(i % GALLERY_ALL, i / GALLERY_ALL);
	assert_int_equal(failed, 0);
}

/* -- what the comparison sees, and what it lets pass ------------------------------------------------ */

static const struct {
	const char *says;
	int pixels;    /* of 256 x 144, how many change ... */
	uint32_t bits; /* ... in these */
	bool passes;
} changes[] = {
	{"nothing changed passes", 0, 0, true},
	{"all pixels a shade off pass", 256 * 144, 0x020202, true},
	{"all pixels off by more than a shade do not", 256 * 144, 0x040000, false},
	{"a few pixels off by much pass", 36, 0x404040, true},
	{"one more does not", 37, 0x404040, false},
};

static void the_comparison_notices_what_it_should(void **state)
{
	const struct gallery_panel *panel = &gallery_panels[0];
	struct ui *ui = gallery_open(panel, 0);
	struct picture golden = {0}, now = {0};

	(void)state;
	gallery_set(ui, SCREEN_IDLE, LANGUAGE_EN);
	draw_small(ui, panel, &golden);
	draw_small(ui, panel, &now);
	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		memcpy(now.argb, golden.argb, sizeof(uint32_t) * 256 * 144);
		for (int at = 0; at < changes[i].pixels; at++)
			now.argb[at] ^= changes[i].bits;
		if (as_recorded(&golden, &now) != changes[i].passes)
			print_error("%s\n", changes[i].says);
		assert_int_equal(as_recorded(&golden, &now), changes[i].passes);
	}
	picture_release(&now);
	gallery_set(ui, SCREEN_IDLE, LANGUAGE_CY);
	draw_small(ui, panel, &now);
	assert_false(as_recorded(&golden, &now));
	picture_release(&now);
	picture_release(&golden);
	ui_close(ui);
}

static void a_picture_is_read_as_it_was_written(void **state)
{
	struct picture wrote = {0}, read = {0};
	char path[512];
	const char *build = getenv("B");

	(void)state;
	(void)snprintf(path, sizeof(path), "%s/picture.png", build != NULL ? build : "build");
	assert_int_equal(picture_init(&wrote, 33, 7, 0x123456), OK);
	for (int i = 0; i < 33 * 7; i++)
		wrote.argb[i] = 0xFF000000U | (uint32_t)i * 0x01030507U % 0x1000000U;
	assert_int_equal(picture_write(path, &wrote), OK);
	assert_int_equal(picture_read(path, &read), OK);
	assert_int_equal(read.width, 33);
	assert_int_equal(picture_differs(&wrote, &read, 0, NULL), 0);
	picture_release(&read);
	assert_int_equal(picture_read(FOLDER "/none.png", &read), ERR_NOT_FOUND);
	assert_int_equal(picture_read("Makefile", &read), ERR_DAMAGED);
	picture_release(&wrote);
	(void)remove(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_screen_looks_as_recorded),
		cmocka_unit_test(the_comparison_notices_what_it_should),
		cmocka_unit_test(a_picture_is_read_as_it_was_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
