/* The desk's parts that need no window: how cards are found, how time runs and where it jumps, what the panel offers and tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "sim/pace.h"
#include "sim/panel.h"
#include "sim/teller.h"
#include "sim/world.h"
#include "tests/support/demo.h"

/* -- the rack --------------------------------------------------------------------------------- */

static const struct {
	const char *name, *form;
} pupils[] = {
	{"Siân Llewelyn", "7A"},  {"Cormac Ó Súilleabháin", "7A"}, {"Zofia Wójcik", "8B"},
	{"Nguyễn Thị Đào", "8B"}, {"محمد الخطيب", "9C"},           {"Anna-Maria O'Neill", "10A"},
};

static void fill(struct rack *rack)
{
	*rack = (struct rack){
		.cards = calloc(COUNT_OF(pupils), sizeof(struct rack_card)),
		.shown = calloc(COUNT_OF(pupils), sizeof(size_t)),
		.count = COUNT_OF(pupils),
	};
	assert_true(rack->cards && rack->shown);
	for (size_t i = 0; i < COUNT_OF(pupils); i++) {
		char whole[120];
		struct app_pupil *pupil = &rack->cards[i].pupil;
		assert_true(text_copy(pupil->name, sizeof(pupil->name), pupils[i].name));
		assert_true(text_copy(pupil->form, sizeof(pupil->form), pupils[i].form));
		pupil->card = (struct card){{4, 0, 0, 0, 0, 0, (uint8_t)i}, 7};
		snprintf(whole, sizeof(whole), "%s %s", pupils[i].name, pupils[i].form);
		rack_fold(whole, rack->cards[i].folded, sizeof(rack->cards[i].folded));
	}
	rack_clear(rack);
}

static void cards_are_found(void **state)
{
	static const struct {
		const char *sentence, *typed;
		const char *found; /* indices of pupils[] */
	} table[] = {
		{"nothing typed leaves all", "", "012345"},
		{"capitals and accents do not matter", "SIAN", "0"},
		{"an accent typed is as good", "siân", "0"},
		{"a later word is found too", "suill", "1"},
		{"the middle of a word is not", "ofia", ""},
		{"two words, in any order", "wo zo", "2"},
		{"by form", "8b", "23"},
		{"by form and name", "8b ng", "3"},
		{"a letter with a stroke", "dao", "3"},
		{"other scripts as they are written", "محم", "4"},
		{"after a hyphen and an apostrophe a word begins", "maria neill", "5"},
		{"blanks alone leave all", "   ", "012345"},
		{"both must be there", "sian 8b", ""},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		struct rack rack;
		char found[COUNT_OF(pupils) + 1] = "";
		fill(&rack);
		rack_type(&rack, table[i].typed);
		for (size_t k = 0; k < rack.shown_count; k++)
			found[k] = (char)('0' + rack.shown[k]);
		if (strcmp(found, table[i].found) != 0)
			fail_msg("%s: found %s", table[i].sentence, found);
		rack_release(&rack);
	}
}

static void typing_too_much_and_taking_back(void **state)
{
	struct rack rack;
	(void)state;
	fill(&rack);
	for (int i = 0; i < 100; i++)
		rack_type(&rack, "ŵ");
	assert_true(strlen(rack.search) < RACK_SEARCH_SIZE);
	assert_int_equal(strlen(rack.search) % 2, 0);
	while (rack_erase(&rack))
		assert_int_equal(strlen(rack.search) % 2, 0);
	assert_int_equal(rack.shown_count, COUNT_OF(pupils));
	rack_release(&rack);
}

/* -- time ------------------------------------------------------------------------------------- */

static void time_runs_as_it_is_told(void **state)
{
	struct pace pace;
	(void)state;
	pace_init(&pace, 1000, 500000);
	assert_int_equal(pace_target(&pace, 1000), 500000);
	assert_int_equal(pace_target(&pace, 1250), 500250);
	assert_int_equal(pace_wait_ms(&pace, 1250, 500300), 50);
	pace_set_speed(&pace, 2000, 60); /* 501000 by then */
	assert_int_equal(pace_target(&pace, 2100), 507000);
	assert_int_equal(pace_wait_ms(&pace, 2100, 507061), 2);
	pace_reached(&pace, 2100, 503000); /* held: it goes on from there */
	assert_int_equal(pace_target(&pace, 2200), 509000);
	pace_set_paused(&pace, 2200, true);
	assert_int_equal(pace_target(&pace, 9999), 509000);
	assert_int_equal(pace_wait_ms(&pace, 9999, 509001), INT64_MAX);
	assert_false(pace_fast(&pace));
	pace_set_paused(&pace, 10000, false);
	assert_int_equal(pace_target(&pace, 10010), 509600);
}

static void a_jump_ends_where_it_leads(void **state)
{
	struct pace pace;
	(void)state;
	pace_init(&pace, 0, 1000);
	pace_jump(&pace, 900000);
	assert_true(pace_fast(&pace));
	assert_int_equal(pace_target(&pace, 5), 900000);
	pace_reached(&pace, 5, 400000);
	assert_int_equal(pace_target(&pace, 6), 900000);
	pace_reached(&pace, 10, 900000);
	assert_false(pace_fast(&pace));
	assert_int_equal(pace_target(&pace, 11), 900001);
	pace_jump(&pace, 2000000);
	pace_reached(&pace, 20, 950000);
	pace_set_paused(&pace, 500, true); /* stopped on the way: it stays where it was */
	assert_int_equal(pace_target(&pace, 600), 950000);
}

