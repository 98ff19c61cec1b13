/* staff: who may open staff mode at the kiosk. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "ctl.h"
#include "json_out.h"
#include "pin_entry.h"
#include "staff_help.h"
#include "store/staff_store.h"
#include "utf8.h"

struct staff_command {
	const struct ctl *ctl;
	const char *name;
	const char *said; /* "staff add", for messages */
	struct store *store;
	char words[600]; /* what is wrong */
};

static enum err refuse(struct staff_command *command, const char *words)
{
	snprintf(command->words, sizeof(command->words), "%s", words);
	return ERR_REFUSED;
}

/* Two names that look alike would be two members, and one be removed in place of the other. */
static enum err check_name(struct staff_command *command)
{
	const char *name = command->name;
	size_t length = strlen(name);
	if (length == 0 || length >= sizeof(((struct staff_member *)0)->name))
		return refuse(command, "a name is 1 to 95 bytes long");
	if (utf8_good(name, length) != length)
		return refuse(command, "the name is not UTF-8");
	if (utf8_hides(name))
		return refuse(command, "a control character in the name");
	if (name[0] == ' ' || name[length - 1] == ' ' || strstr(name, "  "))
		return refuse(command, "a space too many in the name");
	return OK;
}

static enum err read_hash(struct staff_command *command, char hash[PIN_HASH_SIZE])
{
	char pin[PIN_ENTRY_SIZE] = "";
	const char *problem = pin_entry(command->ctl->pin_stdin, pin);
	enum err err = problem ? refuse(command, problem) : pin_hash(pin, hash);
	explicit_bzero(pin, sizeof(pin));
	return err;
}

static enum err read_post(struct staff_command *command, enum post *post)
{
	if (post_parse(command->ctl->post, post))
		return OK;
	size_t used =
		(size_t)snprintf(command->words, sizeof(command->words), "no such post; there are");
	for (int i = 0; i < POST_COUNT && used < sizeof(command->words); i++)
		used += (size_t)snprintf(command->words + used, sizeof(command->words) - used,
					 "%s \"%s\"", i ? "," : "", post_text((enum post)i));
	return ERR_REFUSED;
}

static enum err read_card(struct staff_command *command, struct card *card)
{
	if (!card_parse(command->ctl->card, card))
		return refuse(command, "a card number is 8, 14 or 20 hexadecimal digits");
	if (card_is_random(card))
		return refuse(command,
			      "the card's number begins with 08: such a number is made anew at "
			      "every tap (telephones) and can never be enrolled");
	return OK;
}

static enum err add(struct staff_command *command)
{
	struct staff_member member = {0};
	struct card card = {0};
	char hash[PIN_HASH_SIZE];
	enum err err = check_name(command);
	if (!err)
		err = read_post(command, &member.post);
	if (!err)
		err = read_card(command, &card);
	if (!err)
		err = read_hash(command, hash);
	if (err)
		return err;
	ENSURE(text_copy(member.name, sizeof(member.name), command->name));
	err = staff_store_add(command->store, &member, &card, hash);
	if (err == ERR_EXISTS)
		return refuse(command, "the name or the card is another member's already");
	return err == ERR_REFUSED ? refuse(command, "this card is a pupil's") : err;
}

static enum err set_pin(struct staff_command *command)
{
	char hash[PIN_HASH_SIZE];
	enum err err = read_hash(command, hash);
	return err ? err : staff_store_set_pin(command->store, command->name, hash);
}

static enum err take_away(struct staff_command *command)
{
	return staff_store_remove(command->store, command->name);
}

static enum err unblock(struct staff_command *command)
{
	return staff_store_unblock(command->store, command->name);
}

static void print_member(const struct staff_entry *entry, int64_t now_utc_ms)
{
	char card[CARD_TEXT_SIZE], until[MINUTE_TEXT_SIZE];
	card_format(&entry->card, card);
	printf("%s, %s, card %s", entry->member.name, post_text(entry->member.post), card);
	struct moment end = calendar_moment(entry->blocked_until_utc_ms, 0, 0, TRUST_HOLDOVER);
	calendar_format_minute(end.minute, until);
	if (entry->blocked_until_utc_ms > now_utc_ms)
		printf(", blocked until %s after %d wrong PINs", until, entry->failures);
	putchar('\n');
}

