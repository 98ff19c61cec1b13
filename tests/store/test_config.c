#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/care.h"
#include "store/config.h"
#include "tests/support/store_rig.h"

/* As the formats print it. */
static const char good[] =
	"[school]\n"
	"name = Tŷ Coed School          ; shown on screen\n"
	"number = 838/4123              ; DfE authority/establishment; or urn = 123456\n"
	"nation = england               ; england | wales: which code table\n"
	"timezone = Europe/London\n"
	"language = en                  ; en | cy: what the screen starts in\n"
	"afternoon = carried            ; carried: who came and has not left is here | tap: "
	"pupils tap again\n"
	"[kiosk]\n"
	"id = front-door\n"
	"site_kiosks = front-door       ; every kiosk of the site, by comma\n"
	"reader = libnfc                ; libnfc | libnfc:<connection string> | pcsc | none\n"
	"[session AM]\n"
	"opens = 08:30                  ; arrivals count for this session from here\n"
	"starts = 08:50                 ; after this: late (L)\n"
	"closes = 09:20                 ; after this: arrived late (U)\n"
	"flag_after_min = 10            ; office's time to confirm before flags go\n"
	"[session PM]\n"
	"opens = 12:40\n"
	"starts = 13:10\n"
	"closes = 13:25\n"
	"flag_after_min = 10\n"
	"[authority 835]\n"
	"name = Dorset Virtual School\n"
	"url = https://127.0.0.1:8443\n"
	"ca = 835-ca.pem\n"
	"cert = 835-kiosk.pem\n"
	"key = 835-kiosk.key\n"
	"explained_too = yes            ; send explained absences as well\n";

static char *folder;
static struct config config;
static char problem[300];

static enum err load(const char *text)
{
	store_rig_spill(store_rig_path(folder, "firstbell.conf"), text, (long)strlen(text));
	return config_load(folder, &config, problem, sizeof problem);
}

