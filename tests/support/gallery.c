#include "tests/support/gallery.h"

#include "core/alphabet.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

const struct gallery_panel gallery_panels[GALLERY_PANELS] = {
	{"7-lying", 1280, 720, 8.26F},
	{"7-upright", 720, 1280, 8.26F},
	{"10-lying", 1280, 800, 5.9F},
	{"10-upright", 800, 1280, 5.9F},
};

const char *const gallery_names[GALLERY_NAMES] = {
	"Siân",   "Llŷr", "Ó Súilleabháin",
	"Nguyễn", "محمد", "Wilhelmina Anastasia Featherstonehaugh-Cholmondeley Bartlett",
};

static const char *const forenames[] = {"Aisha", "Oisín",  "Siân", "Llŷr",  "Zofia", "Noah",
					"Priya", "Nguyễn", "Ela",  "Kwame", "Maja",  "Dylan"};
static const char *const surnames[] = {"Rahman",    "Ó Súilleabháin",    "Prys-Jones", "Evans",
				       "Kowalczyk", "Featherstonehaugh", "Patel"};

int gallery_letter(enum language language, size_t i)
{
	int letter = 0;

	for (size_t left = i + 1; left > 0;) {
		letter = letter % ALPHABET_LETTERS + 1;
		left -= language == LANGUAGE_CY || alphabet_text(letter)[1] == '\0';
	}
	return letter;
}

static void fill_item(struct view_item *item, enum screen screen, enum language language, size_t i,
		      size_t last)
{
	if (screen == SCREEN_YEARS) {
		item->touch.kind = TOUCH_YEAR;
		item->touch.value = (int64_t)i - 1;
	} else if (screen == SCREEN_FORMS) {
		item->touch.kind = TOUCH_FORM;
		(void)snprintf(item->label, sizeof(item->label), "7%c",
			       (char)('A' + (int)(i % 26)));
		(void)snprintf(item->touch.form, sizeof(item->touch.form), "%.20s", item->label);
		if (i == last) /* of whom is in none */
			item->label[0] = item->touch.form[0] = '\0';
	} else if (screen == SCREEN_LETTERS) {
		int letter = gallery_letter(language, i);

		item->touch.kind = TOUCH_LETTER;
		item->touch.value = letter;
		(void)snprintf(item->label, sizeof(item->label), "%s", alphabet_text(letter));
	} else {
		item->touch.kind = TOUCH_PUPIL;
		item->touch.value = (int64_t)i + 1;
		(void)snprintf(item->label, sizeof(item->label), "%s %s",
			       forenames[i % COUNT_OF(forenames)],
			       surnames[i % COUNT_OF(surnames)]);
	}
}

/* What views.c offers on the screens that speak to one pupil. */
static void fill_offers(struct view *view)
{
	const struct reasons *reasons = view->screen == SCREEN_LATE_REASONS      ? &reasons_late
					: view->screen == SCREEN_LEAVING_REASONS ? &reasons_leaving
										 : NULL;

	for (size_t i = 0; reasons != NULL && i < reasons->count; i++)
		view->items[view->item_count++].touch =
			(struct flow_touch){.kind = TOUCH_BECAUSE, .value = reasons->at[i]};
	if (view->screen == SCREEN_LATE || view->screen == SCREEN_ALREADY_IN)
		view->items[view->item_count++].touch = (struct flow_touch){
			.kind = view->screen == SCREEN_LATE ? TOUCH_WHY : TOUCH_LEAVING,
			.value = 7};
	if (view->screen == SCREEN_ARE_YOU_BACK) {
		view->items[view->item_count++].touch =
			(struct flow_touch){.kind = TOUCH_NO, .value = 7};
		view->items[view->item_count++].touch =
			(struct flow_touch){.kind = TOUCH_YES, .value = 7};
	}
}

void gallery_view(struct view *view, enum screen screen, enum language language, const char *name,
		  size_t items)
{
	if (screen != SCREEN_YEARS && screen != SCREEN_FORMS && screen != SCREEN_LETTERS &&
	    screen != SCREEN_NAMES)
		items = 0;
	*view = (struct view){.screen = screen,
			      .language = language,
			      .school = "Tŷ Coed School",
			      .clock_minute = 8 * 60 + 41,
			      .minute = screen == SCREEN_LATE ? 9 * 60 + 4 : 8 * 60 + 42,
			      .morning = true,
			      .item_count = items,
			      .more = true};
	(void)snprintf(view->name, sizeof(view->name), "%s", name);
	(void)snprintf(view->form, sizeof(view->form), "7B");
	for (size_t i = 0; i < items; i++)
		fill_item(&view->items[i], screen, language, i, items - 1);
	fill_offers(view);
	if (screen == SCREEN_NAMES && items > 0)
		(void)snprintf(view->items[0].label, sizeof(view->items[0].label), "%s", name);
}

enum screen gallery_screen(int shown)
{
	return shown >= GALLERY_LOST ? SCREEN_IDLE : (enum screen)shown;
}

const char *gallery_title(int shown)
{
	static const char *const idle[] = {"idle-reader-lost", "idle-both", "idle-both-lost"};

	return shown >= GALLERY_LOST ? idle[shown - GALLERY_LOST] : screen_text((enum screen)shown);
}

void gallery_show(struct view *view, int shown, enum language language, const char *name,
		  size_t items)
{
	gallery_view(view, gallery_screen(shown), language, name, items);
	view->reader_lost = shown == GALLERY_LOST || shown == GALLERY_BOTH_LOST;
	view->both_languages = shown == GALLERY_BOTH || shown == GALLERY_BOTH_LOST;
}

const char *gallery_locale_dir(void)
{
	static char path[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 64);

	ENSURE(length > 0);
	path[length] = '\0';
	/* build/tests/ui/test_x -> build/share/locale */
	for (int up = 0; up < 3; up++)
		*strrchr(path, '/') = '\0';
	length = (ssize_t)strlen(path);
	(void)snprintf(path + length, sizeof(path) - (size_t)length, "/share/locale");
	return path;
}
