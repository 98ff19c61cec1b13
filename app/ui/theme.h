#pragma once
/* theme: the colours, a table a theme, and the one table of text sizes. */
#include "core/panel.h"

/* A tone is a ground, the ink that may stand on it and the edge round it: text is only ever drawn as a tone's ink on the
 * same tone's ground, so the contrast of every text is a row of this table. */
enum tone {
	TONE_PAPER,         /* the page */
	TONE_TILE,          /* a choice */
	TONE_ACTION,        /* the choice most will make */
	TONE_YES,           /* "Yes" */
	TONE_PRESSED,       /* any control under a finger */
	TONE_HERO,          /* the picture's block: idle */
	TONE_WELCOME,       /* ... in time */
	TONE_WELCOME_PAPER, /* the page beside it */
	TONE_LATE,
	TONE_LATE_PAPER,
	TONE_ALREADY,
	TONE_ALREADY_PAPER,
	TONE_UNKNOWN,
	TONE_UNKNOWN_PAPER,
	TONE_OUT_OF_ORDER,
	TONE_OUT_OF_ORDER_PAPER,
	TONE_GOODBYE,
	TONE_GOODBYE_PAPER,
	TONE_RETURNED,
	TONE_RETURNED_PAPER,
	TONE_COUNT
};
struct tone_row {
	uint32_t ground, ink, edge; /* 0xRRGGBB; an edge of the ground's colour is not drawn */
};
/* The rows of a theme, by enum tone. */
const struct tone_row *theme_tones(enum theme theme);
/* Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance). Text has at least 7 (1.4.6), with high contrast 12; the
 * edges of controls 3 (1.4.11). */
double theme_contrast(uint32_t a, uint32_t b);
/* What a text is for decides its size: capital height in mm on a panel 88 mm across; larger panels enlarge it. It
 * shrinks to `least` to fit, and below it only where a name would else be broken. 7.3 mm is 0.7 degrees at 600 mm,
 * 4.9 mm at 400 mm, where a finger reaches (EN 301 549 5.1.4). */
enum text_use {
	TEXT_CLOCK,    /* the time on the idle screen */
	TEXT_RESULT,   /* the name or time that is the result */
	TEXT_LEAD,     /* the sentence a screen is about */
	TEXT_SENTENCE, /* what else must be read standing */
	TEXT_BUTTON,   /* a large control read standing */
	TEXT_CHOICE,   /* a year or form */
	TEXT_ROW,      /* a name to touch */
	TEXT_SMALL,    /* controls beside a list, form, school */
	TEXT_USE_COUNT
};
/* A name shrinks to this, mm, before its words are broken. */
#define THEME_SMALL_PRINT_MM 3.0F
struct text_row {
	float cap_mm, least_mm;
	bool bold;
	int lines; /* at most */
};
extern const struct text_row theme_texts[TEXT_USE_COUNT];

/* Millimetres, on any panel. */
#define THEME_TARGET_MM 20.0F /* Colle and Hiszem 2004: kiosk targets */
#define THEME_MARGIN_MM 5.0F
#define THEME_MARGIN_UPRIGHT_MM 4.0F
#define THEME_GAP_MM 2.5F
#define THEME_RADIUS_MM 3.0F
#define THEME_EDGE_MM 0.4F
/* The panel that the sizes above are drawn for, and how far a larger one enlarges them. */
#define THEME_PANEL_MM 88.0F
#define THEME_GROWTH_MAX 1.5F
