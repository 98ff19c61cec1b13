#pragma once
/* facts: a day at an invented school, told in short words, for tests of the rules. */
#include "core/notice.h"
#include "core/rules.h"

#define FACTS_MAX 2048
#define FACTS_PUPIL 7

/* The events told so far and the roll they add up to. Large: keep it static. */
struct facts {
	struct event events[FACTS_MAX];
	size_t count;
	struct roll_fact memory[FACTS_MAX];
	struct roll roll;
	uint32_t pupil; /* of movements and marks to come */
};
void facts_clear(struct facts *facts);

/* Adds "TIME [@KIOSK] [#PUPIL] WORD ..." items, parted by ';', of a day; a bad word ends the test program.
 * TIME is [d-N] HH:MM[:SS], d-1 being the day before. KIOSK is "door" and PUPIL is facts->pupil unless said otherwise.
 *   tap, left, back               movements
 *   why AM|PM                     a reason given for coming late
 *   mark AM|PM CODE [ROLE]        staff's mark; [ROLE] is one word
 *   mis AM|PM CODE [ROLE]         the school's own system's
 *   closure AM|PM|both CODE       announced by the head
 *   closed AM|PM                  the register was closed
 *   shut AM|PM                    closed by staff
 *   missing AM|PM [FORM]          most of a form, or of the school, was not seen
 *   undo                          takes back the item before
 *   up, down, lost, found, beat, sick, step MS    the kiosk; "sick" is a heartbeat of a reader that is not well
 *   unused DOOR, used DOOR        staff say that the door of this kiosk is not in use today; that it is
 *   beats HH:MM                   heartbeats each minute from TIME to HH:MM
 * AM-2 is the morning of two days before. '?' after a word: the clock is untrusted. */
void facts_add(struct facts *facts, int32_t day, const char *script);

/* Monday 14 September 2026. */
#define FACTS_MONDAY 20710
/* Formats' example school: 08:30, 08:50, 09:20; 12:40, 13:10, 13:25; the afternoon carried; one kiosk, "door". */
void facts_school(struct school *school);
/* Into the calendar's list, which is `closures` and has room, where its day belongs. */
void facts_close(struct calendar *calendar, struct closure *closures, struct closure closure);
/* On the roll for ever, of year 9. */
struct child facts_child(void);

/* Adds a notice in short words to a text, "; " between two: "raised CH-A first_day 1 confirmed N",
 * "withdrawn CH-A arrived_late U 10:12", "closed EXPECTED=PRESENT+ABSENT+UNKNOWN CHILD:STATE:CODE ...", ended by "late" where
 * the register was not closed on its day. */
void facts_say(char *out, size_t size, const struct notice *notice);

/* A small generator for laws: the same numbers on every machine. */
uint32_t facts_random(uint64_t *seed, uint32_t below);
/* $SEED or a fixed one, printed as a TAP comment. */
uint64_t facts_seed(void);
