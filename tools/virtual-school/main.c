#include "core/base.h"
#include "tools/virtual-school/commands.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct command {
	const char *first, *second; /* second "": one word */
	int (*run)(const char *folder, int argc, char *const *argv);
	const char *usage, *help;
};

static const struct command commands[] = {
	{"init", "", command_init,
	 "--authority ID --name NAME [--nation england|wales] --officer USER [--password-stdin]"
	 " [--host NAME ...]",
	 "Makes the data folder with its own CA and server certificate (first time), and adds an\n"
	 "authority with its first officer. Prints a password once unless it is given on stdin."},
	{"kiosk", "add", command_kiosk_add,
	 "--authority ID --school NUMBER --school-name NAME --kiosk KIOSK [--am-due 09:45]"
	 " [--pm-due 13:50] --out FOLDER",
	 "Gives a kiosk its key: writes ID-ca.pem, ID-kiosk.pem and ID-kiosk.key to FOLDER."},
	{"kiosk", "list", command_kiosk_list, "--authority ID",
	 "Lists every key given to a kiosk."},
	{"kiosk", "revoke", command_kiosk_revoke, "--authority ID --school NUMBER --kiosk KIOSK",
	 "Takes a kiosk's key away, from its next request on."},
	{"officer", "add", command_officer_add, "--authority ID --officer USER [--password-stdin]",
	 "Adds an officer. Prints a password once unless it is given on stdin."},
	{"officer", "password", command_officer_password,
	 "--authority ID --officer USER [--password-stdin]",
	 "Gives an officer a new password and ends that officer's sessions."},
	{"serve", "", command_serve, "--listen ADDRESS:PORT [--idle SECONDS] [--per-address N]",
	 "Serves kiosks and officers over HTTPS until SIGTERM or SIGINT. Port 0: any free one.\n"
	 "--idle: silent connections are closed after so long (15). --per-address: connections\n"
	 "from one address (256)."},
	{"export", "", command_export, "--authority ID",
	 "Prints every event received, as JSON Lines."},
	{"renew", "", command_renew, "[--host NAME ...]",
	 "Makes a new server certificate. Restart `serve` to use it."},
};

static void print_command(const struct command *command)
{
	printf("virtual-school --data DIR %s%s%s %s\n", command->first,
	       command->second[0] ? " " : "", command->second, command->usage);
}

static int help(const char *first, const char *second)
{
	bool whole = !first;

	if (whole)
		printf("virtual-school: receives what Firstbell kiosks send, and shows it to "
		       "officers.\n\n");
	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		if ((first && strcmp(commands[i].first, first) != 0) ||
		    (second && strcmp(commands[i].second, second) != 0))
			continue;
		print_command(&commands[i]);
		if (!whole)
			printf("\n%s\n\n", commands[i].help);
	}
	if (whole)
		printf("virtual-school --version\n"
		       "\nAsk any of them for more with --help. Exit: 0 done, 1 refused or failed, "
		       "2 usage.\n");
	return 0;
}

static bool is_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0;
}

static int usage(void)
{
	fprintf(stderr, "virtual-school: not a command. See virtual-school --help\n");
	return 2;
}

static int run(const struct command *command, const char *folder, int argc, char *const *argv)
{
	for (int i = 0; i < argc; i++)
		if (is_help(argv[i]))
			return help(command->first, command->second[0] ? command->second : NULL);
	if (!folder) {
		fprintf(stderr, "virtual-school: --data DIR is needed before the command\n");
		return 2;
	}
	if (sodium_init() < 0) {
		fprintf(stderr, "virtual-school: no source of randomness\n");
		return 1;
	}
	/* Keys, passwords and children's references: for no one else's eyes. */
	umask(077);
	return command->run(folder, argc, argv);
}

int main(int argc, char **argv)
{
	const char *folder = NULL;
	int at = 1;

	if (at + 1 < argc && strcmp(argv[at], "--data") == 0) {
		folder = argv[at + 1];
		at += 2;
	}
	if (at < argc && strcmp(argv[at], "--version") == 0) {
		puts("virtual-school " FIRSTBELL_VERSION);
		return 0;
	}
	if (at < argc && is_help(argv[at]))
		return help(NULL, NULL);
	if (at >= argc)
		return usage();
	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		const struct command *command = &commands[i];
		int words = command->second[0] ? 2 : 1;

		if (strcmp(argv[at], command->first) != 0)
			continue;
		if (words == 2 && at + 1 < argc && is_help(argv[at + 1]))
			return help(command->first, NULL);
		if (words == 2 && (at + 1 >= argc || strcmp(argv[at + 1], command->second) != 0))
			continue;
		return run(command, folder, argc - at - words, argv + at + words);
	}
	return usage();
}
