#include "store/store.h"
#include <stdlib.h>
#include <string.h>

static int compare_key(const void *key, const void *pupil)
{
	uint32_t left = *(const uint32_t *)key, right = ((const struct pupil *)pupil)->key;

	return (left > right) - (left < right);
}

const struct pupil *roster_pupil(const struct roster *roster, uint32_t key)
{
	if (roster->pupil_count == 0)
		return NULL;
	return bsearch(&key, roster->pupils, roster->pupil_count, sizeof *roster->pupils,
		       compare_key);
}

const struct pupil *roster_pupil_by_id(const struct roster *roster, const char *pupil_id)
{
	for (size_t i = 0; i < roster->pupil_count; i++) {
		if (strcmp(roster->pupils[i].pupil_id, pupil_id) == 0)
			return &roster->pupils[i];
	}
	return NULL;
}

static int compare_upn(const void *key, const void *former)
{
	return strcmp(key, ((const struct former_upn *)former)->upn);
}

const struct pupil *roster_pupil_by_upn(const struct roster *roster, const char *upn, bool *former)
{
	const struct former_upn *found = NULL;

	*former = false;
	if (!*upn)
		return NULL;
	for (size_t i = 0; i < roster->pupil_count; i++) {
		if (strcmp(roster->pupils[i].upn, upn) == 0)
			return &roster->pupils[i];
	}
	if (roster->former_upn_count > 0)
		found = bsearch(upn, roster->former_upns, roster->former_upn_count,
				sizeof *roster->former_upns, compare_upn);
	*former = found != NULL;
	return found ? roster_pupil(roster, found->pupil) : NULL;
}

/* In the order of SQLite's blobs: by bytes, the shorter first where it begins the longer. */
static int compare_card(const void *key, const void *entry)
{
	const struct card *left = key;
	const struct card *right = &((const struct store_card *)entry)->card;
	size_t common = left->length < right->length ? left->length : right->length;
	int order = memcmp(left->bytes, right->bytes, common);

	return order != 0 ? order : left->length - right->length;
}

uint32_t roster_card(const struct roster *roster, const struct card *card)
{
	const struct store_card *found = NULL;

	if (roster->card_count > 0)
		found = bsearch(card, roster->cards, roster->card_count, sizeof *roster->cards,
				compare_card);
	return found ? found->pupil : 0;
}
