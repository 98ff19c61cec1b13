#include "tools/virtual-school/account.h"
#include "tools/virtual-school/commands.h"
#include "tools/virtual-school/files.h"
#include "tools/virtual-school/keys.h"
#include "tools/virtual-school/options.h"
#include "tools/virtual-school/registry.h"
#include "tools/virtual-school/request.h"
#include "tools/virtual-school/secret.h"
#include "tools/virtual-school/trouble.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* Does any authority of the folder know this user name? Sign-in asks for no authority, so a name is one officer's. */
static enum err check_free(const char *folder, const char *username)
{
	struct registry registry;
	char hash[PASSWORD_HASH_SIZE];
	enum err err = registry_open(&registry, folder, NULL);

	if (err == ERR_NOT_FOUND)
		return OK;
	if (err != OK)
		return err;
	for (size_t i = 0; err == OK && i < registry.count; i++) {
		err = account_find(registry.list[i].storage, username, hash);
		err = err == ERR_NOT_FOUND ? OK : (err == OK ? ERR_EXISTS : err);
	}
	registry_close(&registry);
	return err;
}

struct person {
	const char *authority, *username;
	bool from_stdin;
};

/* Adds the officer, or gives a new password; prints the password where it was made up. */
static int settle_officer(const char *folder, const struct person *person, bool is_new)
{
	struct registry registry = {0};
	char password[PASSWORD_SIZE], hash[PASSWORD_HASH_SIZE];
	enum err err = registry_open(&registry, folder, person->authority);

	if (err != OK)
		return trouble_failed("authority", err);
	err = secret_get(person->from_stdin, password, hash);
	if (err == OK && is_new)
		err = account_add(registry.list[0].storage, person->username, hash,
				  request_now_ms());
	else if (err == OK)
		err = account_set_password(registry.list[0].storage, person->username, hash);
	registry_close(&registry);
	if (err == OK && !person->from_stdin)
		printf("password: %s\n", password);
	sodium_memzero(password, sizeof(password));
	if (err == ERR_BAD_INPUT) {
		fprintf(stderr, "virtual-school: a password has %d to %d characters\n",
			PASSWORD_MIN, PASSWORD_SIZE - 2);
		return 1;
	}
	return err == OK ? 0 : trouble_failed("officer", err);
}

struct hosts {
	const char *names[KEYS_HOSTS_MAX];
	size_t count;
};

static enum err make_folder(const char *folder, const struct hosts *hosts)
{
	enum err err = files_make_folder(folder);

	if (err == OK && !files_exist(folder, "ca.pem"))
		err = keys_make_ca(folder);
	if (err == OK && !files_exist(folder, "server.pem"))
		err = keys_make_server(folder, hosts->names, hosts->count, false);
	return err;
}

static bool parse_nation(const char *text, enum nation *out)
{
	*out = text && strcmp(text, "wales") == 0 ? NATION_WALES : NATION_ENGLAND;
	return !text || strcmp(text, "wales") == 0 || strcmp(text, "england") == 0;
}

int command_init(const char *folder, int argc, char *const *argv)
{
	const char *name = NULL, *nation_text = NULL;
	struct person person = {0};
	struct hosts hosts = {0};
	enum nation nation;
	enum err err;
	int status;
	const struct option_row rows[] = {
		{.name = "--authority", .value = &person.authority},
		{.name = "--name", .value = &name},
		{.name = "--nation", .value = &nation_text},
		{.name = "--officer", .value = &person.username},
		{.name = "--password-stdin", .flag = &person.from_stdin},
		{.name = "--host",
		 .value = hosts.names,
		 .count = &hosts.count,
		 .max = KEYS_HOSTS_MAX},
	};

	if (!options_parse(argc, argv, rows, COUNT_OF(rows)))
		return 2;
	if (!person.authority || !name || !person.username || !parse_nation(nation_text, &nation))
		return trouble_usage();
	if (!registry_id_valid(person.authority) || !account_username_valid(person.username))
		return trouble_failed("authority or officer", ERR_BAD_INPUT);
	err = check_free(folder, person.username);
	if (err != OK)
		return trouble_failed("officer", err);
	err = make_folder(folder, &hosts);
	if (err != OK)
		return trouble_failed(folder, err);
	err = registry_create(folder, person.authority, name, nation);
	if (err != OK)
		return trouble_failed("authority", err);
	status = settle_officer(folder, &person, true);
	/* An authority nobody can sign in to would only stand in the way of the next try. */
	if (status != 0)
		registry_discard(folder, person.authority);
	return status;
}

int command_renew(const char *folder, int argc, char *const *argv)
{
	struct hosts hosts = {0};
	const struct option_row rows[] = {{.name = "--host",
					   .value = hosts.names,
					   .count = &hosts.count,
					   .max = KEYS_HOSTS_MAX}};
	enum err err;

	if (!options_parse(argc, argv, rows, COUNT_OF(rows)))
		return 2;
	err = keys_make_server(folder, hosts.names, hosts.count, true);
	return err == OK ? 0 : trouble_failed("certificate", err);
}

static int command_officer(const char *folder, int argc, char *const *argv, bool is_new)
{
	struct person person = {0};
	const struct option_row rows[] = {
		{.name = "--authority", .value = &person.authority},
		{.name = "--officer", .value = &person.username},
		{.name = "--password-stdin", .flag = &person.from_stdin},
	};
	enum err err = OK;

	if (!options_parse(argc, argv, rows, COUNT_OF(rows)))
		return 2;
	if (!person.authority || !person.username)
		return trouble_usage();
	if (is_new && !account_username_valid(person.username))
		err = ERR_BAD_INPUT;
	if (is_new && err == OK)
		err = check_free(folder, person.username);
	return err == OK ? settle_officer(folder, &person, is_new) : trouble_failed("officer", err);
}

int command_officer_add(const char *folder, int argc, char *const *argv)
{
	return command_officer(folder, argc, argv, true);
}

int command_officer_password(const char *folder, int argc, char *const *argv)
{
	return command_officer(folder, argc, argv, false);
}
