#include "firmware/reader_line.h"

#include <string.h>

static void copy_reason(char *out, const char *text)
{
	for (; *text; text++) {
		bool plain = *text >= ' ' && *text <= '~' && !(*text >= '0' && *text <= '9');
		*out++ = plain ? *text : '?';
	}
	*out = '\0';
}

static const char *after(const char *text, const char *word)
{
	size_t size = strlen(word);

	return strncmp(text, word, size) == 0 ? text + size : NULL;
}

static void parse(const char *text, struct reader_line *out)
{
	const char *rest;

	*out = (struct reader_line){.word = READER_NONSENSE};
	if (strcmp(text, "alive") == 0)
		out->word = READER_ALIVE;
	else if (strcmp(text, "reader well") == 0)
		out->word = READER_WELL;
	else if ((rest = after(text, "card ")) && card_parse(rest, &out->card))
		out->word = READER_CARD;
	else if ((rest = after(text, "reader lost "))) {
		out->word = READER_LOST;
		copy_reason(out->reason, rest);
	}
}

bool reader_lines_step(struct reader_lines *lines, char byte, struct reader_line *out)
{
	if (byte != '\n') {
		/* A NUL would hide what follows it. */
		if (byte == '\0' || lines->length == sizeof lines->text - 1)
			lines->overlong = true;
		else
			lines->text[lines->length++] = byte;
		return false;
	}
	lines->text[lines->overlong ? 0 : lines->length] = '\0';
	parse(lines->text, out);
	*lines = (struct reader_lines){.length = 0};
	return true;
}
