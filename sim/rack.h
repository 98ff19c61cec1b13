#pragma once
/* rack: the cards at the desk: one a pupil and one a member of staff, found by typing letters of the name, the form or "staff". */
#include "app.h"

#define RACK_SEARCH_SIZE 48

struct rack_card {
	struct app_pupil pupil;
	char folded[224]; /* name and form, plain small letters */
};
struct rack {
	struct rack_card *cards; /* those of the roll, in its order; pupils without a card too */
	size_t count;
	size_t *shown; /* those that the search leaves */
	size_t shown_count;
	char search[RACK_SEARCH_SIZE];
};

/* Takes the pupils of the kiosk anew; the search stays. ERR_NO_MEMORY: as it was. */
MUST_CHECK enum err rack_load(struct rack *rack, const struct app *app);
/* Takes a zeroed one. */
void rack_release(struct rack *rack);
/* Each letter more leaves fewer: every word typed must begin a word of name or form. What does not fit is left out. */
void rack_type(struct rack *rack, const char *text);
/* Takes the last character back; true when there was one. */
bool rack_erase(struct rack *rack);
void rack_clear(struct rack *rack);
/* Small letters without accents (Latin letters only, others stay as they are): "Siân" is found by "sian". */
void rack_fold(const char *text, char *out, size_t size);
