#pragma once
/* names: the name lists of assets/demo, read into memory. */
#include "core/base.h"

#define NAME_SIZE 100
#define COMMUNITIES_MAX 32
#define NAMES_MAX 512
#define FIXED_MAX 64

struct name {
	int community;
	char text[NAME_SIZE];
};
struct name_pair {
	char legal[NAME_SIZE], everyday[NAME_SIZE];
};
/* A pupil who is the same for every seed. */
struct fixed_pupil {
	int number;
	char legal_forename[NAME_SIZE], legal_surname[NAME_SIZE];
	char preferred_forename[NAME_SIZE], preferred_surname[NAME_SIZE];
	char language[4];
};
struct names {
	char communities[COMMUNITIES_MAX][24];
	uint32_t share[COMMUNITIES_MAX]; /* of share_total */
	uint32_t share_total;
	int community_count;
	struct name forenames[NAMES_MAX], surnames[NAMES_MAX];
	size_t forename_count, surname_count;
	struct name_pair everyday[NAMES_MAX];
	size_t everyday_count;
	struct fixed_pupil fixed[FIXED_MAX];
	size_t fixed_count;
};
/* From the folder's five files; `problem` says which file and line is wrong. */
MUST_CHECK enum err names_load(struct names *names, const char *folder, char *problem, size_t size);
/* The n-th name of a community, counted round and round. */
const char *names_pick(const struct name *list, size_t count, int community, uint32_t n);
/* What who is called so is called every day; NULL: just that. */
const char *names_everyday(const struct names *names, const char *legal);
const struct fixed_pupil *names_fixed(const struct names *names, int number);
