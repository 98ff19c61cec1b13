#pragma once
/* office: a small school's data folder, and firstbellctl's imports run on it inside the test, their output caught. */
#include <stddef.h>

#include "tools/firstbellctl/ctl.h"

#define OFFICE_OUTPUT_SIZE 20000

struct office {
	char dir[64];
	struct ctl ctl; /* today is 2026-09-14 */
	char output
		[OFFICE_OUTPUT_SIZE]; /* of the last command: standard output and standard error */
	char *base[2];                /* firstbell.db and care.db as they were made */
	size_t base_size[2];
};
/* Group setup and teardown. Six pupils, P1 to P6; authorities 835 and 681; P1 is looked after, P3 was, P4 will be. */
int office_open(void **state);
int office_close(void **state);
/* Both databases as they were made. */
void office_reset(struct office *office);
/* Does a database differ from how it was made, in any byte? */
bool office_changed(const struct office *office);
/* Writes firstbell.conf as it was made, with these lines at the end of [authority 681]. */
void office_configure(const struct office *office, const char *lines);
enum ctl_exit office_import(struct office *office, const char *kind, const char *bytes,
			    size_t size);
enum ctl_exit office_status(struct office *office);
enum ctl_exit office_returns(struct office *office);
/* How often do the words stand in the output? */
int office_times(const struct office *office, const char *words);
/* A file of the folder, freed by the caller. */
char *office_read(const struct office *office, const char *name, size_t *size);
