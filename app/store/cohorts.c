#include "store/cohorts.h"

#include <string.h>

#include "core/care.h"

unsigned cohorts_always(void)
{
	return COHORTS_LOOKED_AFTER;
}

/* The word that `words` begins with. */
static bool parse_one(const char *words, size_t length, unsigned *bit)
{
	char word[40];
	enum cohort cohort;

	if (length >= sizeof word)
		return false;
	memcpy(word, words, length);
	word[length] = '\0';
	if (!cohort_parse(word, &cohort))
		return false;
	*bit = 1u << cohort;
	return true;
}

bool cohorts_parse(const char *words, unsigned *out)
{
	unsigned given = 0;

	for (;;) {
		unsigned bit;

		words += strspn(words, " \t");
		size_t length = strcspn(words, ", \t");
		if (!parse_one(words, length, &bit) || (given & bit))
			return false;
		given |= bit;
		words += length;
		words += strspn(words, " \t");
		if (*words == '\0')
			break;
		if (*words++ != ',')
			return false;
	}
	*out = given | cohorts_always();
	return true;
}
