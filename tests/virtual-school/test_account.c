/* Officers and their sessions, and the storage beneath. */
#include "tests/support/ledger_rig.h"
#include "tools/virtual-school/account.h"

#include <setjmp.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define NOON INT64_C(1789380000000)
#define MINUTE_MS INT64_C(60000)

static void open_officer(struct ledger_rig *rig)
{
	ledger_rig_open(rig, NATION_ENGLAND);
	assert_int_equal(account_add(rig->storage, "sam", "hash", NOON), OK);
}

static void sessions_end_when_idle_or_old(void **state)
{
	static const struct {
		const char *sentence;
		int64_t looks
			[4]; /* minutes after the start at which the session is used; 0: no more */
		enum err last;
	} rows[] = {
		{"used soon", {10}, OK},
		{"the last idle minute", {30}, OK},
		{"idle too long", {31}, ERR_NOT_FOUND},
		{"kept alive", {29, 58, 87, 116}, OK},
		{"left for lunch", {29, 58, 89}, ERR_NOT_FOUND},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct ledger_rig rig;
		struct web_session session;
		char token[TOKEN_SIZE];
		enum err err = OK;

		open_officer(&rig);
		assert_int_equal(account_begin(rig.storage, "sam", NOON, token), OK);
		for (size_t n = 0; n < COUNT_OF(rows[i].looks) && rows[i].looks[n]; n++)
			err = account_resume(rig.storage, token,
					     NOON + rows[i].looks[n] * MINUTE_MS, &session);
		if (err != rows[i].last)
			fail_msg("%s", rows[i].sentence);
		ledger_rig_close(&rig);
	}
}

static void no_session_lasts_longer_than_a_working_day(void **state)
{
	struct ledger_rig rig;
	struct web_session session;
	char token[TOKEN_SIZE];

	(void)state;
	open_officer(&rig);
	assert_int_equal(account_begin(rig.storage, "sam", NOON, token), OK);
	for (int64_t minute = 20; minute <= 600; minute += 20)
		assert_int_equal(
			account_resume(rig.storage, token, NOON + minute * MINUTE_MS, &session),
			OK);
	assert_int_equal(account_resume(rig.storage, token, NOON + 601 * MINUTE_MS, &session),
			 ERR_NOT_FOUND);
	ledger_rig_close(&rig);
}

static void only_the_holder_of_the_token_is_the_officer(void **state)
{
	struct ledger_rig rig;
	struct web_session session;
	struct rows rows;
	char token[TOKEN_SIZE], again[TOKEN_SIZE], stored[TOKEN_SIZE] = "";

	(void)state;
	open_officer(&rig);
	assert_int_equal(account_begin(rig.storage, "sam", NOON, token), OK);
	assert_int_equal(account_begin(rig.storage, "sam", NOON, again), OK);
	assert_string_not_equal(token, again);
	assert_int_equal(account_resume(rig.storage, token, NOON, &session), OK);
	assert_string_equal(session.username, "sam");
	storage_begin(rig.storage);
	rows = storage_query(rig.storage, "SELECT token FROM web_session", NO_VALUES);
	while (storage_next(&rows)) {
		(void)text_copy(stored, sizeof(stored), storage_text(&rows, 0));
		assert_string_not_equal(stored, token);
		assert_string_not_equal(stored, again);
	}
	assert_int_equal(storage_commit(rig.storage), OK);
	assert_int_equal(account_resume(rig.storage, stored, NOON, &session), ERR_NOT_FOUND);
	assert_int_equal(account_resume(rig.storage, "", NOON, &session), ERR_NOT_FOUND);
	assert_int_equal(account_end(rig.storage, token), OK);
	assert_int_equal(account_resume(rig.storage, token, NOON, &session), ERR_NOT_FOUND);
	assert_int_equal(account_resume(rig.storage, again, NOON, &session), OK);
	ledger_rig_close(&rig);
}

static void a_new_password_ends_the_sessions(void **state)
{
	struct ledger_rig rig;
	struct web_session session;
	char token[TOKEN_SIZE], hash[PASSWORD_HASH_SIZE];

	(void)state;
	open_officer(&rig);
	assert_int_equal(account_begin(rig.storage, "sam", NOON, token), OK);
	assert_int_equal(account_set_password(rig.storage, "sam", "other"), OK);
	assert_int_equal(account_resume(rig.storage, token, NOON, &session), ERR_NOT_FOUND);
	assert_int_equal(account_find(rig.storage, "sam", hash), OK);
	assert_string_equal(hash, "other");
	assert_int_equal(account_set_password(rig.storage, "mair", "other"), ERR_NOT_FOUND);
	assert_int_equal(account_find(rig.storage, "mair", hash), ERR_NOT_FOUND);
	assert_int_equal(account_add(rig.storage, "sam", "third", NOON), ERR_EXISTS);
	ledger_rig_close(&rig);
}

