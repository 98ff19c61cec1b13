#pragma once
/* staffroom: what staff see and do at the kiosk, as a state machine: card, PIN, lists, choices, time-outs. Knows nothing of care: who is
 * on the close list is told to it from outside, and only for a post that may know. */
#include "core/alphabet.h"
#include "core/door.h"
#include "core/flow.h"

/* What a post may do. */
enum right {
	RIGHT_REGISTER =
		1, /* see and mark the register, undo an arrival, see who is in, say which doors are not in use */
	RIGHT_TRACKED =
		2, /* may know who is looked after: the close list, and what authorities have received */
	RIGHT_CARDS = 4,  /* give a pupil a card, block one */
	RIGHT_SCHOOL = 8, /* close the school for the day */
};
/* The text is kept with each event as the person's position, and goes to authorities with a mended flag. */
#define POST_LIST(X)                                                                               \
	X(POST_OFFICE, "school office", RIGHT_REGISTER | RIGHT_CARDS)                              \
	X(POST_TEACHER, "teacher", RIGHT_REGISTER)                                                 \
	X(POST_ATTENDANCE, "attendance officer",                                                   \
	  RIGHT_REGISTER | RIGHT_TRACKED | RIGHT_CARDS | RIGHT_SCHOOL)                             \
	X(POST_DESIGNATED, "designated teacher", RIGHT_REGISTER | RIGHT_TRACKED | RIGHT_SCHOOL)    \
	X(POST_HEAD, "headteacher", RIGHT_REGISTER | RIGHT_SCHOOL)
#define POST_ENUM(name, text, rights) name,
enum post { POST_LIST(POST_ENUM) POST_COUNT };
#undef POST_ENUM
const char *post_text(enum post post);
bool post_parse(const char *text, enum post *out);
unsigned post_rights(enum post post);

/* A member of staff as the store knows them. */
struct staff_member {
	uint32_t key; /* the store's; 0: nobody */
	char name[96];
	enum post post;
};

#define PIN_DIGITS_LEAST 4
#define PIN_DIGITS_MAX 8
#define STAFF_HIDE_MS 50000 /* without a touch the names are hidden ... */
#define STAFF_LOCK_MS 60000 /* ... and then staff mode ends */

/* Something to be made durable: an event with the member's name and post. Answered with STAFFROOM_DONE or STAFFROOM_REFUSED. */
enum act_kind {
	ACT_NONE,
	ACT_HERE,         /* a mark of presence for the session of now */
	ACT_CODE,         /* a mark with `code` */
	ACT_NOT_HERE,     /* N: somebody has looked, and the child is not here */
	ACT_UNDO,         /* the pupil's arrival of this session is taken back */
	ACT_CLOSE_SCHOOL, /* the sessions of today whose register has not been taken, with `code` */
	ACT_GIVE_CARD,    /* the card last tapped (STAFFROOM_NEW_CARD) becomes the pupil's */
	ACT_BLOCK_CARDS,  /* all cards of the pupil are known no more */
	ACT_DOOR_NOT_IN_USE, /* today: `door` */
	ACT_DOOR_IN_USE,     /* again, from now on: `door` */
	ACT_LATE_TOGETHER,   /* a mark of lateness for each of `chosen`: all of them or none */
	ACT_PRINT, /* the evacuation list goes to the printer; how that ended, STAFFROOM_PRINTED says later */
};
struct staff_act {
	enum act_kind kind;
	uint32_t pupil;
	struct code code;
	size_t door; /* index in the site */
	/* Which a mark is about; from the close list the one whose register closed last, day 0 when none has. */
	struct session session;
};

/* Pupils of a list that one act is about: to choose from, and chosen. The newest, so that what is left out comes up when
 * these are done. */
#define STAFF_TOGETHER_MAX 256
struct staff_group {
	struct session session;
	uint32_t pupils[STAFF_TOGETHER_MAX];
	size_t count;
};
bool staff_group_has(const struct staff_group *group, uint32_t pupil);

