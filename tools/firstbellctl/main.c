/* firstbellctl: the school office's command line. */
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "help.h"
#include "import.h"

#define WORDS_MAX 3

struct arguments {
	struct ctl ctl;
	bool help, version;
	const char *words[WORDS_MAX]; /* command, kind, file */
	size_t word_count;
};

static enum ctl_exit usage(const char *problem, const char *word)
{
	fprintf(stderr, "firstbellctl: %s%s%s\nfirstbellctl --help says what there is\n", problem,
		word ? ": " : "", word ? word : "");
	return CTL_USAGE;
}

/* NULL: understood; else what is wrong with argument *at. */
static const char *take_option(struct arguments *arguments, int count, char **texts, int *at)
{
	const char *text = texts[*at];
	if (strcmp(text, "--json") == 0)
		arguments->ctl.json = true;
	else if (strcmp(text, "--force") == 0)
		arguments->ctl.force = true;
	else if (strcmp(text, "--help") == 0 || strcmp(text, "-h") == 0)
		arguments->help = true;
	else if (strcmp(text, "--version") == 0)
		arguments->version = true;
	else if (strncmp(text, "--data=", 7) == 0 && text[7])
		arguments->ctl.data = text + 7;
	else if (strcmp(text, "--data") == 0 && *at + 1 < count && texts[*at + 1][0])
		arguments->ctl.data = texts[++*at];
	else if (strcmp(text, "--data") == 0)
		return "a folder must follow";
	else
		return "no such option";
	return NULL;
}

static const char *read_arguments(struct arguments *arguments, int count, char **texts, int *at)
{
	for (*at = 1; *at < count; ++*at) {
		const char *problem = NULL;
		if (texts[*at][0] == '-' && texts[*at][1])
			problem = take_option(arguments, count, texts, at);
		else if (arguments->word_count == WORDS_MAX)
			problem = "one word too many";
		else
			arguments->words[arguments->word_count++] = texts[*at];
		if (problem)
			return problem;
	}
	return NULL;
}

static enum ctl_exit run(struct arguments *arguments)
{
	const struct ctl *ctl = &arguments->ctl;
	const char *command = arguments->words[0];
	bool import = strcmp(command, "import") == 0;
	if (arguments->word_count != (import ? WORDS_MAX : 1))
		return usage(import ? "import KIND FILE" : "one word too many", NULL);
	if (ctl->force && !(import && import_kind_find(arguments->words[1])->can_force))
		return usage("--force is for import roster, care and cards alone", NULL);
	if (!ctl->data)
		return usage("--data DIR is missing", NULL);
	if (!ctl_read_clock(&arguments->ctl))
		return usage("SOURCE_DATE_EPOCH is not a number of seconds", NULL);
	if (import)
		return ctl_import(ctl, arguments->words[1], arguments->words[2]);
	return strcmp(command, "init") == 0 ? ctl_init(ctl) : ctl_status(ctl);
}

int main(int count, char **texts)
{
	struct arguments arguments = {0};
	int at = 0;
	const char *problem = read_arguments(&arguments, count, texts, &at);
	if (problem)
		return usage(problem, texts[at]);
	if (arguments.version) {
		puts("firstbellctl " FIRSTBELL_VERSION);
		return CTL_DONE;
	}
	if (!help_knows(arguments.words[0], arguments.words[1]))
		return usage("no such command", arguments.words[arguments.words[1] ? 1 : 0]);
	if (arguments.help || arguments.word_count == 0) {
		help_print(arguments.help ? stdout : stderr, arguments.words[0],
			   arguments.words[1]);
		return arguments.help ? CTL_DONE : CTL_USAGE;
	}
	enum ctl_exit code = run(&arguments);
	if (fflush(stdout) != 0)
		return CTL_REFUSED;
	return code;
}
