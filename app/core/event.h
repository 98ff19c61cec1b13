#pragma once
/* event: what happened at the school. Append-only; a correction is a new event (P7). */
#include "core/base.h"

#define EVENT_KIND_LIST(X)                                                                                        \
	X(EVENT_ARRIVED, "arrived")                                                                               \
	X(EVENT_LEFT, "left")                                                                                     \
	X(EVENT_RETURNED, "returned")                                                                             \
	X(EVENT_UNDONE, "undone") /* takes back the event `target`, which stays in the log */                     \
	X(EVENT_MARKED, "marked") /* `code` for `pupil` in `session` */                                           \
	X(EVENT_CLOSURE,                                                                                          \
	  "closure") /* unplanned: `code` for `session`, and for the other part of the day when `number` is 1 */  \
	X(EVENT_ROSTER_CHANGED, "roster_changed") /* `number`: the new roster version */                          \
	X(EVENT_SESSION_CLOSED,                                                                                   \
	  "session_closed") /* the register of `session` was closed at `at` */                                    \
	X(EVENT_FORM_MISSING,                                                                                     \
	  "form_missing") /* most of the form `number` was not seen when the register closed */                   \
	X(EVENT_LATE_REASON,                                                                                      \
	  "late_reason") /* what a pupil said of coming late to `session`, in words.reason: changes no verdict */ \
	X(EVENT_KIOSK_UP, "kiosk_up")                                                                             \
	X(EVENT_KIOSK_DOWN, "kiosk_down")                                                                         \
	X(EVENT_READER_LOST, "reader_lost")                                                                       \
	X(EVENT_READER_BACK, "reader_back")                                                                       \
	X(EVENT_CLOCK_STEPPED, "clock_stepped") /* `number`: ms, forwards positive */                             \
	X(EVENT_HEARTBEAT, "heartbeat")         /* `number`: 1 when the reader is well */                         \
	X(EVENT_STAFF_IN, "staff_in")           /* staff mode was opened, by whom the words say */                \
	X(EVENT_CARD_GIVEN, "card_given")       /* to `pupil`; its number is the words' reason */                 \
	X(EVENT_CARDS_BLOCKED, "cards_blocked") /* all of `pupil` */                                              \
	X(EVENT_DOOR_NOT_IN_USE,                                                                                  \
	  "door_not_in_use") /* today: of the kiosk that the words' reason names, by whom they say */             \
	X(EVENT_DOOR_IN_USE, "door_in_use") /* takes that back, from now on */                                    \
	X(EVENT_LIST_PRINTED,                                                                                     \
	  "list_printed") /* staff sent a list of names to the printer, who the words say */
#define EVENT_ENUM(name, text) name,
enum event_kind { EVENT_KIND_LIST(EVENT_ENUM) EVENT_KIND_COUNT };
#undef EVENT_ENUM
const char *event_kind_text(enum event_kind kind);
/* Did a pupil come or go? */
bool event_is_movement(enum event_kind kind);
bool event_kind_parse(const char *text, enum event_kind *out);

#define EVENT_SOURCE_LIST(X)                                                                       \
	X(SOURCE_KIOSK, "kiosk")                                                                   \
	X(SOURCE_CARD, "card")                                                                     \
	X(SOURCE_TOUCH, "touch")                                                                   \
	X(SOURCE_STAFF, "staff")                                                                   \
	X(SOURCE_MIS, "mis")
#define SOURCE_ENUM(name, text) name,
enum event_source { EVENT_SOURCE_LIST(SOURCE_ENUM) SOURCE_COUNT };
#undef SOURCE_ENUM
const char *event_source_text(enum event_source source);

/* Names an event for ever. Order comes from here, never from an id (protocol: sequence). */
struct event_key {
	char kiosk[KIOSK_ID_SIZE];
	uint64_t stream;   /* random, made with the log */
	uint64_t sequence; /* 1, 2, 3 ... */
};
/* Less, equal or greater than 0: by kiosk, stream, sequence. */
int event_key_compare(const struct event_key *a, const struct event_key *b);

/* Who did it and why; kept for amendments (original, new, reason, date, name and position). */
struct event_words {
	char by_name[96];
	char by_role[ROLE_SIZE];
	char reason[200];
};

struct event {
	struct event_key key;
	enum event_kind kind;
	enum event_source source;
	struct moment at;
	uint32_t pupil;         /* the store's key of a pupil; 0: none */
	struct session session; /* the session it speaks of; movements: the one `at` falls in */
	struct code code;
	struct event_key target; /* EVENT_UNDONE only */
	int64_t number;
	struct event_words words;
};

/* Does the event say what its kind needs, and nothing impossible? The store refuses others.
 * Movements and marks need a pupil, marks and closures a code and a person (staff, mis), a late
 * reason a pupil and the reason, what is said of a door a person, a kiosk and the day of `at`; what speaks of a kiosk or the school names no pupil; a movement's session is of the day of `at`;
 * `at` agrees with itself. A key without a sequence is one that the store has yet to fill in. */
bool event_valid(const struct event *event);
