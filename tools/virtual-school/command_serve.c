#include "tools/virtual-school/commands.h"
#include "tools/virtual-school/ledger.h"
#include "tools/virtual-school/listen.h"
#include "tools/virtual-school/options.h"
#include "tools/virtual-school/registry.h"
#include "tools/virtual-school/server.h"
#include "tools/virtual-school/trouble.h"

#include <stdio.h>
#include <stdlib.h>

#define IDLE_S 15
#define PER_ADDRESS 256

/* `canonical` is JSON already; the stream is hex digits. */
static void print_event(const char *stream, int64_t sequence, const char *canonical)
{
	printf("{\"stream\":\"%s\",\"sequence\":%lld,\"canonical\":%s}\n", stream,
	       (long long)sequence, canonical);
}

int command_export(const char *folder, int argc, char *const *argv)
{
	const char *authority = NULL;
	const struct option_row rows[] = {{.name = "--authority", .value = &authority}};
	struct registry registry;
	enum err err;

	if (!options_parse(argc, argv, rows, COUNT_OF(rows)))
		return 2;
	if (!authority)
		return trouble_usage();
	err = registry_open(&registry, folder, authority);
	if (err != OK)
		return trouble_failed("authority", err);
	err = ledger_export(registry.list[0].storage, print_event);
	registry_close(&registry);
	if (err == OK && fflush(stdout) != 0)
		err = ERR_IO;
	return err == OK ? 0 : trouble_failed("export", err);
}

/* 1 to 100000. */
static bool parse_number(const char *text, int standard, int *out)
{
	char *end;
	long number;

	*out = standard;
	if (!text)
		return true;
	number = strtol(text, &end, 10);
	if (end == text || *end || number < 1 || number > 100000)
		return false;
	*out = (int)number;
	return true;
}

int command_serve(const char *folder, int argc, char *const *argv)
{
	struct server_options options = {.folder = folder};
	const char *idle = NULL, *per_address = NULL;
	const struct option_row rows[] = {{.name = "--listen", .value = &options.listen},
					  {.name = "--idle", .value = &idle},
					  {.name = "--per-address", .value = &per_address}};

	if (!options_parse(argc, argv, rows, COUNT_OF(rows)))
		return 2;
	if (!options.listen || !parse_number(idle, IDLE_S, &options.idle_s) ||
	    !parse_number(per_address, PER_ADDRESS, &options.per_address_max))
		return trouble_usage();
	if (!listen_valid(options.listen)) {
		trouble_say("serve: --listen %s: not a numeric address and a port, like "
			    "127.0.0.1:8443 or [::1]:8443 (for localhost say 127.0.0.1)",
			    options.listen);
		return 2;
	}
	return server_run(&options) == OK ? 0 : 1;
}
