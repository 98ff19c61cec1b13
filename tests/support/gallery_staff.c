#include "tests/support/gallery_staff.h"

#include "core/codes.h"
#include "tests/support/gallery.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static const char *const names[] = {
	"Aisha Rahman",          "Oisín Ó Súilleabháin", "Siân Prys-Jones", "Llŷr Evans",
	"محمد الفارسي",          "Zofia Kowalczyk",      "Noah Patel",      "Nguyễn Thị Ỷ",
	"Ela Featherstonehaugh", "Maja Nowak",           "गीता शर्मा",       "Dylan Pugh"};
static const char long_name[] = "Wilhelmina Anastasia Featherstonehaugh-Cholmondeley Bartlett";
static const char rachel[] = "Rhiannon Okafor";

/* A row for each way a row can be worded. */
static const struct {
	enum state state;
	bool seen;
	int16_t minute;
	const char *code;
} states[] = {
	{STATE_PRESENT, true, 8 * 60 + 42, ""},
	{STATE_LATE, true, 9 * 60 + 4, "L"},
	{STATE_PRESENT, false, -1, ""},
	{STATE_LEFT, true, 11 * 60 + 10, ""},
	{STATE_EXPLAINED, true, -1, "I"},
	{STATE_UNEXPLAINED, true, -1, "N"},
	{STATE_ARRIVED_LATE, true, 9 * 60 + 47, "U"},
	{STATE_RETURNED, true, 12 * 60 + 5, ""},
	{STATE_ELSEWHERE, true, -1, "V"},
	{STATE_SUSPENDED, true, -1, "E"},
	{STATE_NOT_EXPECTED, true, -1, "C2"},
	{STATE_CLOSED, true, -1, "Y4"},
	{STATE_UNKNOWN, true, -1, ""},
	{STATE_PRESENT, true, -1, "/"},
	{STATE_LATE, true, -1, ""},
	{STATE_LEFT, true, -1, ""},
};

enum variant {
	PLAIN,
	EMPTY,
	LONG,
	HIDDEN,
	QUESTION,
	DONE,
	WRONG,
	WAIT,
	ONE_PAGE,
	ILL,
	PRINTING,
	PRINTED
};

