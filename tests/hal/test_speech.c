/* The voice: espeak-ng as a child, whatever becomes of it; and the jack that lets names be said. */
#include "firmware/headset.h"
#include "firmware/speech.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define BOUND_MS 20000
#define SAMPLES_MAX (60 * SPEECH_RATE)

static struct {
	int lines;
	char last[200];
} heard_log;

void hal_log(enum hal_level level, const char *line)
{
	heard_log.lines++;
	snprintf(heard_log.last, sizeof heard_log.last, "<%d>%s", (int)level, line);
}

static struct speech speech;
static int16_t samples[SAMPLES_MAX];
static char folder[64];

static int set_up(void **state)
{
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	memset(&heard_log, 0, sizeof heard_log);
	snprintf(folder, sizeof folder, "/tmp/firstbell-speech-XXXXXX");
	return mkdtemp(folder) ? 0 : 1;
}

static int tear_down(void **state)
{
	char command[100];

	(void)state;
	speech_release(&speech);
	snprintf(command, sizeof command, "rm -r %s", folder);
	return system(command);
}

/* Until its child has gone; returns how many samples came. Time stands still for it. */
static size_t hear_out(void)
{
	size_t count = 0;

	for (int turn = 0; turn < BOUND_MS; turn++) {
		struct pollfd output = {.fd = speech_fd(&speech), .events = POLLIN};

		speech_step(&speech, 0);
		if (speech.pid == 0 && !speech.wanted)
			return count;
		poll(&output, 1, 1);
		for (size_t got = 1; got > 0 && count + 2048 <= SAMPLES_MAX; count += got)
			got = speech_take(&speech, samples + count, 2048, 0);
	}
	fail_msg("it does not end");
	return 0;
}

/* Samples louder than a whisper. */
static size_t loud(size_t count)
{
	size_t some = 0;

	for (size_t i = 0; i < count; i++)
		some += abs(samples[i]) > 1000;
	return some;
}

static void want(const char *language, const char *text)
{
	speech_want(&speech, &(struct hal_words){language, text, strlen(text)}, 1);
}

static bool installed(void)
{
	return system("command -v espeak-ng >/dev/null") == 0;
}

static const struct row {
	const char *sentence, *language, *text;
} rows[] = {
	{"English", "en", "Tap your card.\nButton: No card?\n"},
	{"Welsh", "cy", "Tapia dy gerdyn.\nBotwm: Dim cerdyn?\n"},
	{"a name with accents", "cy", "Bore da, Siân Llŷr Ó Súilleabháin.\n"},
	{"a name in another script", "en", "Good morning, محمد.\n"},
	{"what looks like an option", "en", "--help -w /tmp/x\n"},
	{"what looks like markup or sounds", "en", "Good morning, <b>[[h@]]</b>.\n"},
};

static void a_text_becomes_sound_in_both_languages(void **state)
{
	(void)state;
	if (!installed()) {
		print_message("# espeak-ng is not installed: tools/packages has it\n");
		skip();
	}
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		speech_init(&speech, "espeak-ng");
		want(rows[i].language, rows[i].text);
		size_t count = hear_out();
		if (count < SPEECH_RATE / 2 || loud(count) < count / 20)
			fail_msg("%s: %zu samples, %zu loud", rows[i].sentence, count, loud(count));
		assert_int_equal(heard_log.lines, 0);
	}
}

static uint64_t hash_of(size_t count)
{
	uint64_t hash = 0xcbf29ce484222325U;

	for (size_t i = 0; i < count; i++)
		hash = (hash ^ (uint16_t)samples[i]) * 0x100000001b3U;
	return hash;
}

static void each_language_has_a_voice_of_its_own(void **state)
{
	uint64_t hashes[2];

	(void)state;
	if (!installed())
		skip();
	for (int i = 0; i < 2; i++) {
		speech_init(&speech, "espeak-ng");
		want(i ? "cy" : "en", "Llanelli, 10:42.\n");
		hashes[i] = hash_of(hear_out());
	}
	assert_true(hashes[0] != hashes[1]);
}

