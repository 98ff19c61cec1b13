#include "views.h"

#include "core/alphabet.h"
#include "namesakes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool on_roll(const struct pupil *pupil, int32_t day)
{
	return pupil->on_roll_from <= day && day <= pupil->on_roll_to;
}

bool views_welcomes(const struct day *day, const struct pupil *pupil)
{
	/* Whoever comes while the clock is not set is welcomed; the day is found out later. */
	return day_clock_lost(day) || on_roll(pupil, day->now.day);
}

void views_forename(const struct pupil *pupil, char out[NAME_SIZE])
{
	const char *forename =
		pupil->preferred_forename[0] ? pupil->preferred_forename : pupil->legal_forename;
	ENSURE(text_copy(out, NAME_SIZE, forename));
}

void views_full_name(const struct pupil *pupil, char out[NAME_SIZE])
{
	const char *forename =
		pupil->preferred_forename[0] ? pupil->preferred_forename : pupil->legal_forename;
	const char *surname =
		pupil->preferred_surname[0] ? pupil->preferred_surname : pupil->legal_surname;
	/* Someone with a single name is shown by it, without a space behind. */
	snprintf(out, NAME_SIZE, "%s%s%s", forename, surname[0] ? " " : "", surname);
}

/* -- lists: each distinct choice once, in order, a page at a time ---------------------------------- */

typedef bool belongs(const struct flow *flow, const struct pupil *pupil);
typedef void describe(const struct pupil *pupil, struct view_item *out);

static bool any(const struct flow *flow, const struct pupil *pupil)
{
	(void)flow;
	(void)pupil;
	return true;
}

static bool of_year(const struct flow *flow, const struct pupil *pupil)
{
	return pupil->year_group == flow->year_group;
}

static bool of_form(const struct flow *flow, const struct pupil *pupil)
{
	return of_year(flow, pupil) && strcmp(pupil->form, flow->form) == 0;
}

/* The letters under which a pupil is found. */
static void find_letters(const struct flow *flow, const struct pupil *pupil,
			 bool found[ALPHABET_OTHER + 1])
{
	char name[NAME_SIZE];
	views_full_name(pupil, name);
	alphabet_find(flow->language, name, found);
}

static bool of_letter(const struct flow *flow, const struct pupil *pupil)
{
	bool found[ALPHABET_OTHER + 1] = {false};
	find_letters(flow, pupil, found);
	return of_year(flow, pupil) && found[flow->letter];
}

static void as_year(const struct pupil *pupil, struct view_item *out)
{
	out->touch = (struct flow_touch){.kind = TOUCH_YEAR, .value = pupil->year_group};
}

static void as_form(const struct pupil *pupil, struct view_item *out)
{
	out->touch = (struct flow_touch){.kind = TOUCH_FORM};
	ENSURE(text_copy(out->touch.form, sizeof(out->touch.form), pupil->form));
	ENSURE(text_copy(out->label, sizeof(out->label), pupil->form));
}

static void as_name(const struct pupil *pupil, struct view_item *out)
{
	out->touch = (struct flow_touch){.kind = TOUCH_PUPIL, .value = pupil->key};
	char name[NAME_SIZE];
	views_full_name(pupil, name);
	ENSURE(text_copy(out->label, sizeof(out->label), name));
}

static int compare_items(enum language language, const struct view_item *a,
			 const struct view_item *b)
{
	if (a->touch.kind == TOUCH_YEAR)
		return (a->touch.value > b->touch.value) - (a->touch.value < b->touch.value);
	/* Who is in no form yet stands last. */
	int order = !a->label[0] - !b->label[0];
	if (!order)
		order = alphabet_compare(language, a->label, b->label);
	return order ? order
		     : (a->touch.value > b->touch.value) - (a->touch.value < b->touch.value);
}

static int compare_english(const void *a, const void *b)
{
	return compare_items(LANGUAGE_EN, a, b);
}

static int compare_welsh(const void *a, const void *b)
{
	return compare_items(LANGUAGE_CY, a, b);
}

static bool same_item(const struct view_item *a, const struct view_item *b)
{
	return a->touch.value == b->touch.value && strcmp(a->touch.form, b->touch.form) == 0;
}

