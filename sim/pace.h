#pragma once
/* pace: how fast the desk's virtual time runs beside the real clock. Pure: all times are given. */
#include "core/base.h"

struct pace {
	int64_t real_ms, virtual_ms; /* these two were at the same instant */
	int speed;                   /* virtual seconds a second */
	bool paused;
	int64_t jump_ms; /* flies there as fast as the kiosk can follow; 0: no jump */
};

void pace_init(struct pace *pace, int64_t real_ms, int64_t virtual_ms);
/* Where virtual time should be by now. */
int64_t pace_target(const struct pace *pace, int64_t real_ms);
/* Virtual time has only come so far (it was held, or is behind): it goes on from there. A jump that has arrived ends. */
void pace_reached(struct pace *pace, int64_t real_ms, int64_t virtual_ms);
/* Each takes effect from now on; a new speed lets paused time run. */
void pace_set_speed(struct pace *pace, int64_t real_ms, int speed);
void pace_set_paused(struct pace *pace, int64_t real_ms, bool paused);
void pace_jump(struct pace *pace, int64_t to_virtual_ms);
/* Real ms until virtual time gets there; 0: now or past; INT64_MAX: never. */
int64_t pace_wait_ms(const struct pace *pace, int64_t real_ms, int64_t virtual_ms);
/* Faster than the network can answer in real time? */
bool pace_fast(const struct pace *pace);
