#include "tests/support/office_log.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/calendar.h"
#include "core/codes.h"

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "office_log: %s\n", #condition);                           \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

struct store *office_log_open(const struct office *office)
{
	struct store_report report;
	struct store *store;
	uint64_t stream;
	MUST(store_open(&store, office->dir, false, &report) == OK);
	MUST(store_stream(store, "front-door", 7, &stream) == OK);
	MUST(store_begin(store) == OK);
	return store;
}

void office_log_close(struct store *store)
{
	MUST(store_commit(store) == OK);
	store_close(store);
}

static void write_fact(struct store *store, const struct roster *roster,
		       const struct office_fact *fact, int32_t day)
{
	bool said = fact->kind == EVENT_MARKED || fact->kind == EVENT_CLOSURE;
	struct event event = {
		.kind = fact->kind,
		.source = said ? SOURCE_STAFF : SOURCE_TOUCH,
		.at = calendar_moment(calendar_utc_ms(day, fact->minute), 0, 1, TRUST_SYNCED),
		.pupil = fact->pupil ? roster_pupil_by_id(roster, fact->pupil)->key : 0,
		.session = {day, fact->part},
		.words = {.by_name = "R. Okafor"},
	};
	if (fact->code)
		MUST(code_from_text(fact->code, &event.code));
	MUST(store_append_event(store, &event) == OK);
}

void office_log_facts(const struct office *office, const struct office_fact *facts, size_t count,
		      int32_t day)
{
	struct roster roster;
	struct store *store = office_log_open(office);
	MUST(store_load_roster(store, &roster) == OK);
	for (size_t i = 0; i < count && facts[i].minute; i++)
		write_fact(store, &roster, &facts[i], day);
	roster_release(&roster);
	office_log_close(store);
}
