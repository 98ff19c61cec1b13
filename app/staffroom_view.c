#include "staffroom_view.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "evacuation.h"
#include "sitting.h"
#include "staffroom_codes.h"
#include "staffroom_forms.h"
#include "staffroom_late.h"
#include "staffroom_page.h"
#include "staffroom_rows.h"
#include "staffroom_search.h"
#include "store/outbox_store.h"

static struct staffroom_page page_of(const struct staffroom_scene *scene, size_t count,
				     struct staff_view *out)
{
	return staffroom_cut(scene->staffroom->page, scene->page_size, count, out);
}

/* -- lists of pupils ------------------------------------------------------------------------------- */

static void put_pupils(const struct staffroom_scene *scene, staffroom_wanted *wanted,
		       const void *context, struct session session, struct staff_view *out)
{
	struct staffroom_pupils list;
	if (staffroom_collect(scene->day, wanted, context, &list))
		return; /* an empty list still offers the way back */
	struct staffroom_page page = page_of(scene, list.count, out);
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

/* Those who came late, with who of them is chosen. */
static void put_late(const struct staffroom_scene *scene, struct staff_view *out)
{
	const struct staff_group *chosen = &scene->staffroom->chosen;
	struct staff_group late;
	staffroom_late(scene->day, &late);
	struct staffroom_page page = page_of(scene, late.count, out);
	for (size_t i = 0; i < page.count; i++) {
		uint32_t key = late.pupils[page.from + i];
		staffroom_late_row(scene->day, roster_pupil(&scene->day->roster, key), late.session,
				   &out->rows[i]);
		out->rows[i].chosen = staff_group_has(chosen, key);
	}
	out->row_count = page.count;
	out->part = late.session.part;
	out->late = late.count;
	for (size_t i = 0; i < late.count; i++)
		out->chosen += staff_group_has(chosen, late.pupils[i]);
}

/* -- the search ------------------------------------------------------------------------------------ */

static void put_letters(const struct staffroom_scene *scene, const bool next[ALPHABET_OTHER + 1],
			struct staff_view *out)
{
	uint8_t letters[ALPHABET_OTHER];
	size_t count = 0;
	for (int letter = 1; letter <= ALPHABET_OTHER; letter++)
		if (next[letter])
			letters[count++] = (uint8_t)letter;
	size_t more = scene->staffroom->search.count == 0 ? STAFF_SEARCH_ACTIONS : 0;
	struct staffroom_page page =
		staffroom_cut(scene->staffroom->page, scene->page_size + more, count, out);
	memcpy(out->letters, &letters[page.from], page.count);
	out->letter_count = page.count;
}

static void put_found(const struct staffroom_scene *scene, const struct staffroom_pupils *found,
		      struct session session, struct staff_view *out)
{
	struct staffroom_page page = page_of(scene, found->count, out);
	for (size_t i = 0; i < page.count; i++)
		staffroom_row(scene->day, found->pupils[page.from + i], session, &out->rows[i]);
	out->row_count = page.count;
}

static void put_search(const struct staffroom_scene *scene, struct session session,
		       struct staff_view *out)
{
	const struct spelling *search = &scene->staffroom->search;
	struct staffroom_found found;
	if (staffroom_find(scene->day, scene->language, search, &found))
		return; /* nobody found still offers the way back */
	staffroom_spell(search, out->search, sizeof(out->search));
	out->found = found.pupils.count;
	if (out->screen == SCREEN_SEARCH)
		put_letters(scene, found.next, out);
	else
		put_found(scene, &found.pupils, session, out);
	free(found.pupils.pupils);
}

/* -- forms and codes ------------------------------------------------------------------------------- */

static void put_forms(const struct staffroom_scene *scene, struct staff_view *out)
{
	struct staffroom_forms list;
	if (staffroom_forms(scene->day, &list) == OK) {
		struct staffroom_page page = page_of(scene, list.count, out);
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
	size_t count = out->screen == SCREEN_CODES
			       ? staffroom_reasons(scene->day, scene->staffroom->pupil, codes)
			       : staffroom_closures(scene->day, codes);
	struct staffroom_page page = page_of(scene, count, out);
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
	struct staffroom_page page = page_of(scene, count, out);
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
	case SCREEN_LATE_TOGETHER: put_late(scene, out); return;
	case SCREEN_SEARCH:
	case SCREEN_FOUND: put_search(scene, now, out); return;
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
	out->printer = scene->day->config.printer[0] != '\0';
	out->printing = room->printing;
	out->printed = room->printed;
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