/* `good` with its first `from` turned into `to`; an empty `from` puts `to` at the end. */
static const char *changed(const char *from, const char *to)
{
	static char text[8000];
	const char *at = *from ? strstr(good, from) : good + strlen(good);

	if (!at)
		fail_msg("the good file has no \"%s\"", from);
	snprintf(text, sizeof text, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
	return text;
}

static void the_printed_file_is_read(void **state)
{
	const struct config_authority *authority = &config.authorities[0];

	(void)state;
	if (load(good) != OK)
		fail_msg("%s", problem);
	assert_string_equal(problem, "");
	assert_string_equal(config.school_name, "Tŷ Coed School");
	assert_string_equal(config.number, "838/4123");
	assert_int_equal(config.nation, NATION_ENGLAND);
	assert_int_equal(config.language, LANGUAGE_EN);
	assert_int_equal(config.afternoon, AFTERNOON_CARRIED);
	assert_int_equal(config.site.count, 1);
	assert_string_equal(config.site.kiosks[0], "front-door");
	assert_string_equal(config.reader, "libnfc");
	assert_true(config.bells[PART_AM].held && config.bells[PART_PM].held);
	assert_int_equal(config.bells[PART_AM].opens_min, 510);
	assert_int_equal(config.bells[PART_AM].starts_min, 530);
	assert_int_equal(config.bells[PART_AM].closes_min, 560);
	assert_int_equal(config.bells[PART_PM].closes_min, 805);
	assert_int_equal(config.bells[PART_PM].flag_after_min, 10);
	assert_int_equal(config.authority_count, 1);
	assert_string_equal(authority->id, "835");
	assert_string_equal(authority->name, "Dorset Virtual School");
	assert_string_equal(authority->url, "https://127.0.0.1:8443");
	assert_string_equal(authority->ca, store_rig_path(folder, "835-ca.pem"));
	assert_string_equal(authority->cert, store_rig_path(folder, "835-kiosk.pem"));
	assert_string_equal(authority->key, store_rig_path(folder, "835-kiosk.key"));
	assert_true(authority->explained_too);
}

static void other_good_files_are_read(void **state)
{
	static const struct {
		const char *sentence, *from, *to;
	} rows[] = {
		{"a byte order mark", "[school]", "\xef\xbb\xbf[school]"},
		{"lines ended as Windows does", "language = en ", "language = en\r\n;"},
		{"number and urn", "nation", "urn = 123456\nnation"},
		{"urn alone", "number = 838/4123", "urn = 123456"},
		{"no word on the afternoon", "afternoon = carried", "; afternoon"},
		{"no word on explained absences", "explained_too = yes", ""},
		{"comments and empty lines", "[kiosk]", "\n# a note\n  ; another\n\n[kiosk]"},
		{"indented keys", "id = front-door", "   id = front-door"},
		{"no afternoon session at all",
		 "[session PM]\nopens = 12:40\nstarts = 13:10\n"
		 "closes = 13:25\nflag_after_min = 10\n",
		 ""},
		{"no word on cohorts", "key = 835", "; cohorts\nkey = 835"},
		{"every cohort", "explained_too",
		 "cohorts = kinship, social_worker,previously_looked_after ,looked_after\n"
		 "explained_too"},
		{"a Welsh school", "england  ", "wales  "},
		{"a second authority", "",
		 "[authority W6]\nname = Gwynedd\nurl = https://vs.example:8443/in\nca = "
		 "/etc/ca.pem\n"
		 "cert = c\nkey = k\n"},
		{"a screen of which nothing is said", "[kiosk]", "[screen]\n[kiosk]"},
		{"a reader with its connection", "reader = libnfc ",
		 "reader = libnfc:pn532_uart:/dev/ttyS0 "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (load(changed(rows[i].from, rows[i].to)) != OK)
			fail_msg("%s: %s", rows[i].sentence, problem);
	}
	assert_int_equal(load(changed("number = 838/4123", "urn = 123456")), OK);
	assert_string_equal(config.number, "123456");
	assert_int_equal(load(changed("number", "urn = 123456\nnumber")), OK);
	assert_string_equal(config.number, "838/4123");
	assert_int_equal(load(changed("explained_too = yes", "")), OK);
	assert_false(config.authorities[0].explained_too);
	assert_int_equal(load(good), OK);
	assert_int_equal(config.authorities[0].cohorts, 1u << COHORT_LOOKED_AFTER);
	assert_int_equal(load(changed("explained_too", "cohorts = kinship\nexplained_too")), OK);
	assert_int_equal(config.authorities[0].cohorts,
			 1u << COHORT_LOOKED_AFTER | 1u << COHORT_KINSHIP);
	assert_ptr_equal(config_find_authority(&config, "835"), &config.authorities[0]);
	assert_null(config_find_authority(&config, "83"));
	assert_int_equal(load(changed("ca = 835", "ca = /etc/835")), OK);
	assert_string_equal(config.authorities[0].ca, "/etc/835-ca.pem");
}

static void a_screen_is_as_it_was_set_up(void **state)
{
	static const char *const degrees[] = {"0", "90", "180", "270"};
	const struct panel *panel = &config.panel;
	char text[64];

	(void)state;
	assert_int_equal(load(good), OK);
	assert_int_equal(panel->turn, TURN_NONE);
	assert_int_equal(panel->theme, THEME_NORMAL);
	assert_false(panel->calm);
	assert_int_equal(panel->lamp.dim_after_min, 5);
	assert_true(panel->lamp.off_outside_hours);
	assert_int_equal(panel->lamp.day_ends_min, 15 * 60 + 30);
	for (int turn = 0; turn < TURN_COUNT; turn++) {
		snprintf(text, sizeof text, "[screen]\nrotate = %s\n[kiosk]", degrees[turn]);
		assert_int_equal(load(changed("[kiosk]", text)), OK);
		assert_int_equal(panel->turn, turn);
	}
	assert_int_equal(
		load(changed("", "[screen]\nrotate = 270 ; upright\ntheme = contrast\ncalm = yes\n"
				 "dim_after_min = 0\noff_outside_hours = no\n"
				 "day_ends = 16:10\n")),
		OK);
	assert_int_equal(panel->turn, TURN_LEFT);
	assert_int_equal(panel->theme, THEME_CONTRAST);
	assert_true(panel->calm);
	assert_int_equal(panel->lamp.dim_after_min, 0);
	assert_false(panel->lamp.off_outside_hours);
	assert_int_equal(panel->lamp.day_ends_min, 16 * 60 + 10);
}

static void this_kiosk_heads_its_site(void **state)
{
	(void)state;
	assert_int_equal(load(changed("site_kiosks = front-door ",
				      "site_kiosks = gate,hall , front-door,back_2 ")),
			 OK);
	assert_int_equal(config.site.count, 4);
	assert_string_equal(config.site.kiosks[0], "front-door");
	assert_string_equal(config.site.kiosks[1], "hall");
	assert_string_equal(config.site.kiosks[2], "gate");
	assert_string_equal(config.site.kiosks[3], "back_2");
}

static void a_long_value_is_kept_whole(void **state)
{
	char reader[300], text[320];

	(void)state;
	memset(reader, 'x', sizeof reader);
	snprintf(text, sizeof text, "reader = libnfc:%.240s ;", reader);
	assert_int_equal(load(changed("reader = libnfc ", text)), OK);
	assert_int_equal(strlen(config.reader), 247);
	snprintf(text, sizeof text, "reader = libnfc:%.260s ;", reader);
	assert_int_equal(load(changed("reader = libnfc ", text)), ERR_BAD_CONFIG);
}

/* What is wrong, and what must be said of it. */
static const struct {
	const char *sentence, *from, *to, *words;
} bad[] = {
	{"a misspelt key", "starts = 08:50", "strats = 08:50",
	 "line 14: [session AM] has no key \"strats\"; expected one of opens, starts, closes, "
	 "flag_after_min"},
	{"an unknown section", "[kiosk]", "[kisok]",
	 "line 8: unknown section [kisok]; expected [school]"},
	{"an unknown section with nothing in it", "[kiosk]", "[extra]\n[kiosk]",
	 "line 8: unknown section [extra]"},
	{"a screen turned a little", "[kiosk]", "[screen]\nrotate = 45\n[kiosk]",
	 "line 9: rotate = \"45\"; expected 0, 90, 180 or 270 degrees clockwise"},
	{"a theme there is not", "[kiosk]", "[screen]\ntheme = dark\n[kiosk]",
	 "line 9: theme = \"dark\"; expected normal or contrast"},
	{"neither yes nor no", "[kiosk]", "[screen]\ncalm = 1\n[kiosk]",
	 "line 9: calm = \"1\"; expected yes or no"},
	{"more than an hour to dim", "[kiosk]", "[screen]\ndim_after_min = 61\n[kiosk]",
	 "line 9: dim_after_min = \"61\"; expected minutes, 1 to 60, or 0 for never"},
	{"neither on nor off", "[kiosk]", "[screen]\noff_outside_hours = off\n[kiosk]",
	 "line 9: off_outside_hours = \"off\"; expected yes or no"},
	{"an end of day that is no time", "[kiosk]", "[screen]\nday_ends = 3pm\n[kiosk]",
	 "line 9: day_ends = \"3pm\"; expected a time of day such as 15:30"},
	{"a misspelt key of the screen", "[kiosk]", "[screen]\nrotation = 90\n[kiosk]",
	 "line 9: [screen] has no key \"rotation\"; expected one of rotate, theme, calm"},
	{"the screen twice", "[kiosk]", "[screen]\n[screen]\n[kiosk]",
	 "line 9: [screen] comes twice"},
	{"a screen with a name", "[kiosk]", "[screen hall]\n[kiosk]",
	 "line 8: unknown section [screen hall]; expected [school], [kiosk], [screen]"},
	{"an unknown session", "[session PM]", "[session EVE]", "line 17: no such session"},
	{"a section without its number", "[authority 835]", "[authority]",
	 "line 22: [authority]: expected an authority's number"},
	{"a bad minute", "08:50", "8.50", "line 14: starts = \"8.50\"; expected a time of day"},
	{"a minute there is not", "08:50", "24:00", "line 14"},
	{"closes before starts", "09:20", "08:40", "line 12: [session AM] closes before it starts"},
	{"closes as it starts", "09:20", "08:50", "[session AM] closes before it starts"},
	{"starts before it opens", "08:30", "08:55", "[session AM] starts before it opens"},
	{"the register open too long", "09:20", "09:21",
	 "line 12: [session AM] keeps the register open for 31 minutes"},
	{"the afternoon before the morning is over", "12:40", "09:10",
	 "[session PM] opens before [session AM] closes"},
	{"too long an office's time", "flag_after_min = 10 ", "flag_after_min = 121 ",
	 "line 16: flag_after_min = \"121\"; expected minutes, 0 to 120"},
	{"a negative office's time", "flag_after_min = 10 ", "flag_after_min = -1 ", "line 16"},
	{"a site without this kiosk", "site_kiosks = front-door", "site_kiosks = gate, hall",
	 "site_kiosks does not hold this kiosk's id, \"front-door\""},
	{"a site with a kiosk twice", "site_kiosks = front-door",
	 "site_kiosks = front-door, front-door", "line 10: site_kiosks ="},
	{"a site with a gap", "site_kiosks = front-door", "site_kiosks = front-door,,hall",
	 "line 10: site_kiosks ="},
	{"too large a site", "site_kiosks = front-door", "site_kiosks = front-door,b,c,d,e,f,g,h,i",
	 "line 10: site_kiosks ="},
	{"a kiosk's id with a blank", "id = front-door", "id = front door",
	 "line 9: id = \"front door\"; expected letters, digits"},
	{"one authority twice", "", "[authority 835]\nname = x\n",
	 "line 29: [authority 835] comes twice"},
	{"one section twice", "[session AM]", "[kiosk]\n[session AM]",
	 "line 12: [kiosk] comes twice"},
	{"one session twice", "[session PM]", "[session AM]", "line 17: [session AM] comes twice"},
	{"one key twice", "starts = 08:50", "opens = 08:50",
	 "line 14: [session AM] has \"opens\" twice"},
	{"an address that is not https", "https://", "http://",
	 "line 24: url = \"http://127.0.0.1:8443\"; expected an address that begins https://"},
	{"an address of nothing", "https://127.0.0.1:8443", "https://", "line 24: url ="},
	{"another time zone", "Europe/London", "Europe/Paris",
	 "line 5: timezone = \"Europe/Paris\"; expected Europe/London"},
	{"another nation", "= england  ", "= scotland  ", "line 4: nation = \"scotland\""},
	{"another language", "language = en", "language = fr", "line 6: language = \"fr\""},
	{"a third way in the afternoon", "carried", "maybe", "line 7: afternoon = \"maybe\""},
	{"a number that is none", "838/4123", "8384123", "line 3: number = \"8384123\""},
	{"a urn that is none", "number = 838/4123", "urn = 12345", "line 3: urn = \"12345\""},
	{"neither number nor urn", "number = 838/4123", "", "line 1: [school] lacks \"number\""},
	{"a school without a name", "Tŷ Coed School", "", "line 2: name = \"\""},
	{"a reader there is not", "= libnfc  ", "= libfnc  ", "line 11: reader = \"libfnc\""},
	{"no word on the reader", "reader = libnfc", "", "line 8: [kiosk] lacks \"reader\""},
	{"no word on the key", "key = 835-kiosk.key\n", "",
	 "line 22: [authority 835] lacks \"key\""},
	{"yes or no", "explained_too = yes", "explained_too = 1", "expected yes or no"},
	{"a misspelt cohort", "explained_too", "cohorts = kinship, kinshop\nexplained_too",
	 "line 28: cohorts = \"kinship, kinshop\"; expected looked_after, "
	 "previously_looked_after, social_worker, kinship, each at most once, by comma"},
	{"no cohort", "explained_too", "cohorts =\nexplained_too", "line 28: cohorts = \"\""},
	{"a cohort twice", "explained_too", "cohorts = kinship,kinship\nexplained_too",
	 "line 28: cohorts ="},
	{"a gap between cohorts", "explained_too", "cohorts = kinship,\nexplained_too",
	 "line 28: cohorts ="},
	{"cohorts without a comma", "explained_too",
	 "cohorts = kinship social_worker\nexplained_too", "line 28: cohorts ="},
	{"a line that is neither", "nation", "what is this\nnation",
	 "line 4: expected [section] or key = value"},
	{"a key before the first section", "[school]", "name = x\n[school]",
	 "line 1: \"name\" stands before the first [section]"},
	{"letters of another encoding", "Tŷ", "T\xff", "line 2: not UTF-8"},
	{"no section of the kiosk",
	 "[kiosk]\nid = front-door\nsite_kiosks = front-door       ; "
	 "every kiosk of the site, by comma\nreader = libnfc ",
	 ";", "[kiosk] is missing"},
};

static void what_is_wrong_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		enum err err = load(changed(bad[i].from, bad[i].to));

		if (err != ERR_BAD_CONFIG)
			fail_msg("%s: %s", bad[i].sentence, err_text(err));
		if (!strstr(problem, bad[i].words))
			fail_msg("%s: said \"%s\", not \"%s\"", bad[i].sentence, problem,
				 bad[i].words);
	}
}