enum staffroom_input_kind {
	STAFFROOM_CARD,     /* a staff card, on any screen: `member` */
	STAFFROOM_NEW_CARD, /* a card that nobody has, while one is waited for */
	STAFFROOM_TOUCHED,
	STAFFROOM_PIN_RIGHT, /* the answer to check_pin ... */
	STAFFROOM_PIN_WRONG,
	STAFFROOM_PIN_LATER, /* ... too many were wrong: wait `wait_s` */
	STAFFROOM_DONE,
	STAFFROOM_REFUSED, /* could not be made durable, or may not be: `problem` says why */
	STAFFROOM_PRINTED, /* the printer has taken the list, or `problem` */
	STAFFROOM_TIME
};
/* What could not be done, in words of the table of the ui. */
enum staff_problem {
	STAFF_NO_PROBLEM,
	STAFF_NOT_KEPT, /* the disk: nothing is recorded */
	STAFF_RANDOM_CARD, /* a UID that begins 08 is another at each tap (ISO/IEC 14443-3: random UID) */
	STAFF_CARD_TAKEN, /* is somebody's already */
	STAFF_NOTHING_TO_UNDO,
	STAFF_REGISTERS_TAKEN, /* of today, before the school was to be closed */
	STAFF_CLOCK_WRONG,     /* nobody could tell of which day it was said */
	STAFF_NO_PRINTING,     /* there is no program that prints */
	STAFF_PRINTER_REFUSED, /* it is off, gone or not known */
	STAFF_PRINTER_SILENT,  /* no answer in time */
	STAFF_PRINTER_BUSY     /* the list before is still under way */
};
struct staffroom_input {
	enum staffroom_input_kind kind;
	struct moment now;
	struct staff_member member;
	struct flow_touch touch;
	struct session session; /* STAFFROOM_TOUCHED: the one of now ... */
	struct session
		closed; /* ... and the one of today whose register closed last; day 0: none */
	/* STAFFROOM_TOUCHED on SCREEN_LATE_TOGETHER: who came late, and nobody else can be chosen; NULL: nobody. */
	const struct staff_group *late;
	int wait_s;
	enum staff_problem problem;
};

struct staffroom {
	enum screen screen; /* SCREEN_IDLE: nobody is in, the pupils' flow is shown */
	struct staff_member member;
	char pin[PIN_DIGITS_MAX + 1];
	int wait_s;
	bool wrong_pin;
	uint32_t pupil; /* whom SCREEN_STAFF_PUPIL or the code picker is about */
	char form[FLOW_FORM_SIZE];
	int page;
	bool hidden;  /* names are hidden, any touch shows them again */
	bool waiting; /* an act is being made durable */
	struct staff_act asked;
	struct staff_act
		question; /* "Are you sure?": TOUCH_YES does it, TOUCH_NO does not; ACT_NONE: nothing is asked */
	enum staff_problem problem; /* of the last act, shown until the next touch */
	bool done;                  /* the last act was made durable: said until the next touch */
	bool printing;              /* a list is on its way to the printer ... */
	bool printed;               /* ... which has taken it: said until the next touch */
	enum screen before;         /* where the code picker goes back to ... */
	int page_before;            /* ... and to which page; of `list`, while a pupil is shown */
	/* As of the last touch, and in the code picker as of the touch that led there: a reason is one for the session that was seen when it
	 * was asked for, should a register close meanwhile. */
	struct session session, closed;
	enum screen list; /* where SCREEN_STAFF_PUPIL goes back to: SCREEN_REGISTER, SCREEN_FOUND */
	struct spelling search;    /* kept while it leads somewhere; never while names are hidden */
	struct staff_group chosen; /* on SCREEN_LATE_TOGETHER, and nowhere else */
	int64_t touched_mono_ms;
};

struct staffroom_effects {
	bool check_pin; /* ask whether `pin` is `member`'s, then say STAFFROOM_PIN_... */
	struct staff_act act;
	bool redraw; /* and the rows are to be looked up anew */
};

void staffroom_init(struct staffroom *staffroom);
/* A touch that does not belong to the screen shown, or to the member's rights, changes nothing but the time of the last touch (and takes
 * what was said of the last act away). A staff card while somebody else is in begins anew with the PIN; one's own changes nothing. The
 * minute counts from the card or the last touch: whatever comes after it finds staff mode locked. While names are hidden, a
 * touch shows them again and does nothing else; TOUCH_LOCK locks. TOUCH_NOTHING counts as a touch, and leaves what was said of the
 * last act. */
struct staffroom_effects staffroom_step(struct staffroom *staffroom,
					const struct staffroom_input *input);
/* INT64_MAX: never. */
int64_t staffroom_deadline(const struct staffroom *staffroom);
/* Which session the screen is about. */
struct session staffroom_session(const struct staffroom *staffroom);

/* -- what the screens show -------------------------------------------------------------------------- */

