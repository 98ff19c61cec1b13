#pragma once
/* script: a scenario file, read and checked (formats: scenario files). */
#include "core/base.h"

#define SCRIPT_WORDS_MAX 14
#define SCRIPT_WORD_SIZE 200

enum verb {
	VERB_TAP,        /* words[0] card; number: ms on the reader */
	VERB_TOUCH,      /* words[0] label */
	VERB_KEY,        /* number: enum hal_key; digit */
	VERB_HEADPHONES, /* on: in */
	VERB_PRINTER,    /* on: back */
	VERB_READER,     /* on: back */
	VERB_NETWORK,    /* on: up */
	VERB_DISK,       /* on: free, off: full */
	VERB_POWER_CUT,
	VERB_BOOT,
	VERB_CLOCK_STEP,    /* number: ms */
	VERB_CLOCK_TRUST,   /* on: trusted */
	VERB_MARK,          /* words: pupil, code, reason, name, role */
	VERB_CLOSURE,       /* words: code, reason */
	VERB_NEXT_DAY,      /* number: ms of the day */
	VERB_EXPECT_SENT,   /* words: type, then key=value; on: expected, off: not */
	VERB_EXPECT_LIGHT,  /* words[0] full, dim or off */
	VERB_EXPECT_SCREEN, /* words[0] text; on: expected, off: not */
	VERB_EXPECT_SPOKEN, /* words[0] text of what was said last; on: expected, off: not */
	VERB_END,
};

struct step {
	int line;
	int64_t at_ms; /* school-local ms of the day */
	enum verb verb;
	bool on;
	int64_t number;
	int digit;
	struct card card;
	int word_count;
	char words[SCRIPT_WORDS_MAX][SCRIPT_WORD_SIZE];
};

struct script {
	int32_t start_day;
	int64_t start_ms; /* of that day */
	struct step *steps;
	size_t count;
	uint64_t hash; /* of the file's bytes: the seed where none is given */
};

/* ERR_NOT_FOUND; ERR_BAD_INPUT with "file:line: reason" in `problem`; ERR_NO_MEMORY. */
MUST_CHECK enum err script_load(const char *path, struct script *out, char *problem,
				size_t problem_size);
void script_release(struct script *script);