/* -- the panel -------------------------------------------------------------------------------- */

static struct panel_view view_of(const struct rack *rack)
{
	return (struct panel_view){
		.now = calendar_moment(INT64_C(1789371600000), 0, 0, TRUST_SYNCED),
		.speed = 1,
		.bell = "Close 09:20",
		.next_day = "Tue 08:25",
		.rack = rack,
	};
}

static bool apart(const SDL_Rect *a, const SDL_Rect *b)
{
	return a->x + a->w <= b->x || b->x + b->w <= a->x || a->y + a->h <= b->y ||
	       b->y + b->h <= a->y;
}

static void every_control_can_be_clicked_at_any_height(void **state)
{
	static const int heights[] = {PANEL_HEIGHT_MIN_PX, 800, 1080, 1920, 4096};
	struct rack rack;
	(void)state;
	fill(&rack);
	for (size_t h = 0; h < COUNT_OF(heights); h++) {
		struct panel panel;
		bool seen[PANEL_CARD + 1] = {true};
		assert_int_equal(panel_open(&panel, heights[h]), OK);
		const struct panel_view view = view_of(&rack);
		panel_draw(&panel, &view);
		for (size_t i = 0; i < panel.spot_count; i++) {
			const struct panel_spot *spot = &panel.spots[i];
			seen[spot->action] = true;
			assert_true(spot->box.w >= 24 && spot->box.h >= 24); /* WCAG 2.2 2.5.8 */
			struct panel_spot hit = panel_at(&panel, spot->box.x + spot->box.w / 2,
							 spot->box.y + spot->box.h / 2);
			assert_true(hit.action == spot->action && hit.number == spot->number);
			for (size_t k = 0; k < i; k++)
				assert_true(apart(&spot->box, &panel.spots[k].box));
		}
		for (size_t action = 0; action <= PANEL_CARD; action++)
			assert_true(seen[action]);
		panel_close(&panel);
	}
	rack_release(&rack);
}

/* All lines from `from` on, joined by the spaces they were broken at. */
static void read_back(const struct panel *panel, size_t from, char *out, size_t size)
{
	size_t used = 0;
	out[0] = '\0';
	for (size_t i = from; i < panel->line_count; i++) {
		const struct panel_line *line =
			&panel->lines[(panel->line_first + i) % PANEL_LINES];
		used += (size_t)snprintf(out + used, size - used, "%s%s", i > from ? " " : "",
					 line->text);
		assert_true(used < size);
		assert_int_equal(line->time[0] != '\0', i == from);
	}
}

static void a_sentence_is_told_whole(void **state)
{
	static const char *const sentences[] = {
		"recorded: kiosk up",
		"for authority 835: flag.raised CH-19, 2026-09-14/AM, first_day, confirmed, N, and "
		"a "
		"good deal more that nobody could read on a single line of this panel",
		"ŵŵŵŵ ŷŷŷŷ ŵŵŵŵ ŷŷŷŷ ŵŵŵŵ ŷŷŷŷ ŵŵŵŵ ŷŷŷŷ ŵŵŵŵ ŷŷŷŷ ŵŵŵŵ ŷŷŷŷ ŵŵŵŵ ŷŷŷŷ ŵŵŵŵ ŷŷŷŷ",
	};
	struct panel panel;
	char text[1000];
	(void)state;
	assert_int_equal(panel_open(&panel, PANEL_HEIGHT_MIN_PX), OK);
	for (size_t i = 0; i < COUNT_OF(sentences); i++) {
		size_t before = panel.line_count;
		panel_tell(&panel, "08:41:10", PANEL_RECORDED, sentences[i]);
		read_back(&panel, before, text, sizeof(text));
		assert_string_equal(text, sentences[i]);
	}
	panel_close(&panel);
}

static void a_word_without_end_and_a_day_without_end(void **state)
{
	struct panel panel;
	struct rack rack = {0};
	char endless[700];
	(void)state;
	assert_int_equal(panel_open(&panel, PANEL_HEIGHT_MIN_PX), OK);
	memset(endless, 'w', sizeof(endless) - 1);
	endless[sizeof(endless) - 1] = '\0';
	for (int i = 0; i < 2 * PANEL_LINES; i++)
		panel_tell(&panel, "08:41:10", PANEL_TROUBLE, i % 100 ? "short" : endless);
	assert_int_equal(panel.line_count, PANEL_LINES);
	const struct panel_view view = view_of(&rack);
	panel_draw(&panel, &view);
	SDL_Rect box = panel.lines_box;
	assert_true(panel_wheel(&panel, box.x + 1, box.y + 1, 10, &rack));
	size_t up = panel.lines_up;
	panel_tell(&panel, "08:41:10", PANEL_TROUBLE, "short");
	assert_int_equal(panel.lines_up, up + 1); /* who reads further up stays there */
	while (panel_wheel(&panel, box.x + 1, box.y + 1, 10, &rack))
		;
	panel_draw(&panel, &view);
	while (panel_wheel(&panel, box.x + 1, box.y + 1, -10, &rack))
		;
	assert_int_equal(panel.lines_up, 0);
	panel_close(&panel);
}

