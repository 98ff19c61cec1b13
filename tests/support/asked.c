#include "tests/support/asked.h"

#include <stdio.h>
#include <string.h>

static bool same_fact(const struct roll_fact *a, const struct roll_fact *b)
{
	return a == b || (a && b && event_key_compare(&a->key, &b->key) == 0);
}

static bool is_alarm(const struct verdict *verdict)
{
	return verdict->state == STATE_UNEXPLAINED || verdict->state == STATE_UNKNOWN;
}

bool asked_is_absence(const struct verdict *verdict)
{
	return is_alarm(verdict) || verdict->state == STATE_EXPLAINED ||
	       verdict->state == STATE_SUSPENDED;
}

/* What two answers differ in; NULL: nothing. */
const char *asked_difference(const struct answer *a, const struct answer *b)
{
	if (a->verdict.state != b->verdict.state)
		return "state";
	if (strcmp(a->verdict.code.text, b->verdict.code.text) != 0)
		return "code";
	if (a->verdict.on_roll != b->verdict.on_roll)
		return "on_roll";
	if (a->verdict.conflict != b->verdict.conflict)
		return "conflict";
	if (is_alarm(&a->verdict) && a->verdict.certainty != b->verdict.certainty)
		return "certainty";
	if (is_alarm(&a->verdict) && a->verdict.because != b->verdict.because)
		return "because";
	if (!same_fact(a->verdict.evidence, b->verdict.evidence))
		return "evidence";
	if (a->verdict.confirm_by_min != b->verdict.confirm_by_min)
		return "confirm_by_min";
	if (a->verdict.grid_ended != b->verdict.grid_ended)
		return "grid_ended";
	if (strcmp(a->settled.text, b->settled.text) != 0)
		return "settled code";
	if (a->asked_spell && a->spell.days != b->spell.days)
		return "days of the spell";
	if (a->asked_spell && a->spell.first_day != b->spell.first_day)
		return "first_day";
	if (a->asked_spell && a->whole != b->whole)
		return "need of more history";
	return NULL;
}

void asked_say(const char *who, const struct answer *answer)
{
	const struct verdict *verdict = &answer->verdict;
	printf("# %s: %s \"%s\"%s%s %s because %u confirm by %d%s, later \"%s\", by ", who,
	       state_text(verdict->state), verdict->code.text, verdict->on_roll ? "" : " off roll",
	       verdict->conflict ? " conflict" : "", certainty_text(verdict->certainty),
	       verdict->because, verdict->confirm_by_min, verdict->grid_ended ? " grid ended" : "",
	       answer->settled.text);
	if (verdict->evidence)
		invented_say_fact(verdict->evidence);
	else
		printf("nothing");
	if (answer->asked_spell)
		printf("; spell of %d%s%s", answer->spell.days,
		       answer->spell.first_day ? " first_day" : "",
		       answer->whole ? "" : ", more history needed");
	printf("\n");
}

/* What must have occurred for an agreement to say anything. */
#define SITUATIONS(X)                                                                              \
	X(OFF_ROLL, "not on the roll")                                                             \
	X(NO_ROLL, "on no roll at all, and unknown")                                               \
	X(CONFLICT, "a conflict is shown")                                                         \
	X(CONFIRM_BY, "a provider is to be asked")                                                 \
	X(GRID_ENDED, "an arrangement has ended")                                                  \
	X(CONFIRMED, "an absence is confirmed")                                                    \
	X(BECAME_O, "N has become O")                                                              \
	X(STAYED_N, "N stands")                                                                    \
	X(STRANGE, "a code in no table")                                                           \
	X(CARRIED, "an arrival of the morning counts in the afternoon")                            \
	X(CARRIED_MARK, "a mark of the morning counts in the afternoon")                           \
	X(BY_MARK, "a mark decides")                                                               \
	X(BY_ANNOUNCEMENT, "an announced closure decides")                                         \
	X(ARRANGED, "an arrangement or the calendar decides")                                      \
	X(FIRST_OF_FIRST, "first_day on day 1")                                                    \
	X(FIRST_LATER, "first_day on a later day")                                                 \
	X(CONTINUING, "continuing")                                                                \
	X(LONG, "a spell of more than five days")                                                  \
	X(MORE, "more history is needed")                                                          \
	X(WHOLE, "no more history is needed")                                                      \
	X(SETTLED_SPELL, "a spell under way that is explained or suspended")