static const struct shown {
	const char *title;
	enum screen screen;
	enum variant variant;
	enum post post;
	enum staff_problem problem;
} shows[GALLERY_STAFF_SHOWN] = {
	{"pin", SCREEN_PIN, PLAIN, POST_OFFICE, STAFF_NO_PROBLEM},
	{"pin-wrong", SCREEN_PIN, WRONG, POST_OFFICE, STAFF_NO_PROBLEM},
	{"pin-wait", SCREEN_PIN, WAIT, POST_OFFICE, STAFF_NO_PROBLEM},
	{"staff-attendance", SCREEN_STAFF, PLAIN, POST_ATTENDANCE, STAFF_NO_PROBLEM},
	{"staff-designated", SCREEN_STAFF, EMPTY, POST_DESIGNATED, STAFF_NO_PROBLEM},
	{"staff-office", SCREEN_STAFF, PLAIN, POST_OFFICE, STAFF_NO_PROBLEM},
	{"staff-teacher", SCREEN_STAFF, PLAIN, POST_TEACHER, STAFF_NO_PROBLEM},
	{"staff-head", SCREEN_STAFF, DONE, POST_HEAD, STAFF_NO_PROBLEM},
	{"staff-long", SCREEN_STAFF, LONG, POST_ATTENDANCE, STAFF_NO_PROBLEM},
	{"staff-hidden", SCREEN_STAFF, HIDDEN, POST_ATTENDANCE, STAFF_NO_PROBLEM},
	{"close-list", SCREEN_CLOSE_LIST, PLAIN, POST_ATTENDANCE, STAFF_NO_PROBLEM},
	{"close-list-long", SCREEN_CLOSE_LIST, LONG, POST_ATTENDANCE, STAFF_NO_PROBLEM},
	{"close-list-done", SCREEN_CLOSE_LIST, DONE, POST_ATTENDANCE, STAFF_NO_PROBLEM},
	{"close-list-last", SCREEN_CLOSE_LIST, ONE_PAGE, POST_DESIGNATED, STAFF_NO_PROBLEM},
	{"close-list-empty", SCREEN_CLOSE_LIST, EMPTY, POST_ATTENDANCE, STAFF_NO_PROBLEM},
	{"close-list-hidden", SCREEN_CLOSE_LIST, HIDDEN, POST_ATTENDANCE, STAFF_NO_PROBLEM},
	{"staff-forms", SCREEN_STAFF_FORMS, PLAIN, POST_TEACHER, STAFF_NO_PROBLEM},
	{"staff-forms-long", SCREEN_STAFF_FORMS, LONG, POST_TEACHER, STAFF_NO_PROBLEM},
	{"staff-forms-empty", SCREEN_STAFF_FORMS, EMPTY, POST_TEACHER, STAFF_NO_PROBLEM},
	{"register", SCREEN_REGISTER, PLAIN, POST_TEACHER, STAFF_NO_PROBLEM},
	{"register-more", SCREEN_REGISTER, ONE_PAGE, POST_TEACHER, STAFF_NO_PROBLEM},
	{"register-long", SCREEN_REGISTER, LONG, POST_OFFICE, STAFF_NOT_KEPT},
	{"register-empty", SCREEN_REGISTER, EMPTY, POST_OFFICE, STAFF_NO_PROBLEM},
	{"pupil", SCREEN_STAFF_PUPIL, PLAIN, POST_OFFICE, STAFF_NO_PROBLEM},
	{"pupil-teacher", SCREEN_STAFF_PUPIL, LONG, POST_TEACHER, STAFF_NO_PROBLEM},
	{"pupil-problem", SCREEN_STAFF_PUPIL, PLAIN, POST_OFFICE, STAFF_NOTHING_TO_UNDO},
	{"pupil-block", SCREEN_STAFF_PUPIL, QUESTION, POST_OFFICE, STAFF_NO_PROBLEM},
	{"codes", SCREEN_CODES, PLAIN, POST_TEACHER, STAFF_NO_PROBLEM},
	{"codes-more", SCREEN_CODES, ONE_PAGE, POST_TEACHER, STAFF_NO_PROBLEM},
	{"codes-long", SCREEN_CODES, LONG, POST_TEACHER, STAFF_NO_PROBLEM},
	{"codes-empty", SCREEN_CODES, EMPTY, POST_TEACHER, STAFF_NO_PROBLEM},
	{"close-school", SCREEN_CLOSE_SCHOOL, PLAIN, POST_HEAD, STAFF_NO_PROBLEM},
	{"close-school-sure", SCREEN_CLOSE_SCHOOL, QUESTION, POST_HEAD, STAFF_NO_PROBLEM},
	{"new-card", SCREEN_NEW_CARD, PLAIN, POST_OFFICE, STAFF_NO_PROBLEM},
	{"new-card-random", SCREEN_NEW_CARD, LONG, POST_OFFICE, STAFF_RANDOM_CARD},
	{"new-card-taken", SCREEN_NEW_CARD, PLAIN, POST_OFFICE, STAFF_CARD_TAKEN},
	{"evacuation", SCREEN_EVACUATION, PLAIN, POST_TEACHER, STAFF_NO_PROBLEM},
	{"evacuation-long", SCREEN_EVACUATION, LONG, POST_TEACHER, STAFF_PRINTER_SILENT},
	{"evacuation-no-printer", SCREEN_EVACUATION, ONE_PAGE, POST_TEACHER, STAFF_NO_PROBLEM},
	{"evacuation-printing", SCREEN_EVACUATION, PRINTING, POST_TEACHER, STAFF_NO_PROBLEM},
	{"evacuation-printed", SCREEN_EVACUATION, PRINTED, POST_TEACHER, STAFF_NO_PROBLEM},
	{"evacuation-not-printed", SCREEN_EVACUATION, PLAIN, POST_TEACHER, STAFF_PRINTER_REFUSED},
	{"evacuation-empty", SCREEN_EVACUATION, EMPTY, POST_TEACHER, STAFF_NO_PROBLEM},
	{"delivery", SCREEN_DELIVERY, PLAIN, POST_ATTENDANCE, STAFF_NO_PROBLEM},
	{"delivery-kiosk-well", SCREEN_DELIVERY, ONE_PAGE, POST_OFFICE, STAFF_NO_PROBLEM},
	{"delivery-kiosk", SCREEN_DELIVERY, ILL, POST_TEACHER, STAFF_NO_PROBLEM},
	{"doors", SCREEN_DOORS, PLAIN, POST_OFFICE, STAFF_NO_PROBLEM},
	{"doors-only", SCREEN_DOORS, ONE_PAGE, POST_TEACHER, STAFF_NO_PROBLEM},
	{"doors-none", SCREEN_DOORS, ILL, POST_HEAD, STAFF_NO_PROBLEM},
	{"doors-long", SCREEN_DOORS, LONG, POST_OFFICE, STAFF_NO_PROBLEM},
	{"doors-since", SCREEN_DOORS, DONE, POST_TEACHER, STAFF_NO_PROBLEM},
	{"doors-clock", SCREEN_DOORS, PLAIN, POST_OFFICE, STAFF_CLOCK_WRONG},
	{"together", SCREEN_LATE_TOGETHER, PLAIN, POST_ATTENDANCE, STAFF_NO_PROBLEM},
	{"together-all", SCREEN_LATE_TOGETHER, ONE_PAGE, POST_TEACHER, STAFF_NO_PROBLEM},
	{"together-none", SCREEN_LATE_TOGETHER, DONE, POST_OFFICE, STAFF_NO_PROBLEM},
	{"together-long", SCREEN_LATE_TOGETHER, LONG, POST_OFFICE, STAFF_NOT_KEPT},
	{"together-empty", SCREEN_LATE_TOGETHER, EMPTY, POST_TEACHER, STAFF_NO_PROBLEM},
	{"search", SCREEN_SEARCH, PLAIN, POST_TEACHER, STAFF_NO_PROBLEM},
	{"search-letters", SCREEN_SEARCH, ONE_PAGE, POST_TEACHER, STAFF_NO_PROBLEM},
	{"search-whole", SCREEN_SEARCH, LONG, POST_TEACHER, STAFF_NO_PROBLEM},
	{"search-nobody", SCREEN_SEARCH, EMPTY, POST_TEACHER, STAFF_NO_PROBLEM},
	{"search-no-pupils", SCREEN_SEARCH, ILL, POST_TEACHER, STAFF_NO_PROBLEM},
	{"found", SCREEN_FOUND, PLAIN, POST_TEACHER, STAFF_NO_PROBLEM},
	{"found-long", SCREEN_FOUND, LONG, POST_TEACHER, STAFF_NO_PROBLEM},
	{"found-empty", SCREEN_FOUND, EMPTY, POST_TEACHER, STAFF_NO_PROBLEM},
};

