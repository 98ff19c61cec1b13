#include "ui/theme.h"

#include <math.h>

static const struct tone_row normal[TONE_COUNT] = {
	[TONE_PAPER] = {0xF7F4ED, 0x1D2B36, 0xF7F4ED},
	[TONE_TILE] = {0xFFFFFF, 0x1D2B36, 0x7B8A93},
	[TONE_ACTION] = {0x0E4A5A, 0xFFFFFF, 0x0E4A5A},
	[TONE_YES] = {0x0B5A3A, 0xFFFFFF, 0x0B5A3A},
	[TONE_PRESSED] = {0x1D2B36, 0xFFFFFF, 0x1D2B36},
	[TONE_HERO] = {0x0E4A5A, 0xFFFFFF, 0x0E4A5A},
	[TONE_WELCOME] = {0x0B5A3A, 0xFFFFFF, 0x0B5A3A},
	[TONE_WELCOME_PAPER] = {0xEAF6EE, 0x12301F, 0xEAF6EE},
	[TONE_LATE] = {0x4B3C8C, 0xFFFFFF, 0x4B3C8C},
	[TONE_LATE_PAPER] = {0xF0EDFA, 0x251C4D, 0xF0EDFA},
	[TONE_ALREADY] = {0x0F4C81, 0xFFFFFF, 0x0F4C81},
	[TONE_ALREADY_PAPER] = {0xE8F2FA, 0x0D2C4A, 0xE8F2FA},
	[TONE_UNKNOWN] = {0xF3B43A, 0x3B2900, 0xF3B43A},
	[TONE_UNKNOWN_PAPER] = {0xFFF6E0, 0x3B2900, 0xFFF6E0},
	[TONE_OUT_OF_ORDER] = {0x46566A, 0xFFFFFF, 0x46566A},
	[TONE_OUT_OF_ORDER_PAPER] = {0xEFF2F5, 0x1D2B36, 0xEFF2F5},
	[TONE_GOODBYE] = {0x7A2E4D, 0xFFFFFF, 0x7A2E4D},
	[TONE_GOODBYE_PAPER] = {0xFBEDF2, 0x43182A, 0xFBEDF2},
	[TONE_RETURNED] = {0x4A5A12, 0xFFFFFF, 0x4A5A12},
	[TONE_RETURNED_PAPER] = {0xF3F7E1, 0x2A330A, 0xF3F7E1},
};

/* White on black, what can be done in yellow; a result is a block of a bright colour of its own. */
static const struct tone_row contrast[TONE_COUNT] = {
	[TONE_PAPER] = {0x000000, 0xFFFFFF, 0x000000},
	[TONE_TILE] = {0x000000, 0xFFFFFF, 0xFFFFFF},
	[TONE_ACTION] = {0xFFE600, 0x000000, 0xFFE600},
	[TONE_YES] = {0xFFE600, 0x000000, 0xFFE600},
	[TONE_PRESSED] = {0xFFFFFF, 0x000000, 0xFFFFFF},
	[TONE_HERO] = {0x000000, 0xFFE600, 0x000000},
	[TONE_WELCOME] = {0x5CF58A, 0x000000, 0x5CF58A},
	[TONE_WELCOME_PAPER] = {0x000000, 0xFFFFFF, 0x000000},
	[TONE_LATE] = {0xDDBBFF, 0x000000, 0xDDBBFF},
	[TONE_LATE_PAPER] = {0x000000, 0xFFFFFF, 0x000000},
	[TONE_ALREADY] = {0x85D5FF, 0x000000, 0x85D5FF},
	[TONE_ALREADY_PAPER] = {0x000000, 0xFFFFFF, 0x000000},
	[TONE_UNKNOWN] = {0xFFB938, 0x000000, 0xFFB938},
	[TONE_UNKNOWN_PAPER] = {0x000000, 0xFFFFFF, 0x000000},
	[TONE_OUT_OF_ORDER] = {0xD0D6DC, 0x000000, 0xD0D6DC},
	[TONE_OUT_OF_ORDER_PAPER] = {0x000000, 0xFFFFFF, 0x000000},
	[TONE_GOODBYE] = {0xFFB3C7, 0x000000, 0xFFB3C7},
	[TONE_GOODBYE_PAPER] = {0x000000, 0xFFFFFF, 0x000000},
	[TONE_RETURNED] = {0xD3E35C, 0x000000, 0xD3E35C},
	[TONE_RETURNED_PAPER] = {0x000000, 0xFFFFFF, 0x000000},
};

const struct tone_row *theme_tones(enum theme theme)
{
	return theme == THEME_CONTRAST ? contrast : normal;
}

const struct text_row theme_texts[TEXT_USE_COUNT] = {
	[TEXT_CLOCK] = {19.0F, 14.0F, true, 1}, [TEXT_RESULT] = {17.0F, 12.0F, true, 3},
	[TEXT_LEAD] = {10.0F, 7.3F, true, 6},   [TEXT_SENTENCE] = {8.0F, 7.3F, false, 4},
	[TEXT_BUTTON] = {7.6F, 7.3F, false, 2}, [TEXT_CHOICE] = {7.6F, 5.0F, false, 2},
	[TEXT_ROW] = {5.3F, 5.0F, false, 3},    [TEXT_SMALL] = {5.2F, 5.0F, false, 3},
};

/* WCAG 2.2, "relative luminance". */
static double luminance(uint32_t rgb)
{
	static const double weights[] = {0.0722, 0.7152, 0.2126};
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double c = ((rgb >> (8 * i)) & 0xFF) / 255.0;

		sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

double theme_contrast(uint32_t a, uint32_t b)
{
	double la = luminance(a), lb = luminance(b);

	return la > lb ? (la + 0.05) / (lb + 0.05) : (lb + 0.05) / (la + 0.05);
}
