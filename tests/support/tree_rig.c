#include "tests/support/tree_rig.h"

#include <stdio.h>
#include <string.h>

struct tree_rig rig;

int tree_rig_open(void **state)
{
	char problem[256];

	(void)state;
	if (type_open(&rig.type, problem, sizeof(problem)) != OK) {
		(void)fprintf(stderr, "%s\n", problem);
		return 1;
	}
	return words_open(&rig.words, gallery_locale_dir()) != OK ||
	       ui_open(&rig.ui, gallery_panels[0].width_px, gallery_panels[0].height_px,
		       gallery_panels[0].px_per_mm, gallery_locale_dir(), problem,
		       sizeof(problem)) != OK;
}

int tree_rig_close(void **state)
{
	(void)state;
	ui_close(rig.ui);
	type_close(rig.type);
	words_close(rig.words);
	return 0;
}

struct bench tree_rig_bench(size_t panel)
{
	const struct gallery_panel *at = &gallery_panels[panel];
	struct bench bench = {.type = rig.type,
			      .words = rig.words,
			      .width_px = at->width_px,
			      .height_px = at->height_px,
			      .px_per_mm = at->px_per_mm};

	bench_init(&bench);
	return bench;
}

void tree_rig_staff(const struct bench *bench, int shown, enum language language)
{
	gallery_staff_show(&rig.view, &rig.staff, shown, language,
			   (size_t)tree_page_size(bench, gallery_staff_screen(shown)));
	tree_build(&rig.tree, bench, &rig.view);
}

void tree_rig_build(const struct bench *bench, int shown, enum language language, const char *name)
{
	if (shown >= GALLERY_SHOWN) {
		tree_rig_staff(bench, shown - GALLERY_SHOWN, language);
		return;
	}
	gallery_show(&rig.view, shown, language, name,
		     (size_t)tree_page_size(bench, gallery_screen(shown)));
	tree_build(&rig.tree, bench, &rig.view);
}

int tree_rig_staff_shown(const char *title)
{
	for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
		if (strcmp(gallery_staff_title(shown), title) == 0)
			return shown;
	}
	ENSURE(!"in the gallery");
	return 0;
}

void tree_rig_staff_titled(const char *title)
{
	const struct bench bench = tree_rig_bench(0);

	tree_rig_staff(&bench, tree_rig_staff_shown(title), LANGUAGE_EN);
}

int tree_rig_controls(enum touch_kind kind)
{
	int count = 0;

	for (int i = 0; i < rig.tree.count; i++)
		count += widget_is_control(&rig.tree.widgets[i]) &&
			 rig.tree.widgets[i].touch.kind == kind;
	return count;
}

bool tree_rig_says(const char *label)
{
	for (int i = 0; i < rig.tree.count; i++) {
		if (strcmp(rig.tree.widgets[i].label, label) == 0)
			return true;
	}
	return false;
}
