/* screens: draws every screen of the gallery, to be looked through. */
#include "tests/support/gallery_ui.h"

#include <stdio.h>

static const char help[] =
	"screens FOLDER   every screen, panel, language and theme: one picture each\n";

static bool draw_all(const char *folder)
{
	bool good = true;

	for (int i = 0; i < GALLERY_PANELS * GALLERY_THEMES; i++) {
		const struct gallery_panel *panel = &gallery_panels[i % GALLERY_PANELS];
		const char *theme = gallery_themes[i / GALLERY_PANELS];
		struct ui *ui = gallery_open(panel, i / GALLERY_PANELS);

		for (int s = 0; s < 2 * GALLERY_ALL; s++) {
			enum language language = s % 2 == 0 ? LANGUAGE_EN : LANGUAGE_CY;
			struct picture picture;
			char path[4096];

			(void)snprintf(path, sizeof(path), "%s/%s,%s,%02d-%s,%s.png", folder,
				       panel->name, theme, s / 2, gallery_all_title(s / 2),
				       gallery_language(language));
			gallery_set(ui, s / 2, language);
			gallery_draw(ui, panel, &picture);
			good = picture_write(path, &picture) == OK && good;
			picture_release(&picture);
		}
		ui_close(ui);
	}
	return good;
}

int main(int argc, char **argv)
{
	if (argc == 2)
		return draw_all(argv[1]) ? 0 : 1;
	fputs(help, stderr);
	return 2;
}
