/* What those who run the app ask of it: sockets, staff entries, and what the desk shows. */
#include "app_private.h"

#include <stdlib.h>

#include "staff.h"
#include "store/staff_store.h"
#include "views.h"

size_t app_fds(struct app *app, struct app_fd *fds, size_t capacity)
{
	struct net_fd sockets[2 * AUTHORITIES_MAX];
	size_t room = capacity < COUNT_OF(sockets) ? capacity : COUNT_OF(sockets);
	size_t count = net_fds(delivery_net(app->delivery), sockets, room);
	for (size_t i = 0; i < count; i++)
		fds[i] = (struct app_fd){sockets[i].fd, sockets[i].events};
	return count;
}

bool app_busy(const struct app *app)
{
	return net_busy(delivery_net(app->delivery));
}

void app_drive(struct app *app)
{
	net_drive(delivery_net(app->delivery));
}

enum err app_mark(struct app *app, const char *pupil_id, const char *code, const struct app_by *by)
{
	return staff_mark(&app->day, pupil_id, code, by);
}

enum err app_close_today(struct app *app, const char *code, const struct app_by *by)
{
	return staff_close_today(&app->day, code, by);
}

bool app_pupil(const struct app *app, size_t index, struct app_pupil *out)
{
	return views_pupil(&app->day, index, out);
}

bool app_member(const struct app *app, size_t index, struct app_pupil *out)
{
	struct staff_entry *entries = NULL;
	size_t count = 0;
	enum err err =
		app->day.store ? staff_store_list(app->day.store, &entries, &count) : ERR_NOT_FOUND;
	bool there = !err && index < count;
	if (there) {
		*out = (struct app_pupil){.form = "staff", .card = entries[index].card};
		(void)text_copy(out->name, sizeof(out->name), entries[index].member.name);
	}
	free(entries);
	return there;
}

int64_t app_next_close_ms(const struct app *app, int64_t after_utc_ms)
{
	return views_next_ms(&app->day, calendar_closes_ms, after_utc_ms);
}

int64_t app_next_due_ms(const struct app *app, int64_t after_utc_ms)
{
	return views_next_ms(&app->day, calendar_due_ms, after_utc_ms);
}

const char *app_screen_text(struct app *app)
{
	return ui_text(app->ui);
}

bool app_control(struct app *app, const char *label, int *x_px, int *y_px)
{
	if (!ui_control(app->ui, label, x_px, y_px))
		return false;
	pane_to_panel(&app->pane, x_px, y_px);
	return true;
}

const char *app_reader(const struct app *app)
{
	return app->day.config.reader;
}