enum screen gallery_staff_screen(int shown)
{
	return shows[shown].screen;
}

const char *gallery_staff_title(int shown)
{
	return shows[shown].title;
}

bool gallery_staff_long(int shown)
{
	return shows[shown].variant == LONG;
}

static void fill_row(struct staff_row *row, size_t i, enum variant variant)
{
	size_t state = (i + (variant == ONE_PAGE ? 6 : 0)) % COUNT_OF(states);

	*row = (struct staff_row){.pupil = (uint32_t)i + 1,
				  .state = states[state].state,
				  .seen = states[state].seen,
				  .minute = states[state].minute,
				  .marked = i % 3 == 0};
	(void)text_copy(row->code.text, sizeof(row->code.text), states[state].code);
	(void)text_copy(row->name, sizeof(row->name),
			variant == LONG && i % 2 == 0 ? long_name : names[i % COUNT_OF(names)]);
	(void)text_copy(row->form, sizeof(row->form), variant == LONG ? "Sunflowers" : "7B");
}

/* Forms stand among the names: the one that goes on, one that is new, one of which nobody is in. */
static void fill_headings(struct staff_view *staff, enum variant variant)
{
	static const struct {
		size_t at, inside;
		const char *form, *long_form;
	} headings[] = {{0, 24, "7B", "Sunflowers"},
			{4, 0, "7C", "Blodau haul a'r haf"},
			{5, 131, "8A", ""}};

	for (size_t i = 0; i < COUNT_OF(headings) && headings[i].at < staff->row_count; i++) {
		struct staff_row *row = &staff->rows[headings[i].at];

		*row = (struct staff_row){.is_form = true, .inside = headings[i].inside};
		(void)text_copy(row->form, sizeof(row->form),
				variant == LONG ? headings[i].long_form : headings[i].form);
	}
}

static void fill_codes(struct staff_view *staff, enum variant variant, enum screen screen,
		       size_t items)
{
	const struct code_table *table =
		codes_for(variant == ONE_PAGE ? NATION_WALES : NATION_ENGLAND, 20000);
	size_t skip = variant == LONG ? table->count - items : variant == PLAIN ? 3 : 0;

	if (screen == SCREEN_CLOSE_SCHOOL)
		items = items < 2 ? items : 2;
	for (size_t i = 0; i < items && i + skip < table->count; i++) {
		const struct code_row *row = &table->rows[i + skip];

		staff->codes[i].code = row->code;
		(void)text_copy(staff->codes[i].meaning, sizeof(staff->codes[i].meaning),
				row->meaning);
		staff->code_count++;
	}
	if (screen == SCREEN_CLOSE_SCHOOL && items == 2) {
		staff->codes[0].code = (struct code){"Y4"};
		staff->codes[1].code = (struct code){"#"};
		(void)text_copy(staff->codes[0].meaning, sizeof(staff->codes[0].meaning),
				"whole site closed unexpectedly");
		(void)text_copy(staff->codes[1].meaning, sizeof(staff->codes[1].meaning),
				"planned whole or partial school closure");
	}
}

