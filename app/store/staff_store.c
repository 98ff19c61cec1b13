#include "store/staff_store.h"

#include <stdlib.h>
#include <string.h>

#include "store/store_private.h"

static bool read_entry(sqlite3_stmt *statement, struct staff_entry *entry)
{
	char post[ROLE_SIZE];
	int length = sqlite3_column_bytes(statement, 3);

	memset(entry, 0, sizeof *entry);
	entry->member.key = (uint32_t)sqlite3_column_int64(statement, 0);
	if (length > 0 && (size_t)length <= sizeof entry->card.bytes)
		memcpy(entry->card.bytes, sqlite3_column_blob(statement, 3), (size_t)length);
	entry->card.length = (uint8_t)length;
	entry->failures = sqlite3_column_int(statement, 4);
	entry->blocked_until_utc_ms = sqlite3_column_int64(statement, 5);
	return column_text(statement, 1, entry->member.name, sizeof entry->member.name) &&
	       column_text(statement, 2, post, sizeof post) &&
	       post_parse(post, &entry->member.post);
}

enum err staff_store_list(struct store *store, struct staff_entry **out, size_t *count)
{
	static const char sql[] = "SELECT key, name, post, card, failures, blocked_until_utc_ms "
				  "FROM staff ORDER BY name";
	sqlite3_stmt *statement;
	bool row;
	enum err err = database_statement(&store->database, sql, &statement);

	*out = NULL;
	*count = 0;
	while (err == OK && (err = database_row(&store->database, statement, &row)) == OK && row) {
		struct staff_entry *more = array_room(*out, *count, sizeof **out);
		if (more)
			*out = more;
		if (!more)
			err = ERR_NO_MEMORY;
		else if (!read_entry(statement, &more[(*count)++]))
			err = ERR_DAMAGED;
		if (err != OK)
			sqlite3_reset(statement);
	}
	if (err != OK) {
		free(*out);
		*out = NULL;
		*count = 0;
	}
	return err;
}

enum err staff_store_by_card(struct store *store, const struct card *card, struct staff_member *out)
{
	static const char sql[] = "SELECT key, name, post, card, failures, blocked_until_utc_ms "
				  "FROM staff WHERE card = ?";
	struct staff_entry entry;
	sqlite3_stmt *statement;
	bool row;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_blob(statement, 1, card->bytes, card->length);
	err = database_row(&store->database, statement, &row);
	if (err != OK || !row)
		return err == OK ? ERR_NOT_FOUND : err;
	err = read_entry(statement, &entry) ? OK : ERR_DAMAGED;
	sqlite3_reset(statement);
	*out = entry.member;
	return err;
}

static enum err is_pupils(struct store *store, const struct card *card)
{
	static const char sql[] = "SELECT 1 FROM card JOIN pupil ON key = pupil "
				  "WHERE on_roster AND card = ?";

	return store_without_card(store, sql, card, ERR_REFUSED);
}

static enum err add(struct store *store, const struct staff_member *member, const struct card *card,
		    const char *hash)
{
	static const char sql[] =
		"INSERT INTO staff (name, post, card, pin_hash) VALUES (?, ?, ?, ?)";
	sqlite3_stmt *statement;
	enum err err = card_is_random(card) ? ERR_REFUSED : is_pupils(store, card);

	if (err == OK)
		err = database_statement(&store->database, sql, &statement);
	if (err != OK)
		return err;
	bind_text(statement, 1, member->name);
	bind_text(statement, 2, post_text(member->post));
	bind_blob(statement, 3, card->bytes, card->length);
	bind_text(statement, 4, hash);
	return database_run(&store->database, statement);
}

enum err staff_store_add(struct store *store, const struct staff_member *member,
			 const struct card *card, const char *hash)
{
	bool own;
	enum err err = database_join(&store->database, &own);

	if (err != OK)
		return err;
	return database_leave(&store->database, own, add(store, member, card, hash));
}

