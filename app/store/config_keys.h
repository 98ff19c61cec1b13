#pragma once
/* config_keys: the sections and keys of firstbell.conf. Private to config. */
#include "store/config.h"

enum config_section {
	SECTION_SCHOOL,
	SECTION_KIOSK,
	SECTION_SCREEN,
	SECTION_SESSION,
	SECTION_AUTHORITY,
	SECTION_COUNT
};

/* The section that is being read. */
struct config_place {
	struct config *config;
	const char *data_dir;
	char *kiosk_id;                     /* KIOSK_ID_SIZE */
	struct bell *bell;                  /* of a session */
	struct config_authority *authority; /* of an authority */
};
struct config_key {
	const char *name;
	bool optional;
	bool (*set)(const struct config_place *place, const char *value);
	const char *expected; /* words for the message when `set` says false */
};
/* The keys of a section; ends with a name of NULL. */
const struct config_key *config_keys(enum config_section section);
