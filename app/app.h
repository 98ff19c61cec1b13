#pragma once
/* app: the kiosk, front of house: taps, touches, screens, uploads. The same in the appliance and the simulator. */
#include "core/base.h"

struct app;

/* Opens the kiosk on a data folder (formats: a kiosk's data folder) and puts the first screen up. A damaged database is set
 * aside, and the kiosk opens out of order. Errors: ERR_BAD_CONFIG, ERR_NOT_FOUND, ERR_NO_MEMORY, logged with what to do. */
MUST_CHECK enum err app_open(struct app **out, const char *data_dir);
/* Takes what has come in, advances, draws if something changed. Returns the next monotonic deadline in ms. Never blocks. */
int64_t app_step(struct app *app);
/* Takes NULL. */
void app_close(struct app *app);

/* What to poll for besides the reader and the fingers: the uploads' sockets. Returns how many were written.
 * `events` are those of poll(2). */
struct app_fd {
	int fd;
	short events;
};
size_t app_fds(struct app *app, struct app_fd *fds, size_t capacity);
/* Is an upload under way? Then app_drive() moves it on without letting its reply in: virtual time waits so. */
bool app_busy(const struct app *app);
void app_drive(struct app *app);

/* Staff entry (scenarios and the desk): a mark for a pupil in the session of now (or its date and part); a closure of today. Each is
 * an event with reason, name and role. ERR_NOT_FOUND: no such pupil; ERR_BAD_INPUT: code in no table; ERR_EXISTS: today's registers
 * were taken before the closure. */
struct app_by {
	const char *reason, *name, *role;
};
MUST_CHECK enum err app_mark(struct app *app, const char *pupil_id, const char *code,
			     const struct app_by *by);
MUST_CHECK enum err app_close_today(struct app *app, const char *code, const struct app_by *by);

/* For the desk's clock: when the next register closes, and when its flags go to the authorities: UTC ms, after the given
 * instant. Days on which nobody is on the roll are passed over. INT64_MAX: none in the two years to come. */
int64_t app_next_close_ms(const struct app *app, int64_t after_utc_ms);
int64_t app_next_due_ms(const struct app *app, int64_t after_utc_ms);
/* The next close of a kiosk that is not open, without opening it: nothing is recorded. Errors: as app_open. */
MUST_CHECK enum err app_peek_close_ms(const char *data_dir, int64_t after_utc_ms, int64_t *out);

/* For the desk: the pupils by name with their first card, in the order of the roll; false past the end. */
struct app_pupil {
	char pupil_id[PUPIL_ID_SIZE];
	char name[200];
	char form[24];
	struct card card; /* length 0: none */
};
bool app_pupil(const struct app *app, size_t index, struct app_pupil *out);
/* The same of the members of staff, without pupil_id; the form is "staff". */
bool app_member(const struct app *app, size_t index, struct app_pupil *out);
/* The screen shown as text, a line a widget ("button \"No card?\" 12,300 500x120"): for scenarios and tests.
 * The text belongs to the app until the next call. */
const char *app_screen_text(struct app *app);
/* The centre of the visible control with this label, in pixels of the panel; false: no such control. */
bool app_control(struct app *app, const char *label, int *x_px, int *y_px);
/* The value of [kiosk] reader as written in the configuration: which reader the program is to open. */
const char *app_reader(const struct app *app);