/* A pupil in a list. What is said of them is worded by the ui: the state and its minute. */
struct staff_row {
	uint32_t pupil;
	char name[224];
	char form[FLOW_FORM_SIZE];
	enum state state;
	bool seen;      /* nothing is known yet when false: the register is open and nobody came */
	int16_t minute; /* of the arrival or departure; -1: none */
	struct code code;
	bool marked;   /* by a person */
	bool is_form;  /* evacuation list: no pupil, but the heading of `form` ... */
	size_t inside; /* ... of which so many are in the building */
	bool chosen;   /* SCREEN_LATE_TOGETHER */
};
/* A code of the picker: the meaning as the table of codes says it, in plain words. */
struct staff_code {
	struct code code;
	char meaning[120];
};
/* What the delivery screen warns of. */
#define STAFF_ROLL_OLD_DAYS 7           /* older than this */
#define STAFF_CERTIFICATE_SHORT_DAYS 30 /* fewer than this */
#define STAFF_DISK_SHORT_MB 200         /* less than this */
/* Have officers opened what was received? Not every virtual school tells. */
enum staff_opened { STAFF_OPENED_NOT_TOLD, STAFF_OPENED_NOT_YET, STAFF_OPENED_ALL };
#define STAFF_TELEPHONE_SIZE 40
/* An authority on the delivery screen. */
struct staff_delivery {
	char authority[120];
	int16_t delivered_minute;             /* today: all was received then; -1: not yet today */
	enum staff_opened opened;             /* there, of what was received */
	size_t queued;                        /* events that wait */
	int16_t failing_since_minute;         /* -1: the last try went well */
	char telephone[STAFF_TELEPHONE_SIZE]; /* empty: not known */
	size_t parked; /* events refused for good, which somebody must look into */
};
/* The door of a kiosk of the site on SCREEN_DOORS. */
struct staff_door {
	char name[KIOSK_ID_SIZE]; /* the kiosk's id as a reader would say it: "Side gate" */
	bool own;                 /* this kiosk's */
	enum door_state state;
	int16_t since_minute; /* of DOOR_NOT_IN_USE: from then on alone; -1: all day */
	size_t index;         /* in the site */
};
/* How the kiosk is. */
struct staff_health {
	int roll_age_days;
	enum trust clock;
	bool reader_well;
	int disk_free_mb;
	int certificate_days; /* the least of all; INT_MAX: none */
	bool key_refused; /* by an authority: nothing goes there until the kiosk is enrolled again */
};
#define STAFF_ROWS_MAX 32
/* Places of the pad that erasing and showing take; while there is nothing to erase, a page has so many letters more. */
#define STAFF_SEARCH_ACTIONS 4
struct staff_view {
	enum screen screen;
	const char *who;  /* the member's name; empty on the PIN screen */
	const char *post; /* and position, as post_text */
	unsigned rights;
	int pin_digits; /* entered so far */
	bool wrong_pin, hidden, done;
	bool printer;           /* one is set up */
	bool printing, printed; /* as the machine has it */
	int wait_s;
	enum staff_problem problem;
	struct staff_act
		question; /* closing the school and blocking cards are asked once more, on the same screen: YES, NO */
	struct staff_row rows[STAFF_ROWS_MAX]; /* of a list of pupils: of this page */
	size_t row_count;
	struct staff_row
		about; /* the pupil that SCREEN_STAFF_PUPIL, the code picker or the card screen is about */
	char forms[STAFF_ROWS_MAX][FLOW_FORM_SIZE];
	size_t form_count;
	struct staff_code codes[STAFF_ROWS_MAX];
	size_t code_count;
	struct staff_delivery deliveries[AUTHORITIES_MAX]; /* of this page */
	/* 0 on the last page, which tells of the kiosk itself, and without RIGHT_TRACKED, when that page is the only one. */
	size_t delivery_count;
	struct staff_health health;
	struct staff_door doors[SITE_KIOSKS_MAX]; /* of this page */
	size_t door_count;
	size_t doors_of_site, doors_in_use; /* all pages */
	size_t to_check;     /* of the close list, all pages; 0 without RIGHT_TRACKED */
	size_t inside;       /* of the evacuation list, all pages */
	enum part part;      /* SCREEN_LATE_TOGETHER: of which session ... */
	size_t late, chosen; /* ... of all pages */
	char search[40];     /* the letters so far; empty: none, and then nobody is found */
	size_t found;        /* whom they lead to, all pages */
	uint8_t letters[STAFF_ROWS_MAX]; /* that may come next: of this page */
	size_t letter_count;
	int16_t due_minute; /* when untouched rows of the close list go; -1: they have gone, or no register has closed */
	int page, pages;
};
