#pragma once
/* flow: what the pupil sees, as a state machine: screens, choices, time-outs. Knows nothing of care. */
#include "core/event.h"
#include "core/reason.h"

#define SCREEN_LIST(X)                                                                             \
	X(SCREEN_IDLE, "idle")       /* school, time, "Tap your card", "No card?" */               \
	X(SCREEN_WELCOME, "welcome") /* in time */                                                 \
	X(SCREEN_LATE, "late")       /* after `starts`; "Why?" */                                  \
	X(SCREEN_LATE_REASONS, "late_reasons")                                                     \
	X(SCREEN_THANKS, "thanks")         /* the reason is kept */                                \
	X(SCREEN_ALREADY_IN, "already_in") /* with the time of the first arrival */                \
	X(SCREEN_LEAVING_REASONS, "leaving_reasons")                                               \
	X(SCREEN_GOODBYE, "goodbye")           /* the leaving is kept */                           \
	X(SCREEN_ARE_YOU_BACK, "are_you_back") /* who left and shows up again is asked */          \
	X(SCREEN_RETURNED, "returned")         /* the coming back is kept */                       \
	X(SCREEN_UNKNOWN_CARD, "unknown_card") /* amber and calm: please touch your name */        \
	X(SCREEN_YEARS, "years")                                                                   \
	X(SCREEN_FORMS, "forms")                                                                   \
	X(SCREEN_LETTERS, "letters") /* another way to the name: A to Z */                         \
	X(SCREEN_NAMES, "names")                                                                   \
	X(SCREEN_CONFIRM, "confirm") /* "Is this you?" */                                          \
	X(SCREEN_STILL_THERE, "still_there")                                                       \
	X(SCREEN_OUT_OF_ORDER, "out_of_order") /* "Please tell the office you are here." */        \
	X(SCREEN_ASK_OFFICE, "ask_office") /* of two whom nothing tells apart: nobody is ticked */ \
	/* Staff's, on which the pupils' flow never is: core/staffroom.h. */                       \
	X(SCREEN_PIN, "pin")                                                                       \
	X(SCREEN_STAFF, "staff") /* the choices */                                                 \
	X(SCREEN_CLOSE_LIST, "close_list")                                                         \
	X(SCREEN_STAFF_FORMS, "staff_forms") /* the register: which form */                        \
	X(SCREEN_REGISTER, "register")                                                             \
	X(SCREEN_STAFF_PUPIL, "staff_pupil")   /* one pupil: mark, undo, card */                   \
	X(SCREEN_CODES, "codes")               /* known reason: which */                           \
	X(SCREEN_CLOSE_SCHOOL, "close_school") /* why */                                           \
	X(SCREEN_NEW_CARD, "new_card")                                                             \
	X(SCREEN_EVACUATION, "evacuation")                                                         \
	X(SCREEN_DELIVERY, "delivery")                                                             \
	X(SCREEN_DOORS, "doors")                 /* which are not in use today */                  \
	X(SCREEN_LATE_TOGETHER, "late_together") /* "the bus was late" */                          \
	X(SCREEN_SEARCH, "search")               /* in the register: letters of a name */          \
	X(SCREEN_FOUND, "found")                 /* whom they lead to */
#define SCREEN_ENUM(name, text) name,
enum screen { SCREEN_LIST(SCREEN_ENUM) SCREEN_COUNT };
#undef SCREEN_ENUM
const char *screen_text(enum screen screen);

enum feedback {
	FEEDBACK_NONE,
	FEEDBACK_WELCOME,
	FEEDBACK_LATE,
	FEEDBACK_ALREADY,
	FEEDBACK_UNKNOWN,
	FEEDBACK_ASK, /* "Are you back?" */
	FEEDBACK_THANKS,
	FEEDBACK_GOODBYE,
	FEEDBACK_RETURNED,
	FEEDBACK_FAULT
};
const char *feedback_text(enum feedback feedback);

#define FLOW_RESULT_MS 2000  /* a result stays this long, and gives way at once to the next tap */
#define FLOW_UNKNOWN_MS 5000 /* an unknown card, or "please tell the office" */
#define FLOW_OFFER_MS                                                                              \
	5000 /* a result with something to touch: late ("Why?"), in already ("I am leaving") */
#define FLOW_REASONS_MS 10000 /* reasons for being late: then home, nobody has to say */
/* With headphones in, results, reasons and an unknown card stay so many times as long: words are heard one after the other, and
 * only then is a key looked for. */
#define FLOW_HEARD_TIMES 4
#define FLOW_LIST_MS 30000 /* then "Still there?" */
#define FLOW_STILL_THERE_MS 20000
#define FLOW_FORM_SIZE 24

enum language { LANGUAGE_EN, LANGUAGE_CY };

