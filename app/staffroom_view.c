#include "staffroom_view.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "evacuation.h"
#include "sitting.h"
#include "staffroom_codes.h"
#include "staffroom_forms.h"
#include "staffroom_rows.h"
#include "store/outbox_store.h"

/* Which of `count` items stand on the page shown. */
struct page {
	size_t from, count;
};

static struct page cut(const struct staffroom_scene *scene, size_t count, struct staff_view *out)
{
	size_t size = scene->page_size;
	if (size == 0 || size > STAFF_ROWS_MAX)
		size = STAFF_ROWS_MAX;
	size_t pages = count ? (count + size - 1) / size : 1;
	size_t at = (size_t)scene->staffroom->page % pages;
	out->page = (int)at;
	out->pages = (int)pages;
	size_t left = count - at * size;
	return (struct page){at * size, left < size ? left : size};
}

/* -- lists of pupils ------------------------------------------------------------------------------- */

static void put_pupils(const struct staffroom_scene *scene, staffroom_wanted *wanted,
		       const void *context, struct session session, struct staff_view *out)
{
	struct staffroom_pupils list;
	if (staffroom_collect(scene->day, wanted, context, &list))
		return; /* an empty list still offers the way back */
	struct page page = cut(scene, list.count, out);
	for (size_t i = 0; i < page.count; i++)
		staffroom_row(scene->day, list.pupils[page.from + i], session, &out->rows[i]);
	out->row_count = page.count;
	free(list.pupils);
}

static bool of_form(const struct day *day, const struct pupil *pupil, const void *context)
{
	(void)day;
	return strcmp(pupil->form, context) == 0;
}

static bool on_list(const struct day *day, const struct pupil *pupil, const void *context)
{
	const struct closing_list *list = context;
	(void)day;
	for (size_t i = 0; i < list->count; i++)
		if (list->pupils[i] == pupil->key)
			return true;
	return false;
}

static void put_close_list(const struct staffroom_scene *scene, struct staff_view *out)
{
	if (!(out->rights & RIGHT_TRACKED) || !scene->closing)
		return;
	struct closing_list *list = calloc(1, sizeof(*list));
	enum err err = list ? closing_list(scene->closing, scene->day, list) : ERR_NO_MEMORY;
	if (err) {
		hal_log(HAL_ERROR, err_text(err));
	} else {
		out->to_check = list->count;
		out->due_minute = list->due_minute;
		if (out->screen == SCREEN_CLOSE_LIST)
			put_pupils(scene, on_list, list, list->session, out);
	}
	free(list);
}

/* Nobody inside: no forms either, the screen says so. */
static void put_evacuation(const struct staffroom_scene *scene, struct staff_view *out)
{
	struct evacuation list;
	size_t size = scene->page_size < STAFF_ROWS_MAX ? scene->page_size : STAFF_ROWS_MAX;
	if (evacuation_make(scene->day, &list))
		return;
	out->inside = list.count;
	if (list.count > 0 && size >= 2) {
		size_t pages = muster_pages(list.inside, list.form_count, size);
		size_t page = (size_t)scene->staffroom->page % pages;
		out->page = (int)page;
		out->pages = (int)pages;
		out->row_count = evacuation_rows(scene->day, &list, size, page, out->rows);
	}
	evacuation_release(&list);
}

/* -- forms and codes ------------------------------------------------------------------------------- */

static void put_forms(const struct staffroom_scene *scene, struct staff_view *out)
{
	struct staffroom_forms list;
	if (staffroom_forms(scene->day, &list) == OK) {
		struct page page = cut(scene, list.count, out);
		for (size_t i = 0; i < page.count; i++)
			(void)text_copy(out->forms[i], sizeof(out->forms[i]),
					list.names[page.from + i]);
		out->form_count = page.count;
	}
	free(list.names);
}

static void put_codes(const struct staffroom_scene *scene, struct staff_view *out)
{
	struct staff_code codes[STAFFROOM_CODES_MAX];
	size_t count = out->screen == SCREEN_CODES ? staffroom_reasons(scene->day, codes)
						   : staffroom_closures(scene->day, codes);
	struct page page = cut(scene, count, out);
	memcpy(out->codes, &codes[page.from], page.count * sizeof(codes[0]));
	out->code_count = page.count;
}

/* -- what authorities have, and how the kiosk is --------------------------------------------------- */

static void put_authority(const struct staffroom_scene *scene, size_t slot,
			  struct staff_delivery *out)
{
	const struct config_authority *authority = &scene->day->config.authorities[slot];
	const struct delivery_state *state = delivery_state(scene->delivery, slot);
	struct outbox_cursor cursor = {0};
	*out = (struct staff_delivery){
		.delivered_minute = delivery_state_delivered(state, scene->day),
		.opened = state->opened,
		.failing_since_minute = delivery_state_failing(state, scene->day),
	};
	(void)text_copy(out->telephone, sizeof(out->telephone), authority->telephone);
	(void)text_copy(out->authority, sizeof(out->authority), authority->name);
	if (outbox_store_cursor(scene->day->store, authority->id, 1, &cursor) == OK) {
		out->queued = cursor.waiting;
		out->parked = cursor.parked;
	}
}

