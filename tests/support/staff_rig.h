#pragma once
/* staff_rig: a screen of the gallery, built into a tree to be looked at; and a ui on the first panel. */
#include "tests/support/gallery.h"
#include "tests/support/gallery_staff.h"
#include "ui/tree.h"
#include "ui/ui.h"

/* What was built last. */
struct staff_rig {
	struct tree tree;
	struct view view;
	struct staff_view staff;
	struct type *type;
	struct words *words;
	struct ui *ui;
};
extern struct staff_rig rig;

/* For cmocka's groups. */
int staff_rig_open(void **state);
int staff_rig_close(void **state);

/* A panel of the gallery. */
struct bench staff_rig_bench(size_t panel);
/* By number, or by title in English on the first panel. */
void staff_rig_build(const struct bench *bench, int shown, enum language language);
int staff_rig_shown(const char *title);
/* Of all, as gallery_all_title counts them; a pupils' screen with a name on it. */
void staff_rig_build_any(const struct bench *bench, int shown, enum language language,
			 const char *name);
void staff_rig_build_titled(const char *title);

int staff_rig_controls(enum touch_kind kind);
bool staff_rig_says(const char *label);