/* ?1: the name, ?2: the hash where there is one. */
static enum err change(struct store *store, const char *sql, const char *name, const char *hash)
{
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_text(statement, 1, name);
	if (hash)
		bind_text(statement, 2, hash);
	err = database_run(&store->database, statement);
	if (err == OK && sqlite3_changes(store->database.sqlite) == 0)
		err = ERR_NOT_FOUND;
	return err;
}

enum err staff_store_remove(struct store *store, const char *name)
{
	static const char sql[] = "DELETE FROM staff WHERE name = ?1";

	return change(store, sql, name, NULL);
}

enum err staff_store_set_pin(struct store *store, const char *name, const char *hash)
{
	static const char sql[] = "UPDATE staff SET pin_hash = ?2, failures = 0, "
				  "blocked_until_utc_ms = 0 WHERE name = ?1";

	return change(store, sql, name, hash);
}

enum err staff_store_unblock(struct store *store, const char *name)
{
	static const char sql[] =
		"UPDATE staff SET failures = 0, blocked_until_utc_ms = 0 WHERE name = ?1";

	return change(store, sql, name, NULL);
}

/* -- the PIN --------------------------------------------------------------------------------------- */

struct tries {
	char hash[PIN_HASH_SIZE];
	int failures;
	int64_t blocked_until_utc_ms;
};

static enum err read_tries(struct store *store, uint32_t key, struct tries *out)
{
	static const char sql[] =
		"SELECT pin_hash, failures, blocked_until_utc_ms FROM staff WHERE key = ?";
	sqlite3_stmt *statement;
	bool row;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_integer(statement, 1, key);
	err = database_row(&store->database, statement, &row);
	if (err != OK || !row)
		return err == OK ? ERR_NOT_FOUND : err;
	out->failures = sqlite3_column_int(statement, 1);
	out->blocked_until_utc_ms = sqlite3_column_int64(statement, 2);
	err = column_text(statement, 0, out->hash, sizeof out->hash) ? OK : ERR_DAMAGED;
	sqlite3_reset(statement);
	return err;
}

static enum err write_tries(struct store *store, uint32_t key, int failures,
			    int64_t blocked_until_utc_ms)
{
	static const char sql[] =
		"UPDATE staff SET failures = ?2, blocked_until_utc_ms = ?3 WHERE key = ?1";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_integer(statement, 1, key);
	bind_integer(statement, 2, failures);
	bind_integer(statement, 3, blocked_until_utc_ms);
	return database_run(&store->database, statement);
}

static int seconds(int64_t ms)
{
	return (int)((ms + 999) / 1000);
}

/* Blocked until later than any wait is long: the clock was put back since, by a start without the time, say. How much of the wait is
 * over is not known then, but as much as the machine has run; once the clock is right again, it says. */
static int64_t wait_left_ms(const struct tries *tries, const struct moment *now)
{
	int64_t most_ms = pin_wait_ms(tries->failures);
	int64_t left_ms = tries->blocked_until_utc_ms - now->utc_ms;

	return left_ms <= most_ms ? left_ms : most_ms - now->mono_ms;
}

enum err staff_store_check_pin(struct store *store, uint32_t key, const char *pin,
			       const struct moment *now, enum pin_answer *answer, int *wait_s)
{
	struct tries tries;
	enum err err = read_tries(store, key, &tries);

	*answer = PIN_ANSWER_LATER;
	*wait_s = 0;
	if (err != OK)
		return err;
	int64_t wait_ms = wait_left_ms(&tries, now);
	if (wait_ms > 0) {
		*wait_s = seconds(wait_ms);
		return OK;
	}
	wait_ms = pin_wait_ms(tries.failures + 1);
	err = write_tries(store, key, tries.failures + 1, wait_ms ? now->utc_ms + wait_ms : 0);
	if (err != OK)
		return err;
	*answer = PIN_ANSWER_WRONG;
	*wait_s = seconds(wait_ms);
	if (!pin_matches(tries.hash, pin))
		return OK;
	err = write_tries(store, key, 0, 0);
	if (err != OK)
		return err;
	*answer = PIN_ANSWER_RIGHT;
	*wait_s = 0;
	return OK;
}
