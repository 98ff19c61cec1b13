#pragma once
/* tree_rig: a screen of the gallery, built into a tree to be looked at; and a ui on the first panel. */
#include "tests/support/gallery.h"
#include "tests/support/gallery_staff.h"
#include "ui/tree.h"
#include "ui/ui.h"

/* What was built last. */
struct tree_rig {
	struct tree tree;
	struct view view;
	struct staff_view staff;
	struct type *type;
	struct words *words;
	struct ui *ui;
};
extern struct tree_rig rig;

/* For cmocka's groups. */
int tree_rig_open(void **state);
int tree_rig_close(void **state);

/* A panel of the gallery. */
struct bench tree_rig_bench(size_t panel);
/* Of all, as gallery_all_title counts them; a pupils' screen with a name on it. */
void tree_rig_build(const struct bench *bench, int shown, enum language language, const char *name);
/* Of the staff's, by number, or by title in English on the first panel. */
void tree_rig_staff(const struct bench *bench, int shown, enum language language);
int tree_rig_staff_shown(const char *title);
void tree_rig_staff_titled(const char *title);

int tree_rig_controls(enum touch_kind kind);
bool tree_rig_says(const char *label);
