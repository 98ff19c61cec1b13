#pragma once
/* config: firstbell.conf, read and checked (formats: a kiosk's data folder). */
#include "core/flow.h"
#include "core/panel.h"
#include "core/rules.h"

#define PATH_SIZE 512

struct config_authority {
	char id[AUTHORITY_ID_SIZE];
	char name[120];
	char telephone[40]; /* of its officers, for staff; empty: none given */
	char url[256];
	char ca[PATH_SIZE]; /* absolute, or relative to where the program runs: data folder already put before */
	char cert[PATH_SIZE];
	char key[PATH_SIZE];
	bool explained_too;
	/* Whom it hears of, bit n for enum cohort n of core/care.h; looked-after children always, so never 0. */
	unsigned cohorts;
};

struct config {
	char school_name[200];
	char number[16];
	enum nation nation;
	enum afternoon afternoon;
	enum language language;
	char reader[256]; /* as written: "libnfc", "libnfc:<connection string>", "pcsc", "none" */
	struct panel panel;
	char printer[64]; /* empty: none; "default": the system's; else its name */
	struct site site; /* kiosks[0] is this kiosk */
	struct bell bells[PART_COUNT];
	struct config_authority authorities[AUTHORITIES_MAX];
	size_t authority_count;
};

/* A misspelt key, a missing one or a value out of range is named with its line and what was expected, in `problem`.
 * ERR_NOT_FOUND: no such file; ERR_BAD_CONFIG. Nothing is guessed. */
MUST_CHECK enum err config_load(const char *data_dir, struct config *out, char *problem,
				size_t problem_size);
/* NULL: there is no section of that id. */
const struct config_authority *config_find_authority(const struct config *config, const char *id);
