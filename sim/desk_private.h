#pragma once
/* desk_private: what the desk is made of. Private to sim/desk*.c. */
#include "sim/desk.h"
#include "sim/desk_reader.h"
#include "sim/pace.h"
#include "sim/panel.h"

struct desk {
	const char *data_dir;
	struct app *app;     /* NULL: the power is off */
	int64_t deadline_ms; /* true time at which the kiosk wants to be called */
	int64_t kept_minute; /* of the hall's clock, in its file */
	int32_t told_day;    /* the last one of which something was told */
	int64_t real_ms;     /* monotonic, read once a turn */
	struct pace pace;
	struct desk_reader reader;
	struct rack rack;

	SDL_Window *window;
	struct panel panel;
	int kiosk_y; /* the kiosk's screen in the window */
	bool finger_down;
	bool panel_changed, all_changed, closed;
	unsigned frames_drawn;
	int64_t second_drawn; /* of the kiosk's clock */
	int signals, wake_fd; /* -1: none */
	int lock;             /* of the data folder; -1: not taken */
};

/* -- desk_hall.c: time, power, and what is heard of the kiosk ---------------------------------- */

/* The hall at the time where the last visit ended, or now, or the next morning with school; the reader plugged in, power
 * on. Errors: as desk_reader_open and app_open. */
MUST_CHECK enum err desk_hall_open(struct desk *desk, const char *reader);
void desk_hall_close(struct desk *desk);
void desk_hall_power(struct desk *desk, bool on);
/* Lets time pass, as far as the pace says, the kiosk follows, and the network has answered. */
void desk_hall_run(struct desk *desk);
/* Faster than real time, the kiosk waits for its authorities, and time with it. */
bool desk_hall_waits(const struct desk *desk);
/* Real ms until something happens by itself. */
int64_t desk_hall_wait_ms(const struct desk *desk);
/* Where the jumps lead, in true time; INT64_MAX: nowhere. `is_close`: a register closes then, else its flags have gone by then. */
int64_t desk_hall_next_bell_ms(const struct desk *desk, bool *is_close);
int64_t desk_hall_next_morning_ms(void);

/* -- desk_hand.c: mouse and keyboard ------------------------------------------------------------ */

void desk_hand_take(struct desk *desk, const SDL_Event *event);