static void fill_deliveries(struct staff_view *staff, size_t items)
{
	static const struct staff_delivery kinds[] = {
		{"Dorset Virtual School", -1, STAFF_OPENED_NOT_TOLD, 3, 9 * 60 + 30, "01305 221000",
		 0},
		{"Cyngor Sir Gâr: Ysgol Rithwir", 9 * 60 + 31, STAFF_OPENED_ALL, 0, -1, "", 0},
		{"Bournemouth, Christchurch and Poole Virtual School", 9 * 60 + 33,
		 STAFF_OPENED_NOT_YET, 0, -1, "", 2},
		{"Leeds", 9 * 60 + 31, STAFF_OPENED_NOT_TOLD, 0, -1, "", 0},
		{"Hull", -1, STAFF_OPENED_ALL, 1, 8 * 60 + 5, "", 0},
		{"Powys", -1, STAFF_OPENED_NOT_TOLD, 2, -1, "", 0},
		{"Gwynedd", -1, STAFF_OPENED_NOT_TOLD, 0, -1, "", 0},
	};

	staff->delivery_count = items < COUNT_OF(kinds) ? items : COUNT_OF(kinds);
	memcpy(staff->deliveries, kinds, staff->delivery_count * sizeof(kinds[0]));
}

static void fill_doors(struct staff_view *staff, enum variant variant, size_t items)
{
	static const struct staff_door kinds[] = {
		{"Front door", true, DOOR_IN_USE, -1, 0},
		{"Side gate", false, DOOR_NOT_IN_USE, -1, 1},
		{"Sixth form", false, DOOR_USED_AFTER_ALL, -1, 2},
		{"Annexe", false, DOOR_NOT_IN_USE, 10 * 60 + 48, 3},
		{"Back 2", false, DOOR_IN_USE, -1, 4},
	};

	staff->doors_of_site = variant == ONE_PAGE ? 1 : variant == ILL ? 2 : 40;
	staff->doors_in_use = variant == ILL ? 0 : 1;
	items = items > staff->doors_of_site ? staff->doors_of_site : items;
	for (size_t i = 0; i < items && i < COUNT_OF(kinds); i++) {
		staff->doors[i] = kinds[(i + (variant == DONE ? 3 : 0)) % COUNT_OF(kinds)];
		staff->door_count++;
		if (variant == ILL)
			staff->doors[i].state = DOOR_NOT_IN_USE;
		if (variant == LONG)
			(void)text_copy(staff->doors[i].name, sizeof(staff->doors[i].name),
					"Cyntedd adeilad y chweched dos");
	}
}

/* Some chosen, or all of them, or none. */
static void fill_late(struct staff_view *staff, enum variant variant)
{
	staff->late = variant == EMPTY ? 0 : variant == ONE_PAGE ? staff->row_count : 38;
	for (size_t i = 0; i < staff->row_count; i++) {
		struct staff_row *row = &staff->rows[i];

		row->chosen = variant == ONE_PAGE || (variant != DONE && i % 2 == 0);
		row->state = STATE_LATE;
		row->seen = true;
		row->minute = (int16_t)(9 * 60 + 24 - (int)i);
		row->code = (struct code){"U"};
		staff->chosen += row->chosen;
	}
}

/* Nothing yet; two letters and four that may follow; a whole name; letters that nobody has; and a school of nobody. */
static void fill_search(struct staff_view *staff, enum variant variant, enum language language,
			size_t items)
{
	static const char *const typed[] = {[PLAIN] = "",
					    [ONE_PAGE] = "Sh",
					    [LONG] = "Featherstonehaugh",
					    [EMPTY] = "Zw",
					    [ILL] = ""};

	(void)text_copy(staff->search, sizeof(staff->search), typed[variant]);
	staff->found = variant == ONE_PAGE ? 127 : variant == LONG ? 2 : 0;
	size_t most = language == LANGUAGE_EN ? 26 : STAFF_ROWS_MAX;

	items += STAFF_SEARCH_ACTIONS;
	items = items < most ? items : most;
	staff->letter_count = variant == PLAIN ? items : variant == ONE_PAGE ? 4 : 0;
	for (size_t i = 0; i < staff->letter_count; i++)
		staff->letters[i] = (uint8_t)gallery_letter(language, i);
}

