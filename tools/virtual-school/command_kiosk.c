#include "core/calendar.h"
#include "tools/virtual-school/commands.h"
#include "tools/virtual-school/device.h"
#include "tools/virtual-school/files.h"
#include "tools/virtual-school/options.h"
#include "tools/virtual-school/registry.h"
#include "tools/virtual-school/request.h"
#include "tools/virtual-school/trouble.h"

#include <stdio.h>

#define AM_DUE_MIN (9 * 60 + 45)
#define PM_DUE_MIN (13 * 60 + 50)

/* Opens one authority's data; 0, or the exit. */
static int open_one(struct registry *registry, const char *folder, const char *authority)
{
	enum err err;

	if (!authority)
		return trouble_usage();
	err = registry_open(registry, folder, authority);
	return err == OK ? 0 : trouble_failed("authority", err);
}

static enum err add_kiosk(struct storage *storage, const struct keys_kiosk *keys,
			  struct device_new *device)
{
	char spki[SPKI_SIZE], name[48];
	enum err err = files_make_folder(keys->out);

	if (err == OK)
		err = keys_make_kiosk(keys, spki, &device->expires_ms);
	if (err != OK)
		return err;
	device->spki = spki;
	err = device_add(storage, device, request_now_ms());
	if (err == OK)
		return OK;
	/* Keys that open nothing would only mislead. */
	snprintf(name, sizeof(name), "%.11s-kiosk.key", keys->authority);
	files_remove(keys->out, name);
	snprintf(name, sizeof(name), "%.11s-kiosk.pem", keys->authority);
	files_remove(keys->out, name);
	snprintf(name, sizeof(name), "%.11s-ca.pem", keys->authority);
	files_remove(keys->out, name);
	return err;
}

static bool parse_due(const char *text, int standard, int *out)
{
	int16_t minute;

	*out = standard;
	if (!text)
		return true;
	if (!calendar_parse_minute(text, &minute))
		return false;
	*out = minute;
	return true;
}

int command_kiosk_add(const char *folder, int argc, char *const *argv)
{
	struct device_new device = {0};
	struct keys_kiosk keys = {.folder = folder};
	const char *am_due = NULL, *pm_due = NULL;
	struct registry registry;
	char name[SITE_NUMBER_SIZE + KIOSK_ID_SIZE];
	enum err err;
	const struct option_row rows[] = {
		{.name = "--authority", .value = &keys.authority},
		{.name = "--school", .value = &device.school},
		{.name = "--school-name", .value = &device.school_name},
		{.name = "--kiosk", .value = &device.kiosk},
		{.name = "--am-due", .value = &am_due},
		{.name = "--pm-due", .value = &pm_due},
		{.name = "--out", .value = &keys.out},
	};

	if (!options_parse(argc, argv, rows, COUNT_OF(rows)))
		return 2;
	if (!keys.authority || !device.school || !device.school_name || !device.kiosk ||
	    !keys.out || !parse_due(am_due, AM_DUE_MIN, &device.am_due_min) ||
	    !parse_due(pm_due, PM_DUE_MIN, &device.pm_due_min))
		return trouble_usage();
	err = registry_open(&registry, folder, keys.authority);
	if (err != OK)
		return trouble_failed("authority", err);
	snprintf(name, sizeof(name), "%.30s %.23s", device.kiosk, device.school);
	keys.name = name;
	err = add_kiosk(registry.list[0].storage, &keys, &device);
	registry_close(&registry);
	return err == OK ? 0 : trouble_failed("kiosk", err);
}

static void print_device(const struct device_line *line)
{
	char heard[TIME_TEXT_SIZE] = "never", expires[TIME_TEXT_SIZE];

	if (line->heard_ms)
		calendar_format_utc(line->heard_ms, heard);
	calendar_format_utc(line->expires_ms, expires);
	printf("%s\t%s\t%s\t%s\theard %s\texpires %s\t%s\n", line->school, line->school_name,
	       line->kiosk, line->revoked_ms ? "revoked" : "active", heard, expires, line->spki);
}

int command_kiosk_list(const char *folder, int argc, char *const *argv)
{
	const char *authority = NULL;
	const struct option_row rows[] = {{.name = "--authority", .value = &authority}};
	struct registry registry;
	enum err err;
	int status;

	if (!options_parse(argc, argv, rows, COUNT_OF(rows)))
		return 2;
	status = open_one(&registry, folder, authority);
	if (status != 0)
		return status;
	err = device_list(registry.list[0].storage, print_device);
	registry_close(&registry);
	return err == OK ? 0 : trouble_failed("kiosks", err);
}

int command_kiosk_revoke(const char *folder, int argc, char *const *argv)
{
	const char *authority = NULL, *school = NULL, *kiosk = NULL;
	const struct option_row rows[] = {{.name = "--authority", .value = &authority},
					  {.name = "--school", .value = &school},
					  {.name = "--kiosk", .value = &kiosk}};
	struct registry registry;
	enum err err;
	int status;

	if (!options_parse(argc, argv, rows, COUNT_OF(rows)))
		return 2;
	if (!school || !kiosk)
		return trouble_usage();
	status = open_one(&registry, folder, authority);
	if (status != 0)
		return status;
	err = device_revoke(registry.list[0].storage, school, kiosk, request_now_ms());
	registry_close(&registry);
	return err == OK ? 0 : trouble_failed("kiosk", err);
}
