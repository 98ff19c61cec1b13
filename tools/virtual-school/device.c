#include "tools/virtual-school/device.h"

#include <string.h>

bool device_kiosk_valid(const char *kiosk)
{
	size_t length = strlen(kiosk);

	return length > 0 && length < KIOSK_ID_SIZE &&
	       strspn(kiosk, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") ==
		       length;
}

static int64_t one_integer(struct rows rows)
{
	int64_t found = storage_next(&rows) ? storage_integer(&rows, 0) : 0;

	storage_end(&rows);
	return found;
}

enum err device_add(struct storage *storage, const struct device_new *device, int64_t now_ms)
{
	int64_t site;

	if (!device->school[0] || strlen(device->school) >= SITE_NUMBER_SIZE ||
	    !device->school_name[0] || strlen(device->school_name) >= SITE_NAME_SIZE ||
	    !device_kiosk_valid(device->kiosk))
		return ERR_BAD_INPUT;
	storage_begin(storage);
	site = one_integer(storage_query(
		storage,
		"INSERT INTO site(number, name, am_due_min, pm_due_min, added_ms)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (number) DO UPDATE SET"
		" name = excluded.name, am_due_min = excluded.am_due_min,"
		" pm_due_min = excluded.pm_due_min RETURNING id",
		VALUES(TEXT(device->school), TEXT(device->school_name), INT(device->am_due_min),
		       INT(device->pm_due_min), INT(now_ms))));
	storage_run(
		storage,
		"INSERT INTO kiosk(site, name) VALUES ($1, $2) ON CONFLICT (site, name) DO NOTHING",
		VALUES(INT(site), TEXT(device->kiosk)));
	if (one_integer(storage_query(storage,
				      "SELECT count(*) FROM device"
				      " WHERE site = $1 AND kiosk = $2 AND revoked_ms = 0",
				      VALUES(INT(site), TEXT(device->kiosk))))) {
		storage_rollback(storage);
		return ERR_EXISTS;
	}
	storage_run(storage,
		    "INSERT INTO device(spki, site, kiosk, added_ms, expires_ms)"
		    " VALUES ($1, $2, $3, $4, $5)",
		    VALUES(TEXT(device->spki), INT(site), TEXT(device->kiosk), INT(now_ms),
			   INT(device->expires_ms)));
	return storage_commit(storage);
}

enum err device_revoke(struct storage *storage, const char *school, const char *kiosk,
		       int64_t now_ms)
{
	struct rows rows;
	bool found = false;
	enum err err;

	storage_begin(storage);
	rows = storage_query(storage,
			     "UPDATE device SET revoked_ms = $1 WHERE kiosk = $2 AND revoked_ms = 0"
			     " AND site IN (SELECT id FROM site WHERE number = $3) RETURNING spki",
			     VALUES(INT(now_ms), TEXT(kiosk), TEXT(school)));
	while (storage_next(&rows))
		found = true;
	err = storage_commit(storage);
	return err == OK && !found ? ERR_NOT_FOUND : err;
}

enum err device_find(struct storage *storage, const char *spki, struct device *out)
{
	struct rows rows;
	bool found = false;
	enum err err;

	storage_begin(storage);
	rows = storage_query(storage, "SELECT site, kiosk, revoked_ms FROM device WHERE spki = $1",
			     VALUES(TEXT(spki)));
	while (storage_next(&rows)) {
		out->site = storage_integer(&rows, 0);
		out->revoked = storage_integer(&rows, 2) != 0;
		found = text_copy(out->kiosk, sizeof(out->kiosk), storage_text(&rows, 1));
	}
	err = storage_commit(storage);
	return err == OK && !found ? ERR_NOT_FOUND : err;
}

enum err device_list(struct storage *storage, void (*each)(const struct device_line *line))
{
	struct rows rows;

	storage_begin(storage);
	rows = storage_query(storage,
			     "SELECT site.number, site.name, device.kiosk, spki, expires_ms,"
			     " revoked_ms, heard_ms FROM device JOIN site ON site.id = device.site"
			     " JOIN kiosk ON kiosk.site = device.site AND kiosk.name = device.kiosk"
			     " ORDER BY device.added_ms, spki",
			     NO_VALUES);
	while (storage_next(&rows))
		each(&(struct device_line){storage_text(&rows, 0), storage_text(&rows, 1),
					   storage_text(&rows, 2), storage_text(&rows, 3),
					   storage_integer(&rows, 4), storage_integer(&rows, 5),
					   storage_integer(&rows, 6)});
	return storage_commit(storage);
}