/* Each part as long as it is alone, give or take the pause between them. */
static void a_text_in_two_languages_changes_its_voice(void **state)
{
	const struct hal_words both[] = {{"cy", "Llanelli, 10:42.\n", 17},
					 {"en", "Llanelli, 10:42.\n", 17}};
	uint64_t whole, alone[2];

	(void)state;
	if (!installed())
		skip();
	for (size_t i = 0; i < 2; i++) {
		speech_init(&speech, "espeak-ng");
		speech_want(&speech, both, i + 1);
		alone[i] = hear_out();
	}
	assert_true(alone[1] > alone[0] * 3 / 2);
	speech_init(&speech, "espeak-ng");
	want("cy", "Llanelli, 10:42.\nLlanelli, 10:42.\n");
	whole = hash_of(hear_out());
	speech_init(&speech, "espeak-ng");
	speech_want(&speech, both, 2);
	assert_true(hash_of(hear_out()) != whole);
	assert_int_equal(heard_log.lines, 0);
}

static void a_new_text_takes_the_place_of_the_one_before(void **state)
{
	char text[4000];
	uint64_t alone;

	(void)state;
	if (!installed())
		skip();
	speech_init(&speech, "espeak-ng");
	want("en", "Is this you?\n");
	alone = hash_of(hear_out());
	memset(text, '.', sizeof text - 1);
	for (size_t at = 0; at + 20 < sizeof text; at += 20)
		memcpy(text + at, "Which year are you?", 19);
	text[sizeof text - 1] = '\0';
	want("en", text);
	speech_step(&speech, 0);
	assert_true(speech.pid != 0);
	want("en", "Is this you?\n");
	assert_true(hash_of(hear_out()) == alone);
	assert_int_equal(heard_log.lines, 0);
}

static void hushed_it_says_nothing_more(void **state)
{
	(void)state;
	if (!installed())
		skip();
	speech_init(&speech, "espeak-ng");
	want("en", "Is this you?\n");
	speech_hush(&speech);
	assert_int_equal(hear_out(), 0);
	want("en", "Is this you?\n");
	speech_step(&speech, 0);
	speech_hush(&speech);
	assert_int_equal(speech_fd(&speech), -1);
	assert_int_equal(hear_out(), 0);
	assert_int_equal(heard_log.lines, 0);
}

/* A program of ours in its place. Returns its path. */
static const char *program(const char *lines)
{
	static char path[100];

	snprintf(path, sizeof path, "%s/voice", folder);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "#!/bin/sh\n%s\n", lines);
	fclose(file);
	assert_int_equal(chmod(path, 0700), 0);
	return path;
}

static void what_does_not_speak_is_said_once(void **state)
{
	(void)state;
	speech_init(&speech, "/nonexistent/espeak-ng");
	for (int i = 0; i < 3; i++) {
		want("en", "Hello.");
		assert_int_equal(hear_out(), 0);
	}
	assert_int_equal(heard_log.lines, 1);
	assert_string_equal(heard_log.last,
			    "<5>speech: none, espeak-ng does not start: is it installed?");
	speech_init(&speech, program("exit 1"));
	for (int i = 0; i < 3; i++) {
		want("en", "Hello.");
		assert_int_equal(hear_out(), 0);
	}
	assert_int_equal(heard_log.lines, 2);
	assert_non_null(strstr(heard_log.last, "espeak-ng fails"));
}

static void a_voice_that_hangs_is_ended(void **state)
{
	(void)state;
	speech_init(&speech, program("exec sleep 1000"));
	want("en", "Hello.");
	int64_t deadline = speech_step(&speech, 100);
	pid_t pid = speech.pid;
	assert_true(deadline > 100 && deadline <= 100 + SPEECH_HANGS_MS + 1);
	speech_step(&speech, deadline);
	assert_int_equal(speech_fd(&speech), -1);
	hear_out();
	assert_int_equal(kill(pid, 0), -1);
	assert_non_null(strstr(heard_log.last, "espeak-ng hangs"));
}

