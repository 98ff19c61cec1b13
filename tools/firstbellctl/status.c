#include "status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care_told.h"

static bool on_roll(const struct pupil *pupil, int32_t day)
{
	return pupil && pupil->on_roll_from <= day && day <= pupil->on_roll_to;
}

static void count_roster(struct status *status, const struct roster *roster)
{
	status->roster_version = roster->version;
	status->roster_day = roster->day;
	status->cards = roster->card_count;
	for (size_t i = 0; i < roster->pupil_count; i++)
		status->on_roll += on_roll(&roster->pupils[i], status->today);
}

static void count_care(struct status *status, const struct roster *roster, const struct care *care)
{
	if (!care_told_on(&status->config, care, status->today))
		return;
	status->unanswered += !config_find_authority(&status->config, care->authority);
	if (!on_roll(roster_pupil(roster, care->pupil), status->today)) {
		if (status->stranger_count < STATUS_STRANGERS_SHOWN)
			status->strangers[status->stranger_count] = *care;
		status->stranger_count++;
		return;
	}
	for (size_t i = 0; i < status->authority_count; i++)
		if (strcmp(status->authorities[i].id, care->authority) == 0)
			status->authorities[i].reported++;
}

static enum err gather_care(struct status *status, const struct ctl *ctl,
			    const struct roster *roster, char *words, size_t size)
{
	struct store_report report = {0};
	struct care_store *care_store = NULL;
	struct care *facts = NULL;
	size_t count = 0;
	enum err err = care_store_open(&care_store, ctl->data, false, &report);
	if (err == OK)
		err = care_store_load(care_store, roster, &facts, &count);
	for (size_t i = 0; err == OK && i < count; i++)
		count_care(status, roster, &facts[i]);
	if (err != OK)
		ctl_database_words(words, size, "care.db", report.problem, err);
	free(facts);
	care_store_close(care_store);
	return err;
}

static enum err gather_outbox(struct status *status, const struct ctl *ctl, struct store *store)
{
	enum err err = OK;
	for (size_t i = 0; err == OK && i < status->authority_count; i++) {
		struct status_authority *authority = &status->authorities[i];
		uint64_t number;
		err = ctl_stream_number(ctl, authority->id, &number);
		if (err == OK)
			err = outbox_store_cursor(store, authority->id, number, &authority->cursor);
		status->parked += authority->cursor.parked;
	}
	return err;
}

static void list_authorities(struct status *status)
{
	status->authority_count = status->config.authority_count;
	for (size_t i = 0; i < status->authority_count; i++) {
		status->authorities[i].id = status->config.authorities[i].id;
		status->authorities[i].name = status->config.authorities[i].name;
	}
}

static enum err gather(struct status *status, const struct ctl *ctl, char *words, size_t size)
{
	struct store *store = NULL;
	struct roster roster = {0};
	struct store_report report = {0};
	status->today = ctl->now.day;
	enum err err = config_load(ctl->data, &status->config, words, size);
	if (err != OK)
		return err;
	list_authorities(status);
	err = store_open(&store, ctl->data, false, &report);
	if (err == OK)
		err = store_load_roster(store, &roster);
	if (err == OK) {
		count_roster(status, &roster);
		status->disk_free_mb = store_disk_free_mb(store);
		err = gather_outbox(status, ctl, store);
	}
	if (err == OK)
		err = status_warnings_gather(&status->config, store, &roster, status->today,
					     &status->warnings);
	if (err == OK)
		err = status_questions_gather(&status->config, store, &roster, &ctl->now,
					      &status->questions);
	if (err != OK)
		ctl_database_words(words, size, "firstbell.db", report.problem, err);
	else
		err = gather_care(status, ctl, &roster, words, size);
	roster_release(&roster);
	store_close(store);
	return err;
}

enum ctl_exit ctl_status(const struct ctl *ctl)
{
	char words[600] = "";
	struct status *status = calloc(1, sizeof(*status));
	if (!status)
		return ctl_fail(ctl, "status", err_text(ERR_NO_MEMORY));
	enum err err = gather(status, ctl, words, sizeof(words));
	enum ctl_exit code = CTL_DONE;
	if (err == ERR_NOT_FOUND && words[0] == '\0')
		snprintf(words, sizeof(words), "%s is no data folder: make one with init",
			 ctl->data);
	if (err != OK)
		code = ctl_fail(ctl, "status", words[0] ? words : err_text(err));
	else if (ctl->json)
		status_print_json(status);
	else
		status_print(status);
	free(status);
	return code;
}
