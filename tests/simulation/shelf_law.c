#include "tests/simulation/shelf_law_private.h"

#include <stdlib.h>

/* -- a kiosk's life ------------------------------------------------------------------------------------------- */

static void seat_close(struct seat *seat)
{
	store_close(seat->day.store);
	care_store_close(seat->care);
	seat->day.store = NULL;
	seat->care = NULL;
	seat->open = seat->begun = false;
}

static void do_open(struct law *law, struct seat *seat)
{
	struct store_report report;
	char problem[100];
	uint64_t random_stream = 1 + draw_below(&law->draw, 5);
	enum err err = config_load(seat->dir, &seat->day.config, problem, sizeof(problem));
	if (!err)
		err = store_open(&seat->day.store, seat->dir, false, &report);
	if (!err)
		err = care_store_open(&seat->care, seat->dir, false, &report);
	if (!err)
		err = store_next_boot(seat->day.store, &seat->day.boot);
	if (!err)
		err = store_stream(seat->day.store, seat->id, random_stream, &seat->day.stream);
	seat->open = !err;
	fprintf(law->out, "%s, boot %u, stream %llx; ", err_text(err), (unsigned)seat->day.boot,
		(unsigned long long)seat->day.stream);
	/* what the first asking answers is each shelf's own */
	if (!err && (store_data_version(seat->day.store, &seat->version) ||
		     care_store_data_version(seat->care, &seat->care_version)))
		fprintf(law->out, "no version");
}

/* The other kiosk goes on, in a transaction perhaps. */
static void do_cut(struct law *law, struct seat *seat)
{
	struct event event = {.kind = EVENT_KIOSK_UP, .at = draw_moment(&law->draw, 1)};
	event.session.day = event.at.day;
	shelf_cut(seat->dir);
	if (seat->begun)
		fprintf(law->out, "a dead one commits: %s",
			store_append_event(seat->day.store, &event) || store_commit(seat->day.store)
				? "no"
				: "yes");
	seat_close(seat);
}

static void step_closed(struct law *law, struct seat *seat)
{
	uint32_t what = draw_below(&law->draw, 100);
	if (what < 10)
		fprintf(law->out, "back up: %s", err_text(shelf_back_up(seat->dir)));
	else if (what < 20) {
		fprintf(law->out, "restore: %s", err_text(shelf_restore(seat->dir)));
		seat->read_row = 0;
	} else if (what < 30) {
		fprintf(law->out, "import ");
		law_import(law, seat);
	} else {
		fprintf(law->out, "open: ");
		do_open(law, seat);
	}
}

static void step_transaction(struct law *law, struct seat *seat)
{
	struct store *store = seat->day.store;
	if (!seat->begun) {
		enum err err = store_begin(store);
		seat->begun = !err;
		fprintf(law->out, "begin: %s", err_text(err));
	} else if (draw_percent(&law->draw, 70)) {
		fprintf(law->out, "commit: %s", err_text(store_commit(store)));
		seat->begun = false;
	} else {
		store_rollback(store);
		seat->begun = false;
		fprintf(law->out, "rollback");
	}
}

struct kind_of_step {
	const char *name;
	uint32_t weight;
	bool within; /* a transaction */
	void (*run)(struct law *law, struct seat *seat);
};
static const struct kind_of_step kinds[] = {
	{"transaction ", 30, false, step_transaction},
	{"append ", 40, true, law_append},
	{"notice ", 30, true, law_notice},
	{"ack ", 8, true, law_ack},
	{"new stream ", 3, true, law_new_stream},
	{"prune ", 4, true, law_prune},
	{"take ", 25, false, law_take},
	{"exchange ", 3, false, law_exchange},
	{"import ", 6, false, law_import},
	{"read ", 15, false, law_read},
	{"ends ", 5, false, law_ends},
	{"roster ", 6, false, law_roster},
	{"version ", 5, false, law_version},
	{"told ", 20, false, law_told},
	{"cursor ", 10, false, law_cursor},
	{"own ", 8, false, law_own},
};

static void step_open(struct law *law, struct seat *seat)
{
	uint32_t sum = 0;
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		sum += kinds[i].weight;
	uint32_t drawn = draw_below(&law->draw, sum);
	size_t at = 0;
	for (; drawn >= kinds[at].weight; at++)
		drawn -= kinds[at].weight;
	if (kinds[at].within && !seat->begun)
		at = 0; /* a transaction first */
	fputs(kinds[at].name, law->out);
	kinds[at].run(law, seat);
}

static void step(struct law *law)
{
	size_t which = draw_below(&law->draw, KIOSKS);
	struct seat *seat = &law->seats[which];
	uint32_t fate = draw_below(&law->draw, 1000);
	fprintf(law->out, "%s ", seat->id);
	if (fate < 5) {
		fprintf(law->out, "cut ");
		do_cut(law, seat);
	} else if (!seat->open)
		step_closed(law, seat);
	else if (fate < 20) {
		seat_close(seat);
		fprintf(law->out, "close");
	} else
		step_open(law, seat);
	fputc('\n', law->out);
}

void shelf_law_tell(uint64_t seed, int steps, FILE *out)
{
	static const char *const ids[KIOSKS] = {"door", "hall"};
	struct law *law = calloc(1, sizeof(*law));
	if (!law || shelf_open(seed))
		abort();
	law->out = out;
	law->draw.state = seed;
	for (size_t i = 0; i < KIOSKS; i++) {
		struct seat *seat = &law->seats[i];
		static struct config config;
		config.site.count = 1;
		text_copy(seat->id, sizeof(seat->id), ids[i]);
		text_copy(config.site.kiosks[0], sizeof(config.site.kiosks[0]), ids[i]);
		snprintf(seat->dir, sizeof(seat->dir), "school/%s", ids[i]);
		fprintf(out, "%s: %s\n", seat->dir, err_text(shelf_kiosk(seat->dir, &config)));
	}
	for (int i = 0; i < steps; i++) {
		fprintf(out, "%d ", i);
		step(law);
	}
	for (size_t i = 0; i < KIOSKS; i++)
		seat_close(&law->seats[i]);
	shelf_close();
	free(law);
}