static void what_is_worth_a_sentence_gets_one(void **state)
{
	static const struct {
		const char *kind, *members;
		const char *sentence; /* NULL: none */
	} table[] = {
		{"event", "\"event\":\"arrived\",\"pupil\":\"P0001\"", "recorded: arrived P0001"},
		{"event", "\"event\":\"reader_lost\"", "recorded: reader lost"},
		{"event", "\"event\":\"heartbeat\",\"number\":1", NULL},
		{"request", "\"to\":\"835\",\"events\":2", "sent to authority 835: 2 messages"},
		{"request", "\"to\":\"835\",\"events\":1", "sent to authority 835: 1 message"},
		{"request", "\"to\":\"835\",\"events\":0", NULL},
		{"log", "\"level\":4,\"line\":\"x\"", "log: x"},
		{"log", "\"level\":6,\"line\":\"x\"", NULL},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		char sentence[300] = "";
		bool told = teller_sentence(table[i].kind, table[i].members, sentence,
					    sizeof(sentence));
		if (told != (table[i].sentence != NULL) ||
		    (told && strcmp(sentence, table[i].sentence) != 0))
			fail_msg("%s %s: %s", table[i].kind, table[i].members, sentence);
	}
	char little[12];
	assert_true(teller_sentence("event", "\"event\":\"arrived\"", little, sizeof(little)));
	assert_string_equal(little, "recorded: a");
}

/* -- the next bell ------------------------------------------------------------------------------ */

static const struct {
	const char *sentence, *day;
	int minute;
	const char *next_day;
	int close, due;
} bells[] = {
	{"before school", "2026-09-14", 0, "2026-09-14", 9 * 60 + 20, 9 * 60 + 30},
	{"as the register closes", "2026-09-14", 9 * 60 + 20, "2026-09-14", 13 * 60 + 25,
	 9 * 60 + 30},
	{"at noon", "2026-09-14", 12 * 60, "2026-09-14", 13 * 60 + 25, 13 * 60 + 35},
	{"in the afternoon", "2026-09-14", 14 * 60, "2026-09-15", 9 * 60 + 20, 9 * 60 + 30},
	{"on a Friday evening", "2026-09-18", 18 * 60, "2026-09-21", 9 * 60 + 20, 9 * 60 + 30},
	{"at Christmas, with a training day behind it", "2026-12-25", 9 * 60, "2027-01-05",
	 9 * 60 + 20, 9 * 60 + 30},
	{"long before anyone is on the roll", "2025-03-03", 8 * 60, "2026-09-14", 9 * 60 + 20,
	 9 * 60 + 30},
};

static int64_t at(const char *day_text, int minute)
{
	int32_t day = 0;
	assert_true(calendar_parse_day(day_text, &day));
	return calendar_utc_ms(day, minute);
}

static void the_next_bell_is_found(void **state)
{
	struct demo demo;
	struct app *app = NULL;
	(void)state;
	world.screen = (struct hal_screen){1280, 720, 8.26F};
	assert_int_equal(world_init(1), OK);
	world.true_ms = at("2026-09-14", 8 * 60);
	world_boot();
	assert_int_equal(demo_school(&demo), OK);
	for (size_t i = 0; i < COUNT_OF(bells); i++) {
		int64_t after_ms = at(bells[i].day, bells[i].minute), peeked_ms = 0;
		int64_t close_ms = at(bells[i].next_day, bells[i].close);
		assert_int_equal(app_peek_close_ms(demo.school, after_ms, &peeked_ms), OK);
		if (peeked_ms != close_ms)
			fail_msg("%s: %lld, expected %lld", bells[i].sentence, (long long)peeked_ms,
				 (long long)close_ms);
	}
	assert_int_equal(app_open(&app, demo.school), OK);
	for (size_t i = 0; i < COUNT_OF(bells); i++) {
		int64_t after_ms = at(bells[i].day, bells[i].minute);
		assert_int_equal(app_next_close_ms(app, after_ms),
				 at(bells[i].next_day, bells[i].close));
		assert_int_equal(app_next_due_ms(app, after_ms),
				 at(bells[i].next_day, bells[i].due));
	}
	app_close(app);
	demo_stop(&demo);
	world_release();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cards_are_found),
		cmocka_unit_test(typing_too_much_and_taking_back),
		cmocka_unit_test(time_runs_as_it_is_told),
		cmocka_unit_test(a_jump_ends_where_it_leads),
		cmocka_unit_test(every_control_can_be_clicked_at_any_height),
		cmocka_unit_test(a_sentence_is_told_whole),
		cmocka_unit_test(a_word_without_end_and_a_day_without_end),
		cmocka_unit_test(what_is_worth_a_sentence_gets_one),
		cmocka_unit_test(the_next_bell_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
