#include "tests/simulation/counts.h"

#include <stdio.h>

const char *count_text(enum count count)
{
#define COUNT_TEXT(name, text) text,
	static const char *const texts[] = {COUNT_LIST(COUNT_TEXT)};
#undef COUNT_TEXT
	return texts[count];
}

static void add(uint64_t *to, const uint64_t *from, size_t count)
{
	for (size_t i = 0; i < count; i++)
		to[i] += from[i];
}

void counts_add(struct counts *to, const struct counts *from)
{
	add(to->of, from->of, COUNT_OF(to->of));
	add(to->steps, from->steps, COUNT_OF(to->steps));
	add(to->states, from->states, COUNT_OF(to->states));
	add(to->withdrawals, from->withdrawals, COUNT_OF(to->withdrawals));
	add(to->because, from->because, COUNT_OF(to->because));
}

static int print(const char *what, const char *name, uint64_t value)
{
	printf("%12llu  %s%s\n", (unsigned long long)value, what, name);
	return value == 0;
}

int counts_print(const struct counts *counts)
{
	int none = 0;
	for (int i = 0; i < STEP_KIND_COUNT; i++)
		none += print("step ", step_text((enum step_kind)i), counts->steps[i]);
	for (int i = 0; i < STATE_COUNT; i++)
		none += print("told: ", state_text((enum state)i), counts->states[i]);
	for (int i = 0; i <= WITHDRAWAL_NOT_ON_ROLL; i++)
		none += print("withdrawn: ", withdrawal_text((enum withdrawal)i),
			      counts->withdrawals[i]);
	for (int i = 0; i < BECAUSE_KINDS; i++)
		none += print("unverified: ", because_text(1u << i), counts->because[i]);
	for (int i = 0; i < COUNT_COUNT; i++)
		none += print("", count_text((enum count)i), counts->of[i]);
	return none;
}