static void print_members(const struct ctl *ctl, const struct staff_entry *entries, size_t count)
{
	struct json_out out = {.file = stdout};
	for (size_t i = 0; i < count && !ctl->json; i++)
		print_member(&entries[i], ctl->now.utc_ms);
	if (!ctl->json && count == 0)
		puts("nobody may open staff mode yet: firstbellctl staff add");
	if (!ctl->json)
		return;
	json_out_open(&out, NULL, '{');
	json_out_text(&out, "command", "staff list");
	json_out_bool(&out, "done", true);
	json_out_open(&out, "staff", '[');
	for (size_t i = 0; i < count; i++) {
		char card[CARD_TEXT_SIZE];
		card_format(&entries[i].card, card);
		json_out_open(&out, NULL, '{');
		json_out_text(&out, "name", entries[i].member.name);
		json_out_text(&out, "post", post_text(entries[i].member.post));
		json_out_text(&out, "card", card);
		json_out_number(&out, "wrong_pins", entries[i].failures);
		json_out_bool(&out, "blocked", entries[i].blocked_until_utc_ms > ctl->now.utc_ms);
		json_out_close(&out, '}');
	}
	json_out_close(&out, ']');
	json_out_close(&out, '}');
	putchar('\n');
}

static enum err list(struct staff_command *command)
{
	struct staff_entry *entries = NULL;
	size_t count = 0;
	enum err err = staff_store_list(command->store, &entries, &count);
	if (!err)
		print_members(command->ctl, entries, count);
	free(entries);
	return err;
}

static void print_done(const struct staff_command *command, const char *done)
{
	struct json_out out = {.file = stdout};
	if (!command->ctl->json) {
		printf("%s: %s\n", command->name, done);
		return;
	}
	json_out_open(&out, NULL, '{');
	json_out_text(&out, "command", command->said);
	json_out_bool(&out, "done", true);
	json_out_text(&out, "name", command->name);
	json_out_close(&out, '}');
	putchar('\n');
}

static const struct verb {
	const char *name, *said, *done; /* `done` NULL: it has said all itself */
	enum err (*run)(struct staff_command *command);
} verbs[] = {
	{"add", "staff add", "added", add},
	{"list", "staff list", NULL, list},
	{"remove", "staff remove", "removed; what they did stays in the log", take_away},
	{"set-pin", "staff set-pin", "has a new PIN", set_pin},
	{"unblock", "staff unblock", "may try again at once", unblock},
};

bool staff_knows(const char *verb)
{
	for (size_t i = 0; i < COUNT_OF(verbs); i++)
		if (strcmp(verbs[i].name, verb) == 0)
			return true;
	return false;
}

static enum err run(struct staff_command *command, const struct verb *verb)
{
	struct store_report report = {0};
	enum err err = store_open(&command->store, command->ctl->data, false, &report);
	if (err) {
		ctl_database_words(command->words, sizeof(command->words), "firstbell.db",
				   report.problem, err);
		return err;
	}
	err = verb->run(command);
	if (err == ERR_NOT_FOUND)
		return refuse(command, "nobody of that name");
	return err;
}

enum ctl_exit ctl_staff(const struct ctl *ctl, const char *name, const char *member)
{
	const struct verb *verb = verbs;
	while (strcmp(verb->name, name) != 0)
		verb++;
	struct staff_command command = {
		.ctl = ctl, .name = member ? member : "", .said = verb->said};
	enum err err = run(&command, verb);
	store_close(command.store);
	if (err)
		return ctl_fail(ctl, verb->said, command.words[0] ? command.words : err_text(err));
	if (verb->done)
		print_done(&command, verb->done);
	return CTL_DONE;
}