static void put_health(const struct staffroom_scene *scene, struct staff_health *out)
{
	const struct day *day = scene->day;
	*out = (struct staff_health){
		.roll_age_days = day->now.day - day->roster.day,
		.clock = day->now.trust,
		.reader_well = scene->reader != HAL_READER_LOST,
		.disk_free_mb = (int)store_disk_free_mb(day->store),
		.certificate_days = INT_MAX,
	};
	for (size_t i = 0; i < day->config.authority_count; i++) {
		int days = 0; /* a certificate that cannot be read has none left */
		if (net_certificate_days(delivery_net(scene->delivery), i, day->now.utc_ms, &days))
			days = 0;
		if (days < out->certificate_days)
			out->certificate_days = days;
		out->key_refused |= delivery_state(scene->delivery, i)->key_refused;
	}
}

/* The authorities page by page, then the kiosk. */
static void put_delivery(const struct staffroom_scene *scene, struct staff_view *out)
{
	bool tracked = (out->rights & RIGHT_TRACKED) != 0;
	size_t count = tracked ? scene->day->config.authority_count : 0;
	size_t size = scene->page_size ? scene->page_size : 1;
	size_t pages = (count + size - 1) / size + 1;
	size_t at = (size_t)scene->staffroom->page % pages;
	out->page = (int)at;
	out->pages = (int)pages;
	for (size_t i = at * size; i < count && i < (at + 1) * size; i++)
		put_authority(scene, i, &out->deliveries[out->delivery_count++]);
	put_health(scene, &out->health);
}

/* -- doors ----------------------------------------------------------------------------------------- */

/* "side-gate" is "Side gate" to a reader. */
static void put_door_name(const char *kiosk, char out[KIOSK_ID_SIZE])
{
	(void)text_copy(out, KIOSK_ID_SIZE, kiosk);
	for (char *at = out; *at; at++)
		if (*at == '-' || *at == '_')
			*at = ' ';
	if (out[0] >= 'a' && out[0] <= 'z')
		out[0] = (char)(out[0] - 'a' + 'A');
}

static void put_door(const struct day *day, size_t index, struct staff_door *out)
{
	const char *kiosk = day->config.site.kiosks[index];
	int64_t since_ms = 0;
	*out = (struct staff_door){.own = index == 0, .since_minute = -1, .index = index};
	put_door_name(kiosk, out->name);
	out->state = door_state(&day->roll, day->roll_day, kiosk, &since_ms);
	if (out->state == DOOR_NOT_IN_USE && since_ms != INT64_MIN)
		out->since_minute = calendar_moment(since_ms, 0, 0, TRUST_SYNCED).minute;
}

static void put_doors(const struct staffroom_scene *scene, struct staff_view *out)
{
	size_t count = scene->day->config.site.count;
	struct page page = cut(scene, count, out);
	out->doors_of_site = count;
	for (size_t i = 0; i < count; i++) {
		struct staff_door door;
		put_door(scene->day, i, &door);
		out->doors_in_use += door.state != DOOR_NOT_IN_USE;
		if (i >= page.from && i < page.from + page.count)
			out->doors[out->door_count++] = door;
	}
}

/* -- all of it ------------------------------------------------------------------------------------- */

static void put_screen(const struct staffroom_scene *scene, struct staff_view *out)
{
	struct session now = sitting_now(scene->day);
	switch (out->screen) {
	case SCREEN_STAFF:
	case SCREEN_CLOSE_LIST: put_close_list(scene, out); return;
	case SCREEN_STAFF_FORMS: put_forms(scene, out); return;
	case SCREEN_REGISTER: put_pupils(scene, of_form, scene->staffroom->form, now, out); return;
	case SCREEN_EVACUATION: put_evacuation(scene, out); return;
	case SCREEN_CODES:
	case SCREEN_CLOSE_SCHOOL: put_codes(scene, out); return;
	case SCREEN_DELIVERY: put_delivery(scene, out); return;
	case SCREEN_DOORS: put_doors(scene, out); return;
	default: return;
	}
}

static struct session about_session(const struct staffroom_scene *scene)
{
	bool picker = scene->staffroom->screen == SCREEN_CODES;
	return picker ? staffroom_session(scene->staffroom) : sitting_now(scene->day);
}

void staffroom_view(const struct staffroom_scene *scene, struct staff_view *out)
{
	const struct staffroom *room = scene->staffroom;
	bool in = room->screen != SCREEN_PIN;
	memset(out, 0, sizeof(*out));
	out->screen = room->screen;
	out->who = in ? room->member.name : "";
	out->post = in ? post_text(room->member.post) : "";
	out->rights = in ? post_rights(room->member.post) : 0;
	out->pin_digits = (int)strlen(room->pin);
	out->wrong_pin = room->wrong_pin;
	out->hidden = room->hidden;
	out->done = room->done;
	out->wait_s = room->wait_s;
	out->problem = room->problem;
	out->question = room->question;
	out->due_minute = -1;
	out->pages = 1;
	if (!in || room->hidden || !scene->day->store)
		return;
	const struct pupil *about = roster_pupil(&scene->day->roster, room->pupil);
	if (about)
		staffroom_row(scene->day, about, about_session(scene), &out->about);
	put_screen(scene, out);
}