/* What a touched control means. `value`: year group, or the store's key of a pupil. */
enum touch_kind {
	TOUCH_NO_CARD, /* value: 1 + the enum language to speak from here on; 0: as now */
	TOUCH_YEAR,
	TOUCH_FORM,
	TOUCH_PUPIL,
	TOUCH_ALIKE, /* a name that is not one pupil's alone */
	TOUCH_YES,   /* of are_you_back, as TOUCH_NO: value: the pupil shown */
	TOUCH_NO,
	TOUCH_BACK,
	TOUCH_HOME,
	TOUCH_MORE, /* the next page; TOUCH_BACK goes back one */
	TOUCH_STILL_HERE,
	TOUCH_LANGUAGE,
	TOUCH_WHY,     /* late: to the reasons; value: the pupil shown */
	TOUCH_LEAVING, /* in already: to the reasons for leaving; value: the pupil shown */
	TOUCH_BECAUSE, /* value: enum reason */
	TOUCH_LETTERS, /* from the forms to the letters */
	TOUCH_LETTER,  /* value: see core/alphabet.h */
	/* staff's */
	TOUCH_DIGIT, /* value: 0 to 9 */
	TOUCH_ERASE,
	TOUCH_ENTER,
	TOUCH_OPEN, /* value: enum screen, from SCREEN_STAFF */
	TOUCH_HERE, /* value: pupil */
	TOUCH_REASON,
	TOUCH_NOT_HERE,
	TOUCH_CODE, /* form: the code */
	TOUCH_UNDO,
	TOUCH_GIVE_CARD,
	TOUCH_BLOCK_CARDS,
	TOUCH_LOCK,
	TOUCH_SHOW,    /* names hidden until touched */
	TOUCH_NOTHING, /* a key moved the ring: nothing is chosen, but somebody is there, and the screen's time begins anew */
	TOUCH_DOOR_NOT_IN_USE, /* value: index in the site; as the next */
	TOUCH_DOOR_IN_USE,
	TOUCH_TOGETHER, /* late together: value: pupil, taken in or out; 0: all, or none */
	TOUCH_SEARCH,   /* from the forms to the letters */
	TOUCH_PRINT
};
struct flow_touch {
	enum touch_kind kind;
	int64_t value;
	char form[FLOW_FORM_SIZE]; /* TOUCH_FORM, TOUCH_CODE */
};

enum flow_input_kind {
	FLOW_CARD,         /* a tap: pupil 0 when the card is not known (or is blocked) */
	FLOW_TOUCHED,      /* a control of the screen shown */
	FLOW_RECORDED,     /* what was asked for is durable */
	FLOW_NOT_RECORDED, /* it could not be made durable: the kiosk stops ticking rather than lies */
	FLOW_TIME,         /* time has passed */
	FLOW_FAULT,        /* out of order: damaged database, no room on disk */
	FLOW_MENDED,       /* in order again */
};
struct flow_input {
	enum flow_input_kind kind;
	struct moment now;
	bool headset; /* headphones are in */
	uint32_t pupil;
	bool already;           /* FLOW_CARD, FLOW_TOUCHED yes: this pupil is in already ... */
	int16_t since_minute;   /* ... since then */
	bool left;              /* the same: went out today and has not come back */
	bool late;              /* FLOW_RECORDED of an arrival: after `starts` of the session ... */
	struct session session; /* ... which is this */
	struct flow_touch touch;
};

struct flow {
	enum screen screen;
	uint32_t pupil; /* of the result or "Is this you?" shown; 0: none */
	int16_t minute; /* of arrival, for the result screens */
	int8_t year_group;
	char form[FLOW_FORM_SIZE];
	int letter; /* names are those of the year that begin so; 0: those of `form` */
	int page;
	enum language language;
	enum language home_language;
	bool waiting; /* what `asked` did or said is being made durable; the screen stays */
	bool headset; /* whoever is here listens */
	uint32_t asked;
	enum event_kind asked_kind;
	int16_t asked_minute;   /* when the card or the finger came */
	struct session session; /* the one that the pupil shown was late for */
	bool by_touch;
	enum screen interrupted;  /* the screen "Still there?" lies over */
	int64_t deadline_mono_ms; /* INT64_MAX: none */
};

/* What the caller must do, in this order. */
struct flow_effects {
	bool record;          /* make this durable, then say FLOW_RECORDED or FLOW_NOT_RECORDED */
	enum event_kind kind; /* EVENT_ARRIVED, EVENT_LEFT, EVENT_RETURNED, EVENT_LATE_REASON */
	uint32_t pupil;
	bool by_touch;
	enum reason reason;     /* EVENT_LEFT, EVENT_LATE_REASON */
	struct session session; /* EVENT_LATE_REASON: that of the arrival */
	enum feedback feedback;
	bool redraw;
};

void flow_init(struct flow *flow, enum language home_language);
/* Cards and touches are not taken while something is being made durable: answer with FLOW_RECORDED or
 * FLOW_NOT_RECORDED first. A card counts on every screen but out_of_order, where it is not ticked. A touch that
 * does not belong to the screen shown changes nothing. */
struct flow_effects flow_step(struct flow *flow, const struct flow_input *input);
/* Monotonic time at which FLOW_TIME is next of use; INT64_MAX: never. The idle screen's clock is the caller's:
 * it draws again when the minute changes. */
int64_t flow_deadline(const struct flow *flow);

/* What the screen must show; everything decided, nothing left to the drawing. Strings are the caller's. */
struct staff_view;
#define VIEW_ITEMS_MAX 64
struct view_item {
	char label
		[320]; /* as shown; empty of years, reasons and no form, worded by the ui: "Year 7" */
	struct flow_touch touch;
};
struct view {
	enum screen screen;
	enum language language;
	const char *school; /* name of the school */
	char name[320];     /* forename for results; full name on "Is this you?" */
	char form[FLOW_FORM_SIZE];
	int16_t clock_minute;                   /* idle: the time now */
	int16_t minute;                         /* results: time of arrival */
	bool morning;                           /* which greeting */
	bool reader_lost;                       /* idle: no card is seen, so ask for a finger */
	bool both_languages;                    /* idle: what to do stands in both, Welsh first */
	struct view_item items[VIEW_ITEMS_MAX]; /* of this page; what a result offers to touch */
	size_t item_count;
	bool more;                      /* there is a further page */
	const struct staff_view *staff; /* staff screens: core/staffroom.h; NULL on all others */
};
