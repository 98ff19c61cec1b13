#include "tests/support/staff_rig.h"

#include <stdio.h>
#include <string.h>

struct staff_rig rig;

int staff_rig_open(void **state)
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

int staff_rig_close(void **state)
{
	(void)state;
	ui_close(rig.ui);
	type_close(rig.type);
	words_close(rig.words);
	return 0;
}

struct bench staff_rig_bench(size_t panel)
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

void staff_rig_build(const struct bench *bench, int shown, enum language language)
{
	gallery_staff_show(&rig.view, &rig.staff, shown, language,
			   (size_t)tree_page_size(bench, gallery_staff_screen(shown)));
	tree_build(&rig.tree, bench, &rig.view);
}

void staff_rig_build_any(const struct bench *bench, int shown, enum language language,
			 const char *name)
{
	if (shown >= GALLERY_SHOWN) {
		staff_rig_build(bench, shown - GALLERY_SHOWN, language);
		return;
	}
	gallery_show(&rig.view, shown, language, name,
		     (size_t)tree_page_size(bench, gallery_screen(shown)));
	tree_build(&rig.tree, bench, &rig.view);
}

int staff_rig_shown(const char *title)
{
	for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
		if (strcmp(gallery_staff_title(shown), title) == 0)
			return shown;
	}
	ENSURE(!"in the gallery");
	return 0;
}

void staff_rig_build_titled(const char *title)
{
	const struct bench bench = staff_rig_bench(0);

	staff_rig_build(&bench, staff_rig_shown(title), LANGUAGE_EN);
}

int staff_rig_controls(enum touch_kind kind)
{
	int count = 0;

	for (int i = 0; i < rig.tree.count; i++)
		count += widget_is_control(&rig.tree.widgets[i]) &&
			 rig.tree.widgets[i].touch.kind == kind;
	return count;
}

bool staff_rig_says(const char *label)
{
	for (int i = 0; i < rig.tree.count; i++) {
		if (strcmp(rig.tree.widgets[i].label, label) == 0)
			return true;
	}
	return false;
}
