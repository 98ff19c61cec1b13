#pragma once
/* shelf_law_private: what the law's history is made of. Private to shelf_law*.c. */
#include "day.h"
#include "tests/simulation/shelf.h"
#include "tests/simulation/shelf_law.h"

#define KIOSKS 2
#define HEARD_MAX 4096

struct seat {
	char dir[32], id[KIOSK_ID_SIZE];
	bool open, begun;
	struct day day; /* as much of it as the log of notices looks at */
	struct care_store *care;
	int64_t version, care_version, read_row;
};
struct law {
	FILE *out;
	struct draw draw;
	struct seat seats[KIOSKS];
	struct event
		heard[HEARD_MAX]; /* every event with a key that ever was, rolled back or not */
	size_t heard_count;
};

/* Steps of an open kiosk: each prints what it was answered. */
void law_read(struct law *law, struct seat *seat);
void law_ends(struct law *law, struct seat *seat);
void law_roster(struct law *law, struct seat *seat);
void law_version(struct law *law, struct seat *seat);
void law_told(struct law *law, struct seat *seat);
void law_cursor(struct law *law, struct seat *seat);
void law_own(struct law *law, struct seat *seat);
void law_append(struct law *law, struct seat *seat);
void law_take(struct law *law, struct seat *seat);
void law_exchange(struct law *law, struct seat *seat);
void law_notice(struct law *law, struct seat *seat);
void law_ack(struct law *law, struct seat *seat);
void law_new_stream(struct law *law, struct seat *seat);
void law_prune(struct law *law, struct seat *seat);
void law_import(struct law *law, struct seat *seat);