static void fill_lists(struct staff_view *staff, const struct shown *shown, size_t items)
{
	if (shown->screen == SCREEN_FOUND)
		(void)text_copy(staff->search, sizeof(staff->search), "Sh");
	if (shown->variant == EMPTY)
		return;
	if (shown->screen == SCREEN_CLOSE_LIST || shown->screen == SCREEN_REGISTER ||
	    shown->screen == SCREEN_EVACUATION || shown->screen == SCREEN_LATE_TOGETHER ||
	    shown->screen == SCREEN_FOUND)
		staff->row_count = items;
	for (size_t i = 0; i < staff->row_count; i++)
		fill_row(&staff->rows[i], i, shown->variant);
	if (shown->screen == SCREEN_EVACUATION)
		fill_headings(staff, shown->variant);
	if (shown->screen == SCREEN_STAFF_FORMS)
		staff->form_count = items;
	for (size_t i = 0; i < staff->form_count; i++)
		(void)snprintf(staff->forms[i], sizeof(staff->forms[i]), "%s%c",
			       shown->variant == LONG ? "Blodau haul " : "7", (char)('A' + (int)i));
	/* Pupils in no form are found after them. */
	if (staff->form_count > 0 && shown->variant == PLAIN)
		staff->forms[staff->form_count - 1][0] = '\0';
	if (shown->screen == SCREEN_CODES || shown->screen == SCREEN_CLOSE_SCHOOL)
		fill_codes(staff, shown->variant, shown->screen, items);
	if (shown->screen == SCREEN_DOORS)
		fill_doors(staff, shown->variant, items);
	if (shown->screen == SCREEN_DELIVERY && shown->variant == PLAIN)
		fill_deliveries(staff, items);
}

static void fill_states(struct staff_view *staff, const struct shown *shown)
{
	staff->hidden = shown->variant == HIDDEN;
	staff->done = shown->variant == DONE;
	staff->printer = shown->variant != ONE_PAGE;
	staff->printing = shown->variant == PRINTING;
	staff->printed = shown->variant == PRINTED;
	staff->wrong_pin = shown->variant == WRONG;
	staff->wait_s = shown->variant == WAIT ? 30 : 0;
	staff->pin_digits = shown->variant == WAIT ? 0 : shown->variant == WRONG ? 8 : 3;
	staff->problem = shown->problem;
	if (shown->variant == QUESTION)
		staff->question = (struct staff_act){.kind = shown->screen == SCREEN_CLOSE_SCHOOL
								     ? ACT_CLOSE_SCHOOL
								     : ACT_BLOCK_CARDS,
						     .code = {"Y4"}};
	if (shown->variant == ILL)
		staff->health = (struct staff_health){9, TRUST_UNTRUSTED, false, 120, 12, true};
	else
		staff->health = (struct staff_health){1, TRUST_HOLDOVER, true, 24310, 325, false};
}

void gallery_staff_show(struct view *view, struct staff_view *staff, int shown,
			enum language language, size_t items)
{
	const struct shown *how = &shows[shown];
	bool more = how->variant != EMPTY && how->variant != ONE_PAGE && items > 0 &&
		    how->screen != SCREEN_CLOSE_SCHOOL &&
		    (how->screen != SCREEN_DOORS || how->variant != ILL) &&
		    (how->screen != SCREEN_SEARCH || how->variant == PLAIN);

	gallery_view(view, how->screen, language, "", 0);
	items = items > STAFF_ROWS_MAX ? STAFF_ROWS_MAX : items;
	*staff = (struct staff_view){
		.screen = how->screen,
		.who = how->screen == SCREEN_PIN ? ""
		       : how->variant == LONG    ? long_name
						 : rachel,
		.post = post_text(how->post),
		.rights = post_rights(how->post),
		.to_check = how->variant == EMPTY ? 0 : 13,
		.inside = how->variant == EMPTY ? 0 : 612,
		.due_minute = how->variant == ONE_PAGE || how->variant == EMPTY ? -1 : 9 * 60 + 30,
		.page = more ? 2 : 0,
		.pages = more ? 14 : 1,
	};
	fill_row(&staff->about, how->variant == LONG ? 0 : 1, how->variant);
	fill_states(staff, how);
	fill_lists(staff, how, items);
	if (how->screen == SCREEN_LATE_TOGETHER)
		fill_late(staff, how->variant);
	if (how->screen == SCREEN_SEARCH)
		fill_search(staff, how->variant, language, items);
	view->staff = staff;
}