/* All that belong, sorted, without repetition. At most `capacity`. */
static size_t collect(const struct day *day, const struct flow *flow, belongs *wanted,
		      describe *put, struct view_item *items, size_t capacity)
{
	size_t count = 0;
	for (size_t i = 0; i < day->roster.pupil_count && count < capacity; i++) {
		const struct pupil *pupil = &day->roster.pupils[i];
		if (!views_welcomes(day, pupil) || !wanted(flow, pupil))
			continue;
		struct view_item item = {0};
		put(pupil, &item);
		size_t at = 0;
		while (at < count && !same_item(&items[at], &item))
			at++;
		if (at == count)
			items[count++] = item;
	}
	qsort(items, count, sizeof(*items),
	      flow->language == LANGUAGE_CY ? compare_welsh : compare_english);
	return count;
}

/* The page of the choices that is to be seen. */
static void put_page(const struct flow *flow, size_t page_size, const struct view_item *items,
		     size_t count, struct view *out)
{
	if (page_size > VIEW_ITEMS_MAX)
		page_size = VIEW_ITEMS_MAX;
	size_t pages = count ? (count + page_size - 1) / page_size : 1;
	size_t from = (size_t)flow->page % pages * page_size;
	out->item_count = count - from < page_size ? count - from : page_size;
	memcpy(out->items, items + from, out->item_count * sizeof(*items));
	out->more = pages > 1;
}

#define CHOICES_MAX 512

static void list(const struct day *day, const struct flow *flow, size_t page_size, belongs *wanted,
		 describe *put, struct view *out)
{
	struct view_item *items = calloc(CHOICES_MAX, sizeof(*items));
	if (!items)
		return; /* an empty list still offers the way back */
	size_t count = collect(day, flow, wanted, put, items, CHOICES_MAX);
	if (put == as_name)
		count = namesakes_part(day, items, count);
	put_page(flow, page_size, items, count, out);
	free(items);
}

/* Only letters that lead to somebody: a key that leads nowhere is a wrong turn for a child who cannot spell yet. */
static void list_letters(const struct day *day, const struct flow *flow, size_t page_size,
			 struct view *out)
{
	bool found[ALPHABET_OTHER + 1] = {false};
	struct view_item items[ALPHABET_OTHER];
	size_t count = 0;
	for (size_t i = 0; i < day->roster.pupil_count; i++) {
		const struct pupil *pupil = &day->roster.pupils[i];
		if (views_welcomes(day, pupil) && of_year(flow, pupil))
			find_letters(flow, pupil, found);
	}
	for (int letter = 1; letter <= ALPHABET_OTHER; letter++) {
		if (!found[letter])
			continue;
		items[count] = (struct view_item){.touch = {.kind = TOUCH_LETTER, .value = letter}};
		ENSURE(text_copy(items[count].label, sizeof(items[count].label),
				 alphabet_text(letter)));
		count++;
	}
	put_page(flow, page_size, items, count, out);
}

static void offer(const struct flow *flow, enum touch_kind kind, struct view *out)
{
	out->items[out->item_count++].touch =
		(struct flow_touch){.kind = kind, .value = flow->pupil};
}

static void put_reasons(const struct reasons *reasons, struct view *out)
{
	for (size_t i = 0; i < reasons->count; i++)
		out->items[out->item_count++].touch =
			(struct flow_touch){.kind = TOUCH_BECAUSE, .value = reasons->at[i]};
}

/* What can be touched on the screens that speak to one pupil. */
static void put_offers(const struct flow *flow, struct view *out)
{
	switch (flow->screen) {
	case SCREEN_LATE: offer(flow, TOUCH_WHY, out); break;
	case SCREEN_LATE_REASONS: put_reasons(&reasons_late, out); break;
	case SCREEN_ALREADY_IN: offer(flow, TOUCH_LEAVING, out); break;
	case SCREEN_LEAVING_REASONS: put_reasons(&reasons_leaving, out); break;
	case SCREEN_ARE_YOU_BACK:
		offer(flow, TOUCH_NO, out);
		offer(flow, TOUCH_YES, out);
		break;
	default: break;
	}
}

