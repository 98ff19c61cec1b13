/* The small parts of the appliance around the reader: each rule a row, each row a sentence. */
#include "core/flow.h"
#include "firmware/clock.h"
#include "firmware/notify.h"
#include "firmware/options.h"
#include "firmware/sound.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

/* -- the clock ---------------------------------------------------------------------------------- */

#define NOW 1789372800000 /* 14 September 2026 */
#define HOUR_MS (3600 * 1000)
static const struct clock_row {
	const char *sentence;
	bool always;
	struct clock_reading readings[3];
	enum trust trust; /* after the last reading */
} clock_rows[] = {
	{"the kernel's word is believed", false, {{NOW, 10, true}}, TRUST_SYNCED},
	{"a clock never synced is not", false, {{NOW, 10, false}}, TRUST_UNTRUSTED},
	{"unless the desk says so", true, {{NOW, 10, false}}, TRUST_SYNCED},
	{"1970 is believed of nobody", true, {{5000, 10, true}}, TRUST_UNTRUSTED},
	{"a synced clock holds for hours",
	 false,
	 {{NOW, 10, true}, {NOW + 20 * HOUR_MS, 10 + 20 * HOUR_MS, false}},
	 TRUST_HOLDOVER},
	{"but not for days",
	 false,
	 {{NOW, 10, true}, {NOW + 25 * HOUR_MS, 10 + 25 * HOUR_MS, false}},
	 TRUST_UNTRUSTED},
	{"the hours count from the last word",
	 false,
	 {{NOW, 10, true},
	  {NOW + 20 * HOUR_MS, 10 + 20 * HOUR_MS, true},
	  {NOW + 40 * HOUR_MS, 10 + 40 * HOUR_MS, false}},
	 TRUST_HOLDOVER},
	{"a clock put forward by hand is not held",
	 false,
	 {{NOW, 10, true}, {NOW + 60000, 1010, false}},
	 TRUST_UNTRUSTED},
	{"nor one put back", false, {{NOW, 10, true}, {NOW - 60000, 1010, false}}, TRUST_UNTRUSTED},
	{"nor when it is put right again by hand",
	 false,
	 {{NOW, 10, true}, {NOW + 60000, 1010, false}, {NOW + 2000, 2010, false}},
	 TRUST_UNTRUSTED},
	{"synced anew, it is believed again",
	 false,
	 {{NOW, 10, true}, {NOW + 60000, 1010, false}, {NOW + 2000, 2010, true}},
	 TRUST_SYNCED},
	{"drift of seconds is no step",
	 false,
	 {{NOW, 10, true}, {NOW + HOUR_MS + 3000, 10 + HOUR_MS, false}},
	 TRUST_HOLDOVER},
};

static void the_clock_is_trusted_as_far_as_it_earned(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(clock_rows); i++) {
		const struct clock_row *row = &clock_rows[i];
		struct clock clock = {.always_synced = row->always};
		enum trust trust = TRUST_UNTRUSTED;
		for (size_t at = 0; at < 3 && row->readings[at].utc_ms; at++)
			trust = clock_judge(&clock, &row->readings[at]);
		if (trust != row->trust)
			fail_msg("%s: %s", row->sentence, trust_text(trust));
	}
}

static void the_kernels_clocks_are_read(void **state)
{
	struct clock_reading first, second;

	(void)state;
	clock_read(&first);
	clock_read(&second);
	assert_true(first.mono_ms > 0 && second.mono_ms >= first.mono_ms);
	assert_true(first.utc_ms > CLOCK_FIRST_UTC_MS);
}

/* -- the command line ---------------------------------------------------------------------------- */

#define ARGUMENTS_MAX 6
static const struct option_row {
	const char *sentence;
	const char *arguments[ARGUMENTS_MAX];
	const char *problem; /* NULL: good */
} option_rows[] = {
	{"the folder is enough", {"--data", "d"}, NULL},
	{"a window", {"--data", "d", "--window", "800x480"}, NULL},
	{"a density", {"--data", "d", "--px-per-mm", "5.9"}, NULL},
	{"help needs no folder", {"--help"}, NULL},
	{"no folder", {"--fullscreen"}, "--data DIR is needed"},
	{"a window without a height",
	 {"--data", "d", "--window", "800"},
	 "800: --window takes a size such as 1280x800"},
	{"a window with something after it",
	 {"--data", "d", "--window", "800x480x"},
	 "800x480x: --window takes a size such as 1280x800"},
	{"a window too small to touch",
	 {"--data", "d", "--window", "8x4"},
	 "8x4: --window takes a size such as 1280x800"},
	{"a density that is no number",
	 {"--data", "d", "--px-per-mm", "nan"},
	 "nan: --px-per-mm takes a number from 1 to 40"},
	{"an unknown option",
	 {"--data", "d", "--colour"},
	 "--colour: there is no such option, or it lacks its value"},
	{"a value that is missing",
	 {"--data"},
	 "--data: there is no such option, or it lacks its value"},
	{"a word too many", {"--data", "d", "extra"}, "extra: not an option"},
};

