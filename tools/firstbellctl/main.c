/* firstbellctl: the school office's command line. */
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "help.h"
#include "import.h"
#include "staff_help.h"

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
	else if (take_value("--post", &ctl->post, count, texts, at))
		return ctl->post[0] ? NULL : "a post must follow";
	else if (take_value("--card", &ctl->card, count, texts, at))
		return ctl->card[0] ? NULL : "a card number must follow";
	else if (strcmp(text, "--pin-stdin") == 0)
		ctl->pin_stdin = true;
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

/* NULL: staff is asked for as it can be done. */
static const char *check_staff(const struct arguments *arguments)
{
	const struct ctl *ctl = &arguments->ctl;
	const char *verb = arguments->word_count > 1 ? arguments->words[1] : "";
	bool staff = strcmp(arguments->words[0], "staff") == 0;
	bool add = staff && strcmp(verb, "add") == 0;
	if ((ctl->post || ctl->card) && !add)
		return "--post and --card are for staff add alone";
	if (ctl->pin_stdin && !add && !(staff && strcmp(verb, "set-pin") == 0))
		return "--pin-stdin is for staff add and staff set-pin alone";
	if (!staff)
		return NULL;
	if (strcmp(verb, "list") == 0)
		return arguments->word_count == 2 ? NULL : "one word too many";
	if (arguments->word_count != WORDS_MAX)
		return "staff list, or staff add|remove|set-pin|unblock NAME";
	return !add || (ctl->post && ctl->card) ? NULL : "staff add NAME --post POST --card UID";
}

static enum ctl_exit run(struct arguments *arguments)
{
	const struct ctl *ctl = &arguments->ctl;
	const char *command = arguments->words[0];
	bool import = strcmp(command, "import") == 0;
	bool staff = strcmp(command, "staff") == 0;
	const char *problem = check_staff(arguments);
	if (problem)
		return usage(problem, NULL);
	if (!staff && arguments->word_count != (import ? WORDS_MAX : 1))
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
	if (staff)
		return ctl_staff(ctl, arguments->words[1], arguments->words[2]);
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
