#include "ui/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORD_TEXT(name, text) text,
static const char *const english[] = {WORD_LIST(WORD_TEXT) WORD_STAFF_LIST(WORD_TEXT)};

struct words {
	char *file; /* the catalogue, NUL added */
	size_t size;
	const char *welsh[WORD_COUNT]; /* into file */
};

/* The .mo format (gettext manual, "The Format of GNU MO Files"), in the byte order of the machine
 * that msgfmt ran on, which is ours or its opposite. */
#define MO_MAGIC 0x950412deU
#define MO_SIZE_MAX (1 << 20)

static uint32_t number_at(const struct words *words, size_t offset)
{
	uint32_t value, magic;

	if (offset + sizeof(value) > words->size)
		return UINT32_MAX;
	memcpy(&value, words->file + offset, sizeof(value));
	memcpy(&magic, words->file, sizeof(magic));
	return magic == MO_MAGIC ? value : __builtin_bswap32(value);
}

/* The i-th string of a table of (length, offset) pairs; NULL: outside the file. */
static const char *string_at(const struct words *words, size_t table, uint32_t i)
{
	uint32_t length = number_at(words, table + (size_t)i * 8);
	uint32_t offset = number_at(words, table + (size_t)i * 8 + 4);

	if (length >= words->size || offset >= words->size - length)
		return NULL;
	return words->file[offset + length] == '\0' ? words->file + offset : NULL;
}

static enum err find_all(struct words *words)
{
	uint32_t count;

	if (words->size < 28 || number_at(words, 0) != MO_MAGIC)
		return ERR_DAMAGED;
	count = number_at(words, 8);
	for (uint32_t i = 0; i < count && i < words->size; i++) {
		const char *id = string_at(words, number_at(words, 12), i);
		const char *text = string_at(words, number_at(words, 16), i);

		for (size_t w = 0; id != NULL && text != NULL && w < WORD_COUNT; w++) {
			if (strcmp(id, english[w]) == 0)
				words->welsh[w] = text;
		}
	}
	for (size_t w = 0; w < WORD_COUNT; w++) {
		if (words->welsh[w] == NULL || words->welsh[w][0] == '\0')
			return ERR_DAMAGED;
	}
	return OK;
}

static enum err read_file(struct words *words, const char *path)
{
	FILE *file = fopen(path, "rbe");
	enum err err = OK;

	if (file == NULL)
		return ERR_NOT_FOUND;
	words->file = calloc(1, MO_SIZE_MAX + 1);
	if (words->file == NULL)
		err = ERR_NO_MEMORY;
	else
		words->size = fread(words->file, 1, MO_SIZE_MAX, file);
	(void)fclose(file);
	return err;
}

enum err words_open(struct words **out, const char *locale_dir)
{
	struct words *words = calloc(1, sizeof(*words));
	char path[4096];
	enum err err;

	*out = NULL;
	if (words == NULL)
		return ERR_NO_MEMORY;
	(void)snprintf(path, sizeof(path), "%s/cy/LC_MESSAGES/firstbell.mo", locale_dir);
	err = read_file(words, path);
	if (err == OK)
		err = find_all(words);
	if (err != OK) {
		words_close(words);
		return err;
	}
	*out = words;
	return OK;
}

void words_close(struct words *words)
{
	if (words == NULL)
		return;
	free(words->file);
	free(words);
}

const char *words_get(const struct words *words, enum language language, enum word word)
{
	ENSURE(word >= 0 && word < WORD_COUNT);
	return language == LANGUAGE_CY ? words->welsh[word] : english[word];
}

void words_format(const struct words *words, enum language language, enum word word,
		  const char *value, char *out, size_t size)
{
	const char *text = words_get(words, language, word);
	const char *hole = strstr(text, "%s");
	char whole[1024];

	if (hole == NULL)
		(void)snprintf(whole, sizeof(whole), "%s", text);
	else
		(void)snprintf(whole, sizeof(whole), "%.*s%s%s", (int)(hole - text), text, value,
			       hole + 2);
	(void)text_copy(out, size, whole);
}
