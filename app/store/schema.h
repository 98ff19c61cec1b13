#pragma once
/* schema: the plan of each database file, as the list of scripts that bring it from one user_version to the next. */
#include <stddef.h>
#include <stdint.h>

struct schema {
	const char *file;       /* name in the data folder */
	int32_t application_id; /* of the SQLite header */
	const char *const
		*scripts; /* scripts[n] takes user_version n to n + 1; never edited once shipped */
	int count;        /* = the user_version of today */
};

/* firstbell.db; care.db's stands in care_store.c, where care may be named. */
extern const struct schema schema_kiosk;
