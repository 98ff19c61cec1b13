#pragma once
/* problems: what is wrong with a file, and what is odd about it, each with its place. Never a child's name in the words. */
#include "core/base.h"

#define PROBLEMS_SHOWN 20
#define PROBLEM_TEXT_SIZE 400

struct problem {
	uint32_t line;   /* 0: the file as a whole */
	uint32_t column; /* characters, from 1; 0: the line as a whole */
	char text[PROBLEM_TEXT_SIZE];
};
struct problem_list {
	struct problem shown[PROBLEMS_SHOWN]; /* the first ones */
	size_t count;                         /* of all */
};
struct problems {
	struct problem_list bad;      /* one is enough: nothing of the file is imported */
	struct problem_list warnings; /* imported all the same */
};
__attribute__((format(printf, 4, 5))) void problems_add(struct problem_list *list, uint32_t line,
							uint32_t column, const char *format, ...);
