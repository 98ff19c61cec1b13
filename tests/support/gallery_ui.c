#include "tests/support/gallery_ui.h"

#include <stdio.h>
#include <stdlib.h>

const char *const gallery_themes[GALLERY_THEMES] = {"plain", "contrast"};

struct ui *gallery_open(const struct gallery_panel *panel, int theme)
{
	char problem[256];
	struct ui *ui = NULL;

	ENSURE(theme >= 0 && theme < GALLERY_THEMES);
	if (ui_open(&ui, panel->width_px, panel->height_px, panel->px_per_mm, gallery_locale_dir(),
		    problem, sizeof(problem)) == OK) {
		ui_set_theme(ui, (enum theme)theme);
		return ui;
	}
	fprintf(stderr, "%s\n", problem);
	exit(1);
}

const char *gallery_all_title(int shown)
{
	return shown < GALLERY_SHOWN ? gallery_title(shown)
				     : gallery_staff_title(shown - GALLERY_SHOWN);
}

static void set_staff(struct ui *ui, int shown, enum language language)
{
	static struct staff_view staff;
	static struct view view;

	gallery_staff_show(&view, &staff, shown, language,
			   (size_t)ui_page_size(ui, gallery_staff_screen(shown)));
	ui_set(ui, &view);
}

void gallery_set(struct ui *ui, int shown, enum language language)
{
	static struct view view;

	if (shown >= GALLERY_SHOWN) {
		set_staff(ui, shown - GALLERY_SHOWN, language);
		return;
	}
	gallery_show(&view, shown, language, "Aisha",
		     (size_t)ui_page_size(ui, gallery_screen(shown)));
	ui_set(ui, &view);
}

void gallery_draw(struct ui *ui, const struct gallery_panel *panel, struct picture *out)
{
	int pitch = 0;
	const uint32_t *pixels = ui_draw(ui, &pitch);

	ENSURE(picture_init(out, panel->width_px, panel->height_px, 0) == OK);
	picture_take(out, pixels, pitch);
}

const char *gallery_language(enum language language)
{
	return language == LANGUAGE_CY ? "cy" : "en";
}
