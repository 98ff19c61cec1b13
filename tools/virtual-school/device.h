#pragma once
/* device: an authority's schools and the kiosks that may speak for them. Each call is a transaction of its own. */
#include "tools/virtual-school/keys.h"
#include "tools/virtual-school/storage.h"

#define SITE_NUMBER_SIZE 24
#define SITE_NAME_SIZE 160

struct device_new {
	const char *spki;
	const char *school; /* "838/4123" */
	const char *school_name;
	const char *kiosk;
	int am_due_min, pm_due_min; /* school-local minutes by which a statement must have come */
	int64_t expires_ms;
};
/* A kiosk's id as the protocol's `source` carries it: letters, digits, '.', '_', '-'. */
bool device_kiosk_valid(const char *kiosk);
/* ERR_EXISTS: the kiosk has a key already; revoke that one first. A known school takes the new name and times. */
MUST_CHECK enum err device_add(struct storage *storage, const struct device_new *device,
			       int64_t now_ms);
/* ERR_NOT_FOUND: no such kiosk with a key that works. */
MUST_CHECK enum err device_revoke(struct storage *storage, const char *school, const char *kiosk,
				  int64_t now_ms);

struct device {
	int64_t site;
	char kiosk[KIOSK_ID_SIZE];
	bool revoked;
};
/* Who has this key? ERR_NOT_FOUND: nobody here. */
MUST_CHECK enum err device_find(struct storage *storage, const char *spki, struct device *out);

struct device_line {
	const char *school, *school_name, *kiosk, *spki;
	int64_t expires_ms, revoked_ms, heard_ms;
};
/* Calls `each` for every key ever given, oldest first. */
MUST_CHECK enum err device_list(struct storage *storage,
				void (*each)(const struct device_line *line));
