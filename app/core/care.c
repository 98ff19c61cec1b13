#include "core/care.h"

#include <string.h>

static const char *const cohorts[] = {
#define COHORT_TEXT(name, text) [name] = text,
	COHORT_LIST(COHORT_TEXT)
#undef COHORT_TEXT
};

const char *cohort_text(enum cohort cohort)
{
	ENSURE((size_t)cohort < COUNT_OF(cohorts));
	return cohorts[cohort];
}

bool cohort_parse(const char *text, enum cohort *out)
{
	for (size_t i = 0; i < COUNT_OF(cohorts); i++) {
		if (strcmp(text, cohorts[i]) == 0) {
			*out = (enum cohort)i;
			return true;
		}
	}
	return false;
}

bool care_holds(const struct care *care, unsigned heard_of, int32_t day)
{
	return (heard_of & 1u << care->cohort) && care->from_day <= day && day <= care->to_day;
}

/* Sorted by from_day: a fact that ends later than the next begins, or on the day before, leaves no gap. */
int32_t care_since(const struct care *care, size_t at, unsigned heard_of)
{
	int32_t since = care[at].from_day;
	for (size_t i = at; i > 0; i--) {
		const struct care *earlier = &care[i - 1];
		if (strcmp(earlier->authority, care[at].authority) ||
		    strcmp(earlier->child_ref, care[at].child_ref))
			break;
		bool told = heard_of & 1u << earlier->cohort;
		if (told && (int64_t)earlier->to_day + 1 >= since)
			since = earlier->from_day;
	}
	return since;
}

static int number_compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* The last three only make the order of otherwise equal rows the same everywhere. */
static int care_compare(const struct care *a, const struct care *b)
{
	int order = strcmp(a->authority, b->authority);
	if (!order)
		order = strcmp(a->child_ref, b->child_ref);
	if (!order)
		order = number_compare(a->from_day, b->from_day);
	if (!order)
		order = number_compare(a->to_day, b->to_day);
	if (!order)
		order = number_compare(a->cohort, b->cohort);
	return order ? order : number_compare(a->pupil, b->pupil);
}

/* Shell's sort: no heap, no stdlib, quick enough for the largest school. */
void care_sort(struct care *care, size_t count)
{
	for (size_t gap = count / 2; gap > 0; gap /= 2) {
		for (size_t i = gap; i < count; i++) {
			struct care held = care[i];
			size_t at = i;
			for (; at >= gap && care_compare(&held, &care[at - gap]) < 0; at -= gap)
				care[at] = care[at - gap];
			care[at] = held;
		}
	}
}
