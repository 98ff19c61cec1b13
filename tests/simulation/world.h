#pragma once
/* world: one simulated school year: the site's kiosks, the network, the virtual school, and what was seen of them. */
#include <stdio.h>

#include "tests/simulation/counts.h"
#include "tests/simulation/facts.h"
#include "tests/simulation/kiosk.h"

#define WORLD_PACKETS_MAX 4096
#define WORLD_IMPORTS_MAX 512
#define WORLD_SESSIONS_MAX 900

/* What one kiosk sends to another, in the order of its rows. */
struct link {
	bool silent;
	bool broken;           /* the receiver could not take all */
	int64_t cursor;        /* rows of the sender's log up to here have arrived */
	uint64_t ordinal;      /* and its events up to here, as facts count them */
	uint64_t full_ordinal; /* of which these when the receiver last did its full work */
	int64_t backup_cursor; /* as of the receiver's backup */
	uint64_t backup_ordinal;
};

struct violation {
	char invariant[4];
	char text[400];
	int64_t at_ms;
	int32_t day; /* the session's */
};

struct world {
	struct plan plan;
	const struct filter *filter;
	unsigned faults; /* classes that occur in this year, bit n */
	struct queue queue;
	int64_t now_ms;
	int32_t end_day;
	struct kiosk kiosks[PLAN_KIOSKS_MAX];
	int64_t trouble_ms[PLAN_KIOSKS_MAX]; /* the last time that something was amiss with it */
	int64_t full_ms[PLAN_KIOSKS_MAX];    /* its last beat's work */
	size_t seen_imports[PLAN_KIOSKS_MAX];
	bool set_back
		[WORLD_SESSIONS_MAX]; /* days, from the year's first, of which a restored kiosk lost what it knew */
	int32_t restored_day; /* the last on which one was restored */
	struct link links[PLAN_KIOSKS_MAX][PLAN_KIOSKS_MAX]; /* [from][to] */
	struct inbox inbox;
	struct facts facts;
	struct packet *packets[WORLD_PACKETS_MAX];
	int64_t imports[WORLD_IMPORTS_MAX];
	size_t import_count;
	int key_count;
	uint32_t keys[PLAN_PEOPLE_MAX];         /* person -> the kiosks' key; 0: never imported */
	int16_t person_of[PLAN_PEOPLE_MAX + 2]; /* key -> person */
	int32_t stated_day[PLAN_KIOSKS_MAX]
			  [WORLD_SESSIONS_MAX]; /* when a kiosk wrote its statement; 0: not */
	int32_t turned_away
		[PLAN_PEOPLE_MAX]; /* the last day on which a child came in the morning's window and no kiosk took it */
	int32_t checked_day; /* all before it has been checked when all had healed */
	struct counts counts;
	uint64_t digest;
	struct violation violation; /* the first; text empty: none */
	int violations;
	FILE *trace; /* NULL: none; what happens, line by line */
};

struct outcome {
	struct violation violation;
	int violations;
	uint64_t digest;
};
/* Runs a year of the seed. `names`: when not NULL, the names of the planned steps that happened are put there, at most
 * *name_count, and *name_count is set. */
void world_run(uint64_t seed, int pupils, const struct filter *filter, FILE *trace,
	       struct counts *counts, struct outcome *out, uint32_t *names, size_t *name_count);

/* -- for the parts of the world */
bool *world_set_back(struct world *world, int32_t day);
int32_t *world_stated(struct world *world, int kiosk, struct session session);
void world_violation(struct world *world, const char *invariant, int32_t day, const char *format,
		     ...) __attribute__((format(printf, 4, 5)));
void world_trace(struct world *world, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void world_push(struct world *world, int64_t at_ms, enum step_kind kind, int kiosk, int64_t a,
		int64_t b);

/* Is it a day at whose end all that went before is checked? */
bool world_heals(const struct world *world, int32_t day);

/* agenda: what is planned for a day */
void agenda_day(struct world *world, int32_t day);
void agenda_faults(struct world *world, int32_t day);
void agenda_doors(struct world *world, int32_t day);
/* Pushes a planned step, unless it is left out. */
struct agenda {
	struct world *world;
	int32_t day;
	uint32_t named;
};
void agenda_push(struct agenda *agenda, struct step *step);

/* site: people and their kiosks */
void site_import(struct world *world);
void site_catch_up(struct world *world, int kiosk);
void site_beat(struct world *world, int kiosk, bool full);
void site_move(struct world *world, const struct step *step);
void site_undo(struct world *world, const struct step *step);
void site_mark(struct world *world, const struct step *step);
void site_closure(struct world *world, const struct step *step);
void site_door(struct world *world, const struct step *step);
void site_start(struct world *world, int kiosk);

/* power, and the exchange between the kiosks of the site */
void power_step(struct world *world, const struct step *step);
void exchange_pull(struct world *world, int to);
void exchange_again(struct world *world, int from, int to);
/* All of what has come so far has been worked on. */
void exchange_done(struct world *world, int to);
bool exchange_is_whole(const struct world *world, int to);

/* post: the outboxes and the network */
void post_tick(struct world *world, int kiosk);
/* What an outbox planned to send now, after a failure or at its next beat. */
void post_send(struct world *world, const struct step *step);
void post_arrive(struct world *world, const struct step *step);
void post_reply(struct world *world, const struct step *step);
/* Reads the notices that a kiosk has written since, and lets the checker see them. */
void post_written(struct world *world, int kiosk);
/* What it has written so far was seen: after a restore, in a new stream. */
void post_seen(struct world *world, int kiosk);
