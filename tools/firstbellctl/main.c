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

/* "--data DIR" or "--data=DIR". False: it is another option; *value is "" where none follows. */
static bool take_value(const char *name, const char **value, int count, char **texts, int *at)
{
	const char *text = texts[*at];
	size_t length = strlen(name);
	if (strncmp(text, name, length) != 0 || (text[length] && text[length] != '='))
		return false;
	*value = "";
	if (text[length])
		*value = text + length + 1;
	else if (*at + 1 < count && texts[*at + 1][0])
		*value = texts[++*at];
	return true;
}

/* NULL: understood; else what is wrong with argument *at. */
static const char *take_option(struct arguments *arguments, int count, char **texts, int *at)
{
	struct ctl *ctl = &arguments->ctl;
	const char *text = texts[*at];
	if (strcmp(text, "--json") == 0)
		ctl->json = true;
	else if (strcmp(text, "--force") == 0)
		ctl->force = true;
	else if (strcmp(text, "--help") == 0 || strcmp(text, "-h") == 0)
		arguments->help = true;
	else if (strcmp(text, "--version") == 0)
		arguments->version = true;
	else if (take_value("--data", &ctl->data, count, texts, at))
		return ctl->data[0] ? NULL : "a folder must follow";
	else if (take_value("--from", &ctl->from, count, texts, at))
		return ctl->from[0] ? NULL : "a date must follow";
	else if (take_value("--to", &ctl->to, count, texts, at))
		return ctl->to[0] ? NULL : "a date must follow";
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
	bool returns = strcmp(command, "returns") == 0;
	if ((ctl->from || ctl->to) && !returns)
		return usage("--from and --to are for returns alone", NULL);
	if (!ctl->data)
		return usage("--data DIR is missing", NULL);
	if (!ctl_read_clock(&arguments->ctl))
		return usage("SOURCE_DATE_EPOCH is not a number of seconds", NULL);
	if (import)
		return ctl_import(ctl, arguments->words[1], arguments->words[2]);
	if (returns)
		return ctl_returns(ctl);
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
