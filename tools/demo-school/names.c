#include "names.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Takes one line, without its end; false: it is not right. */
typedef bool take_line(struct names *names, char *line);

static int find_community(const struct names *names, const char *word)
{
	for (int i = 0; i < names->community_count; i++)
		if (strcmp(names->communities[i], word) == 0)
			return i;
	return -1;
}

/* Cuts the line after its first word; NULL: there is nothing behind it. */
static char *cut(char *line)
{
	char *space = strchr(line, ' ');
	if (!space || !space[1])
		return NULL;
	*space = '\0';
	return space + 1;
}

/* 0: not a number from 1 to 9999. */
static int number_of(const char *text)
{
	char *end;
	long number = strtol(text, &end, 10);
	return *end == '\0' && number > 0 && number < 10000 ? (int)number : 0;
}

static bool take_community(struct names *names, char *line)
{
	char *share = cut(line);
	int i = names->community_count;
	if (!share || i == COMMUNITIES_MAX || number_of(share) == 0 ||
	    !text_copy(names->communities[i], sizeof(names->communities[i]), line))
		return false;
	names->share[i] = (uint32_t)number_of(share);
	names->share_total += names->share[i];
	names->community_count++;
	return true;
}

static bool take_name(const struct names *names, char *line, struct name *list, size_t *count)
{
	char *text = cut(line);
	int community = find_community(names, line);
	if (!text || community < 0 || *count == NAMES_MAX ||
	    !text_copy(list[*count].text, NAME_SIZE, text))
		return false;
	list[(*count)++].community = community;
	return true;
}

static bool take_forename(struct names *names, char *line)
{
	return take_name(names, line, names->forenames, &names->forename_count);
}

static bool take_surname(struct names *names, char *line)
{
	return take_name(names, line, names->surnames, &names->surname_count);
}

static bool take_everyday(struct names *names, char *line)
{
	char *everyday = cut(line);
	struct name_pair *pair = &names->everyday[names->everyday_count];
	if (!everyday || names->everyday_count == NAMES_MAX ||
	    !text_copy(pair->legal, NAME_SIZE, line) ||
	    !text_copy(pair->everyday, NAME_SIZE, everyday))
		return false;
	names->everyday_count++;
	return true;
}

static bool take_fixed(struct names *names, char *line)
{
	if (names->fixed_count == FIXED_MAX)
		return false;
	struct fixed_pupil *fixed = &names->fixed[names->fixed_count];
	char *words[6], *rest = line;
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (!(words[i] = strsep(&rest, "|")))
			return false;
	fixed->number = number_of(words[0]);
	if (fixed->number == 0 || !text_copy(fixed->legal_forename, NAME_SIZE, words[1]) ||
	    !text_copy(fixed->legal_surname, NAME_SIZE, words[2]) ||
	    !text_copy(fixed->preferred_forename, NAME_SIZE, words[3]) ||
	    !text_copy(fixed->preferred_surname, NAME_SIZE, words[4]) ||
	    !text_copy(fixed->language, sizeof(fixed->language), words[5]))
		return false;
	names->fixed_count++;
	return true;
}

static enum err read_list(struct names *names, const char *folder, const char *file,
			  take_line *take, char *problem, size_t size)
{
	char path[512], line[512];
	snprintf(path, sizeof(path), "%s/%s", folder, file);
	FILE *list = fopen(path, "r");
	if (!list) {
		snprintf(problem, size, "%s: %s", path, strerror(errno));
		return ERR_NOT_FOUND;
	}
	enum err err = OK;
	for (int number = 1; err == OK && fgets(line, sizeof(line), list); number++) {
		line[strcspn(line, "\r\n")] = '\0';
		if (line[0] == '\0' || line[0] == '#' || take(names, line))
			continue;
		snprintf(problem, size, "%s:%d: not a line of this list", path, number);
		err = ERR_BAD_INPUT;
	}
	fclose(list);
	return err;
}

/* Every community must have someone to draw. */
static enum err check_lists(const struct names *names, char *problem, size_t size)
{
	for (int i = 0; i < names->community_count; i++)
		if (!names_pick(names->forenames, names->forename_count, i, 0) ||
		    !names_pick(names->surnames, names->surname_count, i, 0)) {
			snprintf(problem, size, "no names of %s", names->communities[i]);
			return ERR_BAD_INPUT;
		}
	return names->community_count > 0 ? OK : ERR_BAD_INPUT;
}

enum err names_load(struct names *names, const char *folder, char *problem, size_t size)
{
	static const struct {
		const char *file;
		take_line *take;
	} lists[] = {
		{"communities.txt", take_community}, {"forenames.txt", take_forename},
		{"surnames.txt", take_surname},      {"everyday.txt", take_everyday},
		{"fixed.txt", take_fixed},
	};
	enum err err = OK;
	*names = (struct names){0};
	for (size_t i = 0; err == OK && i < COUNT_OF(lists); i++)
		err = read_list(names, folder, lists[i].file, lists[i].take, problem, size);
	return err == OK ? check_lists(names, problem, size) : err;
}

const char *names_pick(const struct name *list, size_t count, int community, uint32_t n)
{
	uint32_t of_community = 0;
	for (size_t i = 0; i < count; i++)
		of_community += list[i].community == community;
	if (of_community == 0)
		return NULL;
	n %= of_community;
	for (size_t i = 0;; i++)
		if (list[i].community == community && n-- == 0)
			return list[i].text;
}

const char *names_everyday(const struct names *names, const char *legal)
{
	for (size_t i = 0; i < names->everyday_count; i++)
		if (strcmp(names->everyday[i].legal, legal) == 0)
			return names->everyday[i].everyday;
	return NULL;
}

const struct fixed_pupil *names_fixed(const struct names *names, int number)
{
	for (size_t i = 0; i < names->fixed_count; i++)
		if (names->fixed[i].number == number)
			return &names->fixed[i];
	return NULL;
}
