#pragma once
/* step: what happens next in a simulated year: a queue by time, and the list of what was left out of the year. */
#include "core/base.h"

#define STEP_LIST(X)                                                                               \
	X(STEP_DAY)     /* the plan of a day begins */                                             \
	X(STEP_BEAT)    /* a kiosk's minute; a: 1 with the beat's work as well */                  \
	X(STEP_MOVE)    /* a child at a door; a: event kind, b: tries left */                      \
	X(STEP_UNDO)    /* staff take back the child's last arrival of the day */                  \
	X(STEP_MARK)    /* a: session's day, b: part, and 2 for the MIS */                         \
	X(STEP_CLOSURE) /* staff close the school today */                                         \
	X(STEP_DOOR)    /* staff say of the door of kiosk `other`: a: 1 not in use, 0 in use */    \
	X(STEP_IMPORT)  /* the office's lists have changed */                                      \
	X(STEP_CUT)     /* power gone; a: minutes until it is back, b: 1 with the clock unset */   \
	X(STEP_OFF)     /* switched off in good order; a: minutes */                               \
	X(STEP_ON)                                                                                 \
	X(STEP_READER)   /* a: 1 lost, 0 back */                                                   \
	X(STEP_CLOCK)    /* a: offset in ms, b: trust */                                           \
	X(STEP_COMMIT)   /* the a-th write from now fails; 0: taken back */                        \
	X(STEP_NETWORK)  /* a: 1 down, 0 up */                                                     \
	X(STEP_SLOW)     /* a: ms that a message takes */                                          \
	X(STEP_EXCHANGE) /* what `kiosk` sends to `other`: a: 1 silent, 0 heard */                 \
	X(STEP_AGAIN)    /* what was exchanged last comes again */                                 \
	X(STEP_BACKUP)                                                                             \
	X(STEP_RESTORE)                                                                            \
	X(STEP_SEND)  /* an outbox has something to do; a: its turn, stale when another came */    \
	X(STEP_POST)  /* a batch reaches the virtual school; a: packet */                          \
	X(STEP_REPLY) /* its answer, or its failure, reaches the kiosk; a: packet */               \
	X(STEP_CHECK) /* a: what is checked */
#define STEP_ENUM(name) name,
enum step_kind { STEP_LIST(STEP_ENUM) STEP_KIND_COUNT };
#undef STEP_ENUM
const char *step_text(enum step_kind kind);

/* Classes of what may be left out of a year, for the shortest history. */
#define CLASS_LIST(X)                                                                              \
	X(CLASS_PLAN, "plan")                                                                      \
	X(CLASS_TAPS, "taps")                                                                      \
	X(CLASS_NOON, "noon")                                                                      \
	X(CLASS_MARKS, "marks")                                                                    \
	X(CLASS_CLOSURES, "closures")                                                              \
	X(CLASS_DOORS, "doors")                                                                    \
	X(CLASS_IMPORTS, "imports")                                                                \
	X(CLASS_POWER, "power")                                                                    \
	X(CLASS_READER, "reader")                                                                  \
	X(CLASS_CLOCK, "clock")                                                                    \
	X(CLASS_COMMIT, "commit")                                                                  \
	X(CLASS_NETWORK, "network")                                                                \
	X(CLASS_EXCHANGE, "exchange")                                                              \
	X(CLASS_RESTORE, "restore")
#define CLASS_ENUM(name, text) name,
enum step_class { CLASS_LIST(CLASS_ENUM) CLASS_COUNT };
#undef CLASS_ENUM
const char *class_text(enum step_class class);

struct step {
	int64_t at_ms;
	uint32_t order; /* of two at one time the earlier pushed comes first */
	uint32_t
		name; /* of a planned one: the same in each run of the seed; 0: it follows from another */
	uint8_t kind;
	uint8_t class;
	uint8_t kiosk, other;
	int16_t person;
	char code[3];
	int64_t a, b;
};

struct queue {
	struct step *steps; /* a heap */
	size_t count, capacity;
	uint32_t pushed;
};
void queue_push(struct queue *queue, const struct step *step);
/* False: nothing is left. */
bool queue_pop(struct queue *queue, struct step *out);
void queue_release(struct queue *queue);

/* What is left out. */
#define FILTER_NAMES_MAX 20000
struct filter {
	unsigned classes_out;    /* bit n for enum step_class n */
	int32_t quiet_until_day; /* nothing but the beats happens before it */
	int32_t days;            /* the year has no more than so many; 0: as planned */
	int32_t end_day;         /* the year ends here; INT32_MAX: as planned */
	bool only;               /* of the planned steps only those of `names` happen */
	uint32_t *names;         /* sorted */
	size_t name_count;
};
bool filter_drops(const struct filter *filter, const struct step *step, int32_t day);