#define SITUATION_ENUM(name, text) name,
enum situation { SITUATIONS(SITUATION_ENUM) SITUATION_COUNT };
#define SITUATION_TEXT(name, text) text,
static const char *const situation_texts[] = {SITUATIONS(SITUATION_TEXT)};
#define CLASSES 6
static const char *const classes[CLASSES] = {"P", "A", "AA", "UA", "NP", "NC"};
static long happened[SITUATION_COUNT], of_state[STATE_COUNT], of_reason[BECAUSE_KINDS],
	of_class[CLASSES];

static void happen(enum situation situation, bool truly)
{
	happened[situation] += truly;
}

static void count_evidence(const struct asked *asked, const struct verdict *verdict)
{
	const struct roll_fact *by = verdict->evidence;
	bool mark = by && by->kind == EVENT_MARKED;
	bool morning = asked->session.part == PART_PM && by && by->session.part == PART_AM &&
		       by->session.day == asked->session.day;
	happen(CARRIED, morning && by->kind == EVENT_ARRIVED);
	happen(CARRIED_MARK, morning && mark);
	happen(BY_MARK, mark && !morning);
	happen(BY_ANNOUNCEMENT, by && by->kind == EVENT_CLOSURE);
	happen(ARRANGED, !by && verdict->on_roll && verdict->code.text[0] && !is_alarm(verdict));
}

void asked_count(const struct invented *school, const struct asked *asked,
		 const struct answer *answer)
{
	const struct verdict *verdict = &answer->verdict;
	const struct oracle_code *row = oracle_code(school->school.nation, verdict->code);
	of_state[verdict->state]++;
	for (int i = 0; i < CLASSES; i++)
		of_class[i] += row && strcmp(row->class, classes[i]) == 0;
	for (int i = 0; i < BECAUSE_KINDS; i++)
		of_reason[i] += is_alarm(verdict) && (verdict->because >> i & 1) == 1;
	happen(OFF_ROLL, !verdict->on_roll);
	happen(NO_ROLL, asked->child->on_no_roll && is_alarm(verdict));
	happen(CONFLICT, verdict->conflict);
	happen(CONFIRM_BY, verdict->confirm_by_min != 0);
	happen(GRID_ENDED, verdict->grid_ended);
	happen(CONFIRMED, is_alarm(verdict) && verdict->certainty == CERTAINTY_CONFIRMED);
	happen(STAYED_N, strcmp(answer->settled.text, "N") == 0);
	happen(BECAME_O, strcmp(answer->settled.text, verdict->code.text) != 0);
	happen(STRANGE, !row && verdict->code.text[0]);
	count_evidence(asked, verdict);
	if (!answer->asked_spell)
		return;
	happen(SETTLED_SPELL, !is_alarm(verdict));
	happen(FIRST_OF_FIRST, answer->spell.first_day && answer->spell.days == 1);
	happen(FIRST_LATER, answer->spell.first_day && answer->spell.days > 1);
	happen(CONTINUING, !answer->spell.first_day);
	happen(LONG, answer->spell.days > 5);
	happen(MORE, !answer->whole);
	happen(WHOLE, answer->whole);
}

static const char *rarer(const char *rare, const char *text, long count, long least)
{
	printf("# %8ld %s\n", count, text);
	return count < least ? text : rare;
}

const char *asked_rare(long least)
{
	const char *rare = NULL;
	for (int i = 0; i < STATE_COUNT; i++)
		rare = rarer(rare, state_text((enum state)i), of_state[i], least);
	for (int i = 0; i < BECAUSE_KINDS; i++)
		rare = rarer(rare, because_text(1u << i), of_reason[i], least);
	for (int i = 0; i < CLASSES; i++)
		rare = rarer(rare, classes[i], of_class[i], least);
	for (int i = 0; i < SITUATION_COUNT; i++)
		rare = rarer(rare, situation_texts[i], happened[i], least);
	return rare;
}
