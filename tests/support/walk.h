#pragma once
/* walk: what a pupil does at the kiosk, move by move, and where it must lead, for the tests of the flow. */
#include "core/flow.h"

/* Inputs, seconds apart or at once, and where they must lead. */
enum move {
	CARD,          /* pupil 7, not in yet */
	CARD_KNOWN_IN, /* pupil 7, in since 08:42 */
	CARD_OTHER,    /* pupil 8 */
	CARD_OUT,      /* pupil 7, who went out */
	OTHER_OUT,     /* pupil 8, who went out */
	CARD_UNKNOWN,
	DONE, /* recorded in time */
	DONE_LATE,
	FAILED,
	FAULT,
	MENDED,
	NO_CARD,
	NO_CARD_WELSH,
	NO_CARD_ODD,
	YEAR,
	FORM,
	LETTERS,
	LETTER,
	PUPIL,
	ALIKE,
	YES,
	YES_KNOWN_IN,
	NO,
	BACK,
	HOME,
	MORE,
	HERE,
	LANGUAGE,
	WHY, /* for pupil 7, as all of these */
	LEAVING,
	WHY_OTHER, /* meant for pupil 8 */
	OVERSLEPT,
	GOING_ILL,
	YES_OUT, /* who is asked has gone out */
	YES_BACK,
	NO_BACK,
	MOVED,       /* a key moved the ring */
	JUST_BEFORE, /* 1 ms before the deadline */
	DEADLINE,    /* at it */
	END
};

struct walk {
	const char *says;
	enum move moves[16];
	enum screen screen;
	enum feedback feedback; /* of the last move */
	bool record;            /* the last move asks for an arrival */
	int page;
	enum language language;
};

#define WALK(...)                                                                                  \
	{                                                                                          \
		__VA_ARGS__, END                                                                   \
	}

/* A move at its time; *now_ms moves on, never past a deadline. */
struct flow_effects walk_take(struct flow *flow, enum move move, int64_t *now_ms);
/* Takes the walks, each from the idle screen; false: one led elsewhere, and it is said where. */
bool walks_lead(const struct walk *walks, size_t count);
