#pragma once
/* hands_private: what the parts of hands share. */
#include "app.h"
#include "tests/support/demo.h"
#include "tests/support/hands.h"

struct disk;
struct hands {
	struct demo demo;
	struct disk *disk;
	struct app *app;
	uint64_t dice;
	int64_t deadline_ms, carded_ms, touched_ms, disk_well_ms;
	bool disk_full;
	long arrived; /* events of arrival written */
	const char *early, *stuck;
	char did[64];
	struct card cards[64];
	size_t card_count;
};
extern struct hands hands;

/* 0 to sides - 1. */
uint32_t hands_dice(uint32_t sides);
/* Lets the kiosk take what has come, and time pass. */
void hands_pass(int64_t ms);
/* Something that hands do. */
void hands_do(void);
void hands_fill_disk(bool full);
/* The power goes and comes; what the disk holds is compared. */
void hands_cut_power(void);

/* Takes down the parts of every pupil's name. */
void hands_learn_names(const struct app *app);
void hands_forget_names(void);
