#pragma once
/* course_school: the school of a course, as its words make it. */
#include "core/care.h"
#include "tests/support/facts.h"

#define COURSE_ROWS_MAX 24

struct course_school {
	struct school school;
	struct child child;
	struct expectation arranged[COURSE_ROWS_MAX];
	struct closure closures[COURSE_ROWS_MAX];
	struct care care[COURSE_ROWS_MAX];
	size_t care_count;
	int off_days[COURSE_ROWS_MAX]; /* from the Monday */
	size_t off_count;
	unsigned heard_of; /* cohorts */
	bool explained_too;
	bool away;
	bool watched; /* coverage from the facts */
	bool counted;
	size_t arrivals, usual;
	char form[16];
	struct form_count form_count, whole_count;
};

void course_school_make(struct course_school *out);
/* Applies words (course.h); a bad one ends the test program. */
void course_school_change(struct course_school *school, const char *words);
bool course_school_off(const struct course_school *school, int32_t day);