static void the_command_line_is_understood_or_explained(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(option_rows); i++) {
		const struct option_row *row = &option_rows[i];
		char copies[ARGUMENTS_MAX + 1][32] = {"firstbell"};
		char *argv[ARGUMENTS_MAX + 2] = {copies[0]};
		int argc = 1;
		struct options options;
		char problem[200] = "";
		for (; argc <= ARGUMENTS_MAX && row->arguments[argc - 1]; argc++) {
			snprintf(copies[argc], sizeof copies[argc], "%s", row->arguments[argc - 1]);
			argv[argc] = copies[argc];
		}
		bool good = options_parse(argc, argv, &options, problem, sizeof problem);
		if (good != !row->problem || strcmp(problem, row->problem ? row->problem : "") != 0)
			fail_msg("%s: %s", row->sentence, problem);
	}
}

static const struct setting_row {
	const char *setting;
	enum err err;
	const char *connection;
} setting_rows[] = {
	{"none", OK, NULL},
	{"libnfc", OK, ""},
	{"libnfc:pn532_uart:/dev/ttyAMA0", OK, "pn532_uart:/dev/ttyAMA0"},
	{"pcsc", ERR_UNSUPPORTED, NULL},
	{"libnfc:", ERR_BAD_CONFIG, NULL},
	{"libnfcx", ERR_BAD_CONFIG, NULL},
	{"", ERR_BAD_CONFIG, NULL},
};

static void each_reader_setting_has_its_meaning(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(setting_rows); i++) {
		const struct setting_row *row = &setting_rows[i];
		const char *connection = "untouched";
		enum err err = options_reader(row->setting, &connection);
		bool same = connection && row->connection ? strcmp(connection, row->connection) == 0
							  : connection == row->connection;
		if (err != row->err || !same)
			fail_msg("reader = %s: %s", row->setting, err_text(err));
	}
}

/* -- sound, systemd ------------------------------------------------------------------------------- */

static void a_calm_kiosk_is_heard_softly(void **state)
{
	(void)state;
	assert_true(sound_volume(HAL_SOFT) * 3 < sound_volume(HAL_USUAL));
	assert_true(sound_volume(HAL_SOFT) > 1000); /* it is a signal all the same */
	assert_true(sound_volume(HAL_USUAL) <= 32767);
}

static void every_feedback_but_none_has_a_sound(void **state)
{
	(void)state;
	for (enum feedback feedback = FEEDBACK_WELCOME; feedback <= FEEDBACK_FAULT; feedback++)
		if (sound_length_ms(feedback_text(feedback)) < 50)
			fail_msg("no sound: %s", feedback_text(feedback));
	assert_int_equal(sound_length_ms("no such sound"), 0);
}

static const char *heard(int fd)
{
	static char text[64];
	ssize_t size = recv(fd, text, sizeof text - 1, MSG_DONTWAIT);

	text[size < 0 ? 0 : size] = '\0';
	return text;
}

static void systemd_hears_of_progress_alone(void **state)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct notify notify;

	(void)state;
	snprintf(address.sun_path, sizeof address.sun_path, "/tmp/firstbell-notify-%d",
		 (int)getpid());
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	setenv("NOTIFY_SOCKET", address.sun_path, 1);
	setenv("WATCHDOG_USEC", "10000000", 1);
	notify_open(&notify);
	assert_null(getenv("NOTIFY_SOCKET"));
	assert_string_equal(heard(fd), "");
	assert_int_equal(notify_progress(&notify, 1000), 6000);
	assert_string_equal(heard(fd), "READY=1");
	assert_string_equal(heard(fd), "WATCHDOG=1");
	assert_int_equal(notify_progress(&notify, 5999), 6000);
	assert_string_equal(heard(fd), "");
	assert_int_equal(notify_progress(&notify, 6000), 11000);
	assert_string_equal(heard(fd), "WATCHDOG=1");
	notify_stopping(&notify);
	assert_string_equal(heard(fd), "STOPPING=1");
	notify_close(&notify);
	close(fd);
	unlink(address.sun_path);
	notify_open(&notify);
	assert_int_equal(notify_progress(&notify, 1000), INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_clock_is_trusted_as_far_as_it_earned),
		cmocka_unit_test(the_kernels_clocks_are_read),
		cmocka_unit_test(the_command_line_is_understood_or_explained),
		cmocka_unit_test(each_reader_setting_has_its_meaning),
		cmocka_unit_test(every_feedback_but_none_has_a_sound),
		cmocka_unit_test(a_calm_kiosk_is_heard_softly),
		cmocka_unit_test(systemd_hears_of_progress_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