static void passwords_are_argon2id_and_only_the_right_one_matches(void **state)
{
	char hash[PASSWORD_HASH_SIZE], made[PASSWORD_MADE_SIZE], again[PASSWORD_MADE_SIZE];

	(void)state;
	assert_int_equal(password_hash("short", hash), ERR_BAD_INPUT);
	assert_int_equal(password_hash("correct horse", hash), OK);
	assert_int_equal(strncmp(hash, "$argon2id$", 10), 0);
	assert_true(password_matches(hash, "correct horse"));
	assert_false(password_matches(hash, "correct horsf"));
	assert_false(password_matches(NULL, ""));
	password_make(made);
	password_make(again);
	assert_int_equal(strlen(made), 19);
	assert_string_not_equal(made, again);
}

static void a_failure_inside_a_transaction_undoes_it_whole(void **state)
{
	struct ledger_rig rig;
	char hash[PASSWORD_HASH_SIZE];

	(void)state;
	open_officer(&rig);
	storage_begin(rig.storage);
	storage_run(rig.storage,
		    "INSERT INTO officer(username, password, added_ms) VALUES ($1, $2, $3)",
		    VALUES(TEXT("mair"), TEXT("x"), INT(1)));
	storage_run(rig.storage,
		    "INSERT INTO officer(username, password, added_ms) VALUES ($1, $2, $3)",
		    VALUES(TEXT("sam"), TEXT("x"), INT(1)));
	assert_int_equal(storage_failed(rig.storage), ERR_EXISTS);
	assert_int_equal(storage_commit(rig.storage), ERR_EXISTS);
	assert_int_equal(account_find(rig.storage, "mair", hash), ERR_NOT_FOUND);
	assert_int_equal(account_find(rig.storage, "sam", hash), OK);
	ledger_rig_close(&rig);
}

static void set_version(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void storage_that_cannot_be_right_is_not_opened(void **state)
{
	struct ledger_rig rig;
	struct storage *storage;
	struct stat status;
	char path[128];
	FILE *file;

	(void)state;
	ledger_rig_open(&rig, NATION_ENGLAND);
	snprintf(path, sizeof(path), "%s/new.sqlite", rig.folder);
	assert_int_equal(storage_open(path, &storage), ERR_NOT_FOUND);
	assert_int_equal(storage_create(path), OK);
	assert_int_equal(storage_create(path), ERR_EXISTS);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	set_version(path, "PRAGMA user_version=3");
	assert_int_equal(storage_open(path, &storage), ERR_TOO_NEW);
	assert_int_equal(unlink(path), 0);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "this is not a database, whatever its name says; it is long enough");
	fclose(file);
	assert_int_equal(storage_open(path, &storage), ERR_DAMAGED);
	ledger_rig_close(&rig);
}

static void the_disk_is_synced_at_every_commit(void **state)
{
	struct ledger_rig rig;
	struct rows rows;

	(void)state;
	ledger_rig_open(&rig, NATION_ENGLAND);
	storage_begin(rig.storage);
	rows = storage_query(rig.storage, "PRAGMA synchronous", NO_VALUES);
	assert_true(storage_next(&rows));
	assert_int_equal(storage_integer(&rows, 0), 2);
	storage_end(&rows);
	rows = storage_query(rig.storage, "PRAGMA journal_mode", NO_VALUES);
	assert_true(storage_next(&rows));
	assert_string_equal(storage_text(&rows, 0), "wal");
	storage_end(&rows);
	assert_int_equal(storage_commit(rig.storage), OK);
	ledger_rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sessions_end_when_idle_or_old),
		cmocka_unit_test(no_session_lasts_longer_than_a_working_day),
		cmocka_unit_test(only_the_holder_of_the_token_is_the_officer),
		cmocka_unit_test(a_new_password_ends_the_sessions),
		cmocka_unit_test(passwords_are_argon2id_and_only_the_right_one_matches),
		cmocka_unit_test(a_failure_inside_a_transaction_undoes_it_whole),
		cmocka_unit_test(storage_that_cannot_be_right_is_not_opened),
		cmocka_unit_test(the_disk_is_synced_at_every_commit),
	};

	return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
