/* screens: draws every screen of the gallery, and lays pictures out on sheets to be looked through. */
#include "tests/support/gallery_ui.h"
#include "ui/type.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
	"screens gallery FOLDER            every screen, panel, language and theme: one picture "
	"each\n"
	"screens sheet OUT.png FILE ...    pictures of one size on a sheet, with their names\n";

#define SHRINK 3
#define SHEET_WIDTH 2600
#define GAP 14
#define LABEL_HEIGHT 26
#define PAPER 0xE4E4E4
#define INK 0x202020

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

/* The file's name without its folder, its ending and the panel, which is the sheet's, in the faces of the screens themselves. */
static void write_label(struct type *type, struct picture *sheet, struct box box, char *path)
{
	SDL_Surface *surface =
		SDL_CreateRGBSurfaceWithFormat(0, box.w, box.h, 32, SDL_PIXELFORMAT_ARGB8888);
	const struct type_room room = {12, 6, 4, false, false, 1, box.w, box.h};
	const struct box whole = {0, 0, box.w, box.h};
	char *text = basename(path), *comma = strchr(text, ',');
	struct picture label = {0};
	struct type_fit fit;

	ENSURE(surface != NULL && picture_init(&label, box.w, box.h, 0) == OK);
	(void)SDL_FillRect(surface, NULL, 0xFF000000U | PAPER);
	text = comma != NULL ? comma + 1 : text;
	text[strcspn(text, ".")] = '\0';
	type_fit(type, text, &room, &fit);
	type_draw(type, surface, text, &fit, &whole, false, INK);
	picture_take(&label, surface->pixels, surface->pitch);
	picture_lay(sheet, box.x, box.y, &label);
	picture_release(&label);
	SDL_FreeSurface(surface);
}

static bool lay_out(struct type *type, const char *out, char **files, int count)
{
	struct picture first, sheet = {0};
	int columns, w, h;
	bool good = true;

	if (picture_read(files[0], &first) != OK)
		return false;
	w = first.width / SHRINK + GAP;
	h = first.height / SHRINK + LABEL_HEIGHT + GAP;
	picture_release(&first);
	columns = (SHEET_WIDTH - GAP) / w / 2 * 2;
	ENSURE(picture_init(&sheet, columns * w + GAP, (count + columns - 1) / columns * h + GAP,
			    PAPER) == OK);
	for (int i = 0; good && i < count; i++) {
		struct picture picture = {0}, small = {0};
		struct box place = {GAP + i % columns * w, GAP + i / columns * h, w - GAP,
				    LABEL_HEIGHT};

		good = picture_read(files[i], &picture) == OK &&
		       picture_shrink(&picture, SHRINK, &small) == OK;
		if (good)
			picture_lay(&sheet, place.x, place.y + LABEL_HEIGHT, &small);
		write_label(type, &sheet, place, files[i]);
		picture_release(&picture);
		picture_release(&small);
	}
	good = good && picture_write(out, &sheet) == OK;
	picture_release(&sheet);
	return good;
}

int main(int argc, char **argv)
{
	char problem[256];
	struct type *type = NULL;
	bool good = false;

	if (argc == 3 && strcmp(argv[1], "gallery") == 0)
		return draw_all(argv[2]) ? 0 : 1;
	if (argc < 4 || strcmp(argv[1], "sheet") != 0) {
		fputs(help, stderr);
		return 2;
	}
	if (type_open(&type, problem, sizeof(problem)) == OK)
		good = lay_out(type, argv[2], argv + 3, argc - 3);
	else
		fprintf(stderr, "%s\n", problem);
	type_close(type);
	return good ? 0 : 1;
}