static void a_missing_file_is_named(void **state)
{
	(void)state;
	assert_int_equal(config_load("/nowhere", &config, problem, sizeof problem), ERR_NOT_FOUND);
	assert_string_equal(problem,
			    "/nowhere/firstbell.conf: not there; begin with firstbellctl init");
	assert_int_equal(load(""), ERR_BAD_CONFIG);
	assert_string_equal(problem, "firstbell.conf: [school] is missing");
}

static void a_line_too_long_is_named(void **state)
{
	char text[1200];

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_int_equal(load(changed("Tŷ Coed", text)), ERR_BAD_CONFIG);
	assert_non_null(strstr(problem, "line 2: longer than"));
}

/* However short the room for words is, it ends in NUL. */
static void a_problem_fits_its_room(void **state)
{
	(void)state;
	store_rig_spill(store_rig_path(folder, "firstbell.conf"), "[x]\n", 4);
	for (size_t size = 1; size < 60; size++) {
		memset(problem, 'x', sizeof problem);
		assert_int_equal(config_load(folder, &config, problem, size), ERR_BAD_CONFIG);
		assert_true(strlen(problem) < size);
	}
}

static void too_many_authorities_are_named(void **state)
{
	static char many[8000];
	size_t length = 0;

	(void)state;
	for (int i = 0; i < AUTHORITIES_MAX; i++)
		length += (size_t)snprintf(many + length, sizeof many - length,
					   "[authority %d]\nname = x\nurl = https://x\nca = x\n"
					   "cert = x\nkey = x\n",
					   100 + i);
	assert_int_equal(load(changed("", many)), ERR_BAD_CONFIG);
	assert_non_null(strstr(problem, "more than 16 authorities"));
}

static int make_folder(void **state)
{
	(void)state;
	folder = store_rig_folder();
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	store_rig_remove(folder);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_printed_file_is_read),
		cmocka_unit_test(other_good_files_are_read),
		cmocka_unit_test(a_screen_is_as_it_was_set_up),
		cmocka_unit_test(this_kiosk_heads_its_site),
		cmocka_unit_test(a_long_value_is_kept_whole),
		cmocka_unit_test(what_is_wrong_is_named),
		cmocka_unit_test(a_missing_file_is_named),
		cmocka_unit_test(a_line_too_long_is_named),
		cmocka_unit_test(a_problem_fits_its_room),
		cmocka_unit_test(too_many_authorities_are_named),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
