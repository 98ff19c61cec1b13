#pragma once
/* gallery_ui: the gallery's views as the ui lays them out and draws them. What cannot be set up ends the program. */
#include "tests/support/gallery.h"
#include "tests/support/gallery_staff.h"
#include "tests/support/picture.h"
#include "ui/ui.h"

/* A ui on a panel in a theme. */
#define GALLERY_THEMES THEME_COUNT
extern const char *const gallery_themes[GALLERY_THEMES];
struct ui *gallery_open(const struct gallery_panel *panel, int theme);
/* The gallery's screens, and after them the staff's. */
#define GALLERY_ALL (GALLERY_SHOWN + GALLERY_STAFF_SHOWN)
const char *gallery_all_title(int shown);
/* Sets what is shown of all, with Aisha where a name stands and lists of a full page. */
void gallery_set(struct ui *ui, int shown, enum language language);
/* What it draws; the caller's to release. */
void gallery_draw(struct ui *ui, const struct gallery_panel *panel, struct picture *out);
const char *gallery_language(enum language language); /* "en", "cy" */
