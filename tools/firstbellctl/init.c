/* init: a data folder with a firstbell.conf to fill in and empty databases. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ctl.h"
#include "init_template.h"
#include "json_out.h"
#include "store/care_store.h"
#include "store/config.h"

static const char *const files[] = {"firstbell.conf", "firstbell.db", "care.db"};
/* What SQLite may leave beside its databases. */
static const char *const tails[] = {"", "-wal", "-shm", "-journal"};

static bool path_of(char out[PATH_SIZE], const struct ctl *ctl, const char *name, const char *tail)
{
	int length = snprintf(out, PATH_SIZE, "%s/%s%s", ctl->data, name, tail);
	return length > 0 && length < PATH_SIZE;
}

enum file_kind { FILE_CONFIG, FILE_STORE, FILE_CARE, FILE_KINDS };

/* Which of the three are there already. Words for what stands in the way; empty: nothing does. */
static void look_first(const struct ctl *ctl, bool there[FILE_KINDS], char *words, size_t size)
{
	for (size_t i = 0; i < FILE_KINDS; i++) {
		char path[PATH_SIZE];
		struct stat found;
		if (!path_of(path, ctl, files[i], "")) {
			snprintf(words, size, "the name of the folder is too long");
			return;
		}
		there[i] = lstat(path, &found) == 0;
		if (!there[i] && errno != ENOENT) {
			snprintf(words, size, "%s: %s", path, strerror(errno));
			return;
		}
	}
	if (there[FILE_CONFIG] && there[FILE_STORE] && there[FILE_CARE])
		snprintf(words, size, "%s is a data folder already; nothing was changed",
			 ctl->data);
	else if (!there[FILE_CONFIG] && (there[FILE_STORE] || there[FILE_CARE]))
		snprintf(words, size,
			 "%s has a database and no firstbell.conf: bring that back from a backup "
			 "first; "
			 "nothing was changed",
			 ctl->data);
}

static enum err write_config(const struct ctl *ctl)
{
	char path[PATH_SIZE];
	if (!path_of(path, ctl, files[FILE_CONFIG], ""))
		return ERR_BAD_INPUT;
	FILE *file = fopen(path, "wx");
	if (!file)
		return errno == ENOSPC ? ERR_NO_SPACE : ERR_IO;
	bool good = fputs(init_template, file) >= 0;
	good = fflush(file) == 0 && good;
	good = fsync(fileno(file)) == 0 && good;
	int error = errno;
	good = fclose(file) == 0 && good;
	return good ? OK : error == ENOSPC ? ERR_NO_SPACE : ERR_IO;
}

/* After an error `words` say what went wrong. */
static enum err make_missing(const struct ctl *ctl, const bool there[FILE_KINDS], char *words,
			     size_t size)
{
	struct store_report report = {0};
	struct store *store = NULL;
	struct care_store *care_store = NULL;
	enum err err = there[FILE_CONFIG] ? OK : write_config(ctl);
	if (err != OK)
		snprintf(words, size, "%s", err_text(err));
	if (err == OK && !there[FILE_STORE]) {
		err = store_open(&store, ctl->data, true, &report);
		ctl_database_words(words, size, files[FILE_STORE], report.problem, err);
	}
	if (err == OK && !there[FILE_CARE]) {
		err = care_store_open(&care_store, ctl->data, true, &report);
		ctl_database_words(words, size, files[FILE_CARE], report.problem, err);
	}
	care_store_close(care_store);
	store_close(store);
	return err;
}

static void take_back(const struct ctl *ctl, const bool there[FILE_KINDS], bool folder_made)
{
	for (size_t i = 0; i < FILE_KINDS; i++)
		for (size_t k = 0; !there[i] && k < COUNT_OF(tails); k++) {
			char path[PATH_SIZE];
			if (path_of(path, ctl, files[i], tails[k]))
				(void)unlink(path);
		}
	if (folder_made)
		(void)rmdir(ctl->data);
}

static void say_done(const struct ctl *ctl, const bool there[FILE_KINDS])
{
	if (!ctl->json) {
		for (size_t i = 0; i < FILE_KINDS; i++)
			printf("%s %s/%s\n", there[i] ? "kept" : "made", ctl->data, files[i]);
		if (!there[FILE_CONFIG])
			printf("Now write your school into firstbell.conf, then import roster, "
			       "care and cards.\n");
		return;
	}
	struct json_out out = {.file = stdout};
	json_out_open(&out, NULL, '{');
	json_out_text(&out, "command", "init");
	json_out_bool(&out, "done", true);
	json_out_text(&out, "data", ctl->data);
	json_out_open(&out, "made", '[');
	for (size_t i = 0; i < FILE_KINDS; i++)
		if (!there[i])
			json_out_text(&out, NULL, files[i]);
	json_out_close(&out, ']');
	json_out_close(&out, '}');
	putchar('\n');
}

enum ctl_exit ctl_init(const struct ctl *ctl)
{
	char words[2 * PATH_SIZE] = "";
	bool there[FILE_KINDS] = {false};
	/* Children's data: for the user that Firstbell runs as, and nobody else. */
	umask(077);
	bool folder_made = mkdir(ctl->data, 0700) == 0;
	if (!folder_made && errno != EEXIST) {
		snprintf(words, sizeof(words), "%s cannot be made: %s", ctl->data, strerror(errno));
		return ctl_fail(ctl, "init", words);
	}
	look_first(ctl, there, words, sizeof(words));
	if (words[0])
		return ctl_fail(ctl, "init", words);
	enum err err = make_missing(ctl, there, words, sizeof(words));
	if (err != OK) {
		take_back(ctl, there, folder_made);
		return ctl_fail(ctl, "init", words);
	}
	say_done(ctl, there);
	return CTL_DONE;
}
