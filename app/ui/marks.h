#pragma once
/* marks: the pictures, drawn as shapes: each result has its own outline, so that colour is never the only sign. */
#include "ui/paint.h"

#define MARK_LIST(X)                                                                               \
	X(MARK_NONE, "none")                                                                       \
	X(MARK_CARD, "card")   /* a card with its waves */                                         \
	X(MARK_TICK, "tick")   /* in time */                                                       \
	X(MARK_CLOCK, "clock") /* late */                                                          \
	X(MARK_SMILE, "smile") /* thanks */                                                        \
	X(MARK_BUS, "bus")                                                                         \
	X(MARK_BED, "bed")                                                                         \
	X(MARK_DIARY, "diary") /* an appointment */                                                \
	X(MARK_ILL, "ill")     /* a thermometer */                                                 \
	X(MARK_FAMILY, "family")                                                                   \
	X(MARK_LUNCH, "lunch")                                                                     \
	X(MARK_DOTS, "dots")         /* something else */                                          \
	X(MARK_OUT, "out")           /* out of a door */                                           \
	X(MARK_RETURN, "return")     /* round and back */                                          \
	X(MARK_DOOR, "door")         /* someone in a doorway: in already */                        \
	X(MARK_QUESTION, "question") /* a card with a question mark */                             \
	X(MARK_BELL, "bell")         /* the bell on the office's counter */                        \
	X(MARK_FINGER, "finger")     /* a finger touching: no card is asked for */                 \
	X(MARK_PERSON, "person")                                                                   \
	X(MARK_BACK, "back")                                                                       \
	X(MARK_ON, "on")                                                                           \
	X(MARK_HOME, "home")                                                                       \
	X(MARK_YES, "yes")                                                                         \
	X(MARK_NO, "no")                                                                           \
	X(MARK_LOCK, "lock")                                                                       \
	X(MARK_WARNING, "warning") /* a sign with an exclamation mark */                           \
	X(MARK_DOT, "dot")         /* a digit that was entered */                                  \
	X(MARK_BOX, "box")         /* not chosen */                                                \
	X(MARK_TICKED, "ticked")   /* a box with a tick: chosen */                                 \
	X(MARK_PRINTER, "printer")
#define MARK_ENUM(name, text) name,
enum mark { MARK_LIST(MARK_ENUM) MARK_COUNT };
#undef MARK_ENUM
const char *mark_text(enum mark mark);
/* Draws it as large as the box allows, in the middle; `ground` is the colour it stands on. */
void mark_draw(struct paint *paint, enum mark mark, const struct box *box, uint32_t ink,
	       uint32_t ground);
