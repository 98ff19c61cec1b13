#pragma once
/* sitting: one session of the register: when it closes, and what can be said of it as a whole. */
#include "core/notice.h"
#include "day.h"

struct sitting {
	struct session session;
	const struct roll_fact
		*closed; /* when its register was closed; NULL: not yet. Lives in the roll. */
	struct coverage coverage;
	enum reader_activity activity;
	bool due;   /* closed, and the office's time is over */
	bool today; /* not a day gone by */
	bool open;  /* there is a register to take */
};

/* Records the close of each of today's registers whose time has come. Cheap when there is none. */
MUST_CHECK enum err sitting_close_registers(struct day *day);
/* The first of the days gone by that are looked at again: three weeks back and as far as an N may stand without a reason, or
 * to the last register closed where the kiosk was off for longer; at most DAY_LATE_BACK, never before the kiosk was in use. */
MUST_CHECK enum err sitting_look_back(const struct day *day, int32_t *from_day);
/* Closes the registers of those days that nobody closed (the kiosk slept through them), late; `roll` holds their facts. */
MUST_CHECK enum err sitting_close_late(struct day *day, const struct roll *roll);
/* The session of now, by the clock. */
struct session sitting_now(const struct day *day);
/* The session of today whose register closed last; false: none has. */
bool sitting_last_closed(const struct day *day, struct session *out);
/* How far today's sessions have come: a bit for each that has opened, and for each that is due. */
unsigned sitting_stages(const struct day *day);
/* The day whose N becomes O today (rules_settle); today itself: none. `roll` holds the announced closures. */
int32_t sitting_settled_day(const struct day *day, const struct roll *roll);
/* `roll` holds the kiosks' facts of the session. */
void sitting_make(const struct day *day, const struct roll *roll, struct session session,
		  struct sitting *out);
