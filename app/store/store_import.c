#include "store/store_private.h"

static void bind_pupil(sqlite3_stmt *statement, const struct pupil *pupil)
{
	bind_text(statement, 1, pupil->pupil_id);
	bind_text(statement, 2, pupil->upn);
	bind_text(statement, 3, pupil->legal_forename);
	bind_text(statement, 4, pupil->legal_surname);
	bind_text(statement, 5, pupil->preferred_forename);
	bind_text(statement, 6, pupil->preferred_surname);
	bind_integer(statement, 7, pupil->year_group);
	bind_text(statement, 8, pupil->form);
	bind_integer(statement, 9, pupil->on_roll_from);
	bind_integer(statement, 10, pupil->on_roll_to);
	bind_text(statement, 11, pupil->language);
}

/* ERR_EXISTS: this pupil_id came in this import already. */
static enum err put_pupil(struct store *store, const struct pupil *pupil)
{
	static const char sql[] =
		"INSERT INTO pupil (pupil_id, on_roster, upn, legal_forename, legal_surname, "
		"preferred_forename, preferred_surname, year_group, form, on_roll_from, "
		"on_roll_to, "
		"language) VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "
		"ON CONFLICT (pupil_id) DO UPDATE SET on_roster = 1, upn = ?2, legal_forename = "
		"?3, "
		"legal_surname = ?4, preferred_forename = ?5, preferred_surname = ?6, "
		"year_group = ?7, form = ?8, on_roll_from = ?9, on_roll_to = ?10, language = ?11 "
		"WHERE NOT on_roster";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_pupil(statement, pupil);
	err = database_run(&store->database, statement);
	if (err == OK && sqlite3_changes(store->database.sqlite) == 0)
		err = ERR_EXISTS;
	return err;
}

/* Before the pupil's row is put: does it change the UPN? */
static enum err remember_upn(struct store *store, const struct pupil *pupil)
{
	static const char sql[] = "INSERT INTO former_upn (upn, pupil) SELECT upn, key FROM pupil "
				  "WHERE pupil_id = ?1 AND upn <> ?2 AND upn <> ''";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_text(statement, 1, pupil->pupil_id);
	bind_text(statement, 2, pupil->upn);
	return database_run(&store->database, statement);
}

/* A number belongs to whom it was given last, for good: should that pupil leave, it is not the former owner's again. So
 * each stands in one row alone of these two tables. */
static enum err disown_upns(struct store *store)
{
	return database_exec(&store->database,
			     "DELETE FROM former_upn WHERE upn IN "
			     "(SELECT upn FROM pupil WHERE on_roster);"
			     "UPDATE pupil SET upn = '' WHERE NOT on_roster AND upn IN "
			     "(SELECT upn FROM pupil WHERE on_roster)");
}

enum err store_replace_pupils(struct store *store, const struct pupil *pupils, size_t count,
			      int32_t day)
{
	static const char sql[] = "UPDATE kiosk SET roster_day = ?";
	sqlite3_stmt *statement;
	enum err err =
		database_exec(&store->database, "UPDATE pupil SET on_roster = 0 WHERE on_roster");

	for (size_t i = 0; i < count && err == OK; i++)
		err = remember_upn(store, &pupils[i]);
	for (size_t i = 0; i < count && err == OK; i++)
		err = put_pupil(store, &pupils[i]);
	if (err == OK)
		err = disown_upns(store);
	if (err == OK)
		err = database_statement(&store->database, sql, &statement);
	if (err != OK)
		return err;
	bind_integer(statement, 1, day);
	return database_run(&store->database, statement);
}

enum err store_replace_expectations(struct store *store, const struct expectation *expectations,
				    size_t count)
{
	static const char sql[] = "INSERT INTO expectation (pupil, weekday, part, code, from_day, "
				  "to_day) VALUES (?, ?, ?, ?, ?, ?)";
	sqlite3_stmt *statement;
	enum err err = database_exec(&store->database, "DELETE FROM expectation");

	for (size_t i = 0; i < count && err == OK; i++) {
		err = database_statement(&store->database, sql, &statement);
		if (err != OK)
			break;
		bind_integer(statement, 1, expectations[i].pupil);
		bind_integer(statement, 2, expectations[i].weekday);
		bind_integer(statement, 3, expectations[i].part);
		bind_text(statement, 4, expectations[i].code.text);
		bind_integer(statement, 5, expectations[i].from_day);
		bind_integer(statement, 6, expectations[i].to_day);
		err = database_run(&store->database, statement);
	}
	return err;
}

enum err store_replace_closures(struct store *store, const struct store_closure *closures,
				size_t count)
{
	static const char sql[] = "INSERT INTO closure (day, am, pm, code, years, reason) "
				  "VALUES (?, ?, ?, ?, ?, ?)";
	sqlite3_stmt *statement;
	enum err err = database_exec(&store->database, "DELETE FROM closure");

	for (size_t i = 0; i < count && err == OK; i++) {
		const struct closure *closure = &closures[i].closure;

		err = database_statement(&store->database, sql, &statement);
		if (err != OK)
			break;
		bind_integer(statement, 1, closure->day);
		bind_integer(statement, 2, closure->parts[PART_AM]);
		bind_integer(statement, 3, closure->parts[PART_PM]);
		bind_text(statement, 4, closure->code.text);
		bind_integer(statement, 5, closure->years);
		bind_text(statement, 6, closures[i].reason);
		err = database_run(&store->database, statement);
	}
	return err;
}

enum err store_bump_roster_version(struct store *store)
{
	return database_exec(&store->database,
			     "UPDATE kiosk SET roster_version = roster_version + 1");
}
