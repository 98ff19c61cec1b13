#pragma once
/* reader_line: the lines firstbell-reader writes, out of the bytes that come. Whatever comes: endless lines,
 * NULs, halves. */
#include "core/base.h"

#define READER_LINE_MAX 96

struct reader_lines {
	char text[READER_LINE_MAX];
	size_t length;
	bool overlong; /* skipping to the next newline */
};

enum reader_word {
	READER_NONSENSE, /* no line of ours: nothing but a newline is proven */
	READER_ALIVE,
	READER_WELL,
	READER_LOST,
	READER_CARD,
};
struct reader_line {
	enum reader_word word;
	struct card card; /* READER_CARD */
	char reason
		[READER_LINE_MAX]; /* READER_LOST: printable ASCII without digits, so that no card's number gets through */
};

/* One byte more; true when it ended a line, written to *out. Zeroed state is ready. */
bool reader_lines_step(struct reader_lines *lines, char byte, struct reader_line *out);