static void put_name(const struct day *day, const struct flow *flow, struct view *out)
{
	const struct pupil *pupil = roster_pupil(&day->roster, flow->pupil);
	if (!pupil)
		return;
	char name[NAME_SIZE];
	if (flow->screen == SCREEN_CONFIRM)
		(void)namesakes_name(day, pupil, name);
	else
		views_forename(pupil, name);
	ENSURE(text_copy(out->name, sizeof(out->name), name));
	ENSURE(text_copy(out->form, sizeof(out->form), pupil->form));
}

/* Where Welsh is spoken, whoever comes is met in both languages; who has chosen one goes on in that. */
static bool speaks_both(const struct config *config, const struct flow *flow)
{
	return flow->screen == SCREEN_IDLE && flow->language == flow->home_language &&
	       (config->nation == NATION_WALES || flow->home_language == LANGUAGE_CY);
}

void views_make(const struct day *day, const struct flow *flow, size_t page_size, struct view *out)
{
	memset(out, 0, sizeof(*out));
	out->screen = flow->screen;
	out->language = flow->language;
	out->school = day->config.school_name;
	out->clock_minute = day->now.minute;
	out->minute = flow->minute;
	out->morning = day->now.minute < 12 * 60;
	out->both_languages = speaks_both(&day->config, flow);
	if (flow->screen == SCREEN_YEARS)
		list(day, flow, page_size, any, as_year, out);
	if (flow->screen == SCREEN_FORMS)
		list(day, flow, page_size, of_year, as_form, out);
	if (flow->screen == SCREEN_LETTERS)
		list_letters(day, flow, page_size, out);
	if (flow->screen == SCREEN_NAMES)
		list(day, flow, page_size, flow->letter ? of_letter : of_form, as_name, out);
	put_offers(flow, out);
	if (flow->pupil)
		put_name(day, flow, out);
}

/* -- for the desk ---------------------------------------------------------------------------------- */

bool views_pupil(const struct day *day, size_t index, struct app_pupil *out)
{
	const struct roster *roster = &day->roster;
	if (index >= roster->pupil_count)
		return false;
	const struct pupil *pupil = &roster->pupils[index];
	*out = (struct app_pupil){0};
	ENSURE(text_copy(out->pupil_id, sizeof(out->pupil_id), pupil->pupil_id));
	ENSURE(text_copy(out->form, sizeof(out->form), pupil->form));
	char name[NAME_SIZE];
	views_full_name(pupil, name);
	(void)text_copy(out->name, sizeof(out->name), name);
	for (size_t i = 0; i < roster->card_count && out->card.length == 0; i++)
		if (roster->cards[i].pupil == pupil->key)
			out->card = roster->cards[i].card;
	return true;
}

static bool anyone_on_roll(const struct day *day, int32_t on_day)
{
	for (size_t i = 0; i < day->roster.pupil_count; i++)
		if (on_roll(&day->roster.pupils[i], on_day))
			return true;
	return false;
}

#define LOOK_AHEAD_DAYS 731

int64_t views_next_ms(const struct day *day, session_instant *instant, int64_t after_utc_ms)
{
	const struct calendar *calendar = &day->school.calendar;
	int32_t from = calendar_moment(after_utc_ms, 0, 0, TRUST_SYNCED).day;
	for (int32_t on_day = from; on_day < from + LOOK_AHEAD_DAYS; on_day++) {
		if (!anyone_on_roll(day, on_day))
			continue;
		for (enum part part = PART_AM; part < PART_COUNT; part++) {
			struct session session = {on_day, part};
			if (rules_school_open(&day->school, session) &&
			    instant(calendar, session) > after_utc_ms)
				return instant(calendar, session);
		}
	}
	return INT64_MAX;
}

enum err app_peek_close_ms(const char *data_dir, int64_t after_utc_ms, int64_t *out)
{
	struct day day = {0};
	enum err err = day_open(&day, data_dir);
	if (!err)
		err = day_open_store(&day, data_dir);
	if (!err)
		*out = views_next_ms(&day, calendar_closes_ms, after_utc_ms);
	day_release(&day);
	return err;
}
