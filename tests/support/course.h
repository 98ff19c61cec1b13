#pragma once
/* course: a course of events at an invented school, in short words: at each step what the rules say of one child, and what its
 * authorities are told. The steps of closing.c, in memory and without its shortcuts. */
#include "core/care.h"
#include "tests/support/facts.h"

#define COURSE_STEPS_MAX 8

/* Days are counted from Monday 14 September 2026 (FACTS_MONDAY): "+7" or "-3"; "*" is for ever. */
struct course_step {
	const char *when;    /* now: "HH:MM", or "+DAY HH:MM"; NULL ends the steps */
	const char *session; /* asked: "AM" or "PM" of today, or "+DAY PM" */
	const char *facts;   /* facts_add() of today; what follows a '|' changes the school */
	const char *verdict; /* see course_say_verdict(); NULL: not looked at */
	/* What is written, in the words of facts_say(): 835's, then " | 838: " and what 838 is told, and so on; NULL: not looked at */
	const char *told;
};

/* The school is facts_school(), its child on the roll for long, named by 835 as CH-A, seen all day on the Friday before; each
 * register closes at its bell. Otherwise than that, parted by ';':
 *   arranged mon..fri|all AM|PM|both CODE [FROM TO]
 *   closure DAY[..DAY] AM|PM|both CODE [YEAR ...]
 *   rolled FROM TO, year N, no-roll, enrolled, roster DAY
 *   tapped, wales, kiosks N (door, gate, hall: coverage from the facts, otherwise it is whole)
 *   arrivals N of USUAL, form NAME [UNSEEN of EXPECTED [UNSEEN of EXPECTED in the school]] (at each close from that Monday on)
 *   care none, care AUTHORITY REF FROM TO [COHORT], hears COHORT, explained, away (not seen on the Friday before)
 *   off DAY (the kiosk is off: that day's registers are not closed by themselves) */
struct course {
	const char *sentence;
	const char *school;
	struct course_step steps[COURSE_STEPS_MAX];
};

/* "unexplained N confirmed", "unknown N unverified kiosk_down", "elsewhere B ask by 10:20"; and, where it is so, "conflict",
 * "arrangement ended", "not on roll". */
void course_say_verdict(char *out, size_t size, const struct verdict *verdict);

/* A cmocka test whose state is a struct course. After each step nothing is left to tell. */
void course_check(void **state);
/* Runs them all; the exit code. */
int course_run(const char *name, struct course *courses, size_t count);