static void a_voice_that_says_all_and_never_ends_is_ended(void **state)
{
	int16_t sample;

	(void)state;
	speech_init(&speech, program("exec sleep 1000 >&-"));
	want("en", "Hello.");
	speech_step(&speech, 100);
	while (speech_fd(&speech) >= 0) {
		struct pollfd output = {.fd = speech_fd(&speech), .events = POLLIN};
		assert_int_equal(poll(&output, 1, BOUND_MS), 1);
		speech_take(&speech, &sample, 1, 100);
	}
	pid_t pid = speech.pid;
	speech_step(&speech, 100 + SPEECH_HANGS_MS + 1);
	hear_out();
	assert_int_equal(kill(pid, 0), -1);
}

static size_t read_file(const char *path, char *out, size_t size)
{
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	size_t length = fread(out, 1, size, file);
	fclose(file);
	return length;
}

/* Anyone on the machine can read a command line. */
static void a_name_is_on_no_command_line(void **state)
{
	char path[64], bytes[4096];

	(void)state;
	speech_init(&speech, program("exec sleep 1000"));
	want("cy", "Siwan.\n");
	speech_step(&speech, 0);
	snprintf(path, sizeof path, "/proc/%d/cmdline", (int)speech.pid);
	/* While it becomes the other program it has none. */
	size_t length = 0;
	for (int look = 0; length == 0 && look < BOUND_MS; look++) {
		poll(NULL, 0, 1);
		length = read_file(path, bytes, sizeof bytes);
	}
	assert_true(length > 0);
	assert_null(memmem(bytes, length, "Siwan", 5));
	assert_null(memmem(speech.text, sizeof speech.text, "Siwan", 5));
}

/* -- the jack ------------------------------------------------------------------------------------ */

static bool plugged;

static bool any(int fd)
{
	return fd >= 0;
}

static bool is_plugged(int fd)
{
	return fd >= 0 && plugged;
}

static void a_jack_tells_what_is_in_it(void **state)
{
	struct headset headset;
	char path[100];

	(void)state;
	plugged = false;
	snprintf(path, sizeof path, "%s/event7", folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	headset_open(&headset, folder, any, is_plugged);
	assert_false(headset.in);
	plugged = true;
	headset_step(&headset);
	assert_true(headset.in);
	/* The jack itself is gone, and with it what was in it. */
	assert_int_equal(unlink(path), 0);
	struct pollfd fds[TOUCH_DEVICES_MAX + 1];
	nfds_t count = headset_fds(&headset, fds);
	assert_int_equal(poll(fds, count, BOUND_MS), 1);
	headset_step(&headset);
	assert_false(headset.in);
	headset_close(&headset);
}

static void without_a_jack_there_is_no_headset(void **state)
{
	struct headset headset;
	int file = open("/dev/null", O_RDONLY);

	(void)state;
	plugged = true;
	assert_false(headset_is_jack(file));
	assert_false(headset_inserted(file));
	close(file);
	headset_open(&headset, "/nonexistent", headset_is_jack, headset_inserted);
	headset_step(&headset);
	assert_false(headset.in);
	headset_close(&headset);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(a_text_becomes_sound_in_both_languages),
		WITH_FOLDER(each_language_has_a_voice_of_its_own),
		WITH_FOLDER(a_text_in_two_languages_changes_its_voice),
		WITH_FOLDER(a_new_text_takes_the_place_of_the_one_before),
		WITH_FOLDER(hushed_it_says_nothing_more),
		WITH_FOLDER(what_does_not_speak_is_said_once),
		WITH_FOLDER(a_voice_that_hangs_is_ended),
		WITH_FOLDER(a_voice_that_says_all_and_never_ends_is_ended),
		WITH_FOLDER(a_name_is_on_no_command_line),
		WITH_FOLDER(a_jack_tells_what_is_in_it),
		WITH_FOLDER(without_a_jack_there_is_no_headset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
