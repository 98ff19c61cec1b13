#include "firmware/speech.h"

#include "firmware/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define REAP_MS 5
#define WAV_HEADER 44

void speech_init(struct speech *speech, const char *program)
{
	*speech = (struct speech){.program = program, .out_fd = -1};
}

static void tell(struct speech *speech, const char *why)
{
	char line[128];

	if (speech->told)
		return;
	speech->told = true;
	snprintf(line, sizeof line, "speech: none, %s", why);
	hal_log(HAL_NOTICE, line);
}

/* There is one only while there is a child: a zeroed speech has neither. */
static void close_output(struct speech *speech)
{
	if (speech->pid != 0 && speech->out_fd >= 0)
		close(speech->out_fd);
	speech->out_fd = -1;
}

static void cut(struct speech *speech)
{
	close_output(speech);
	if (speech->pid == 0)
		return;
	kill(speech->pid, SIGKILL);
	speech->ending = speech->cut = true;
}

static const char *voice_of(const char *language)
{
	return strcmp(language, "cy") == 0 ? "cy" : "en-gb";
}

static void add(struct speech *speech, size_t *used, const char *bytes, size_t length)
{
	if (*used + length >= sizeof speech->text)
		return;
	memcpy(speech->text + *used, bytes, length);
	*used += length;
	speech->text[*used] = '\0';
}

/* eSpeak takes what stands in [[ ]] for its own signs of sounds, and in < > for SSML, which the change of voice needs. */
static void add_text(struct speech *speech, size_t *used, const struct hal_words *words)
{
	for (size_t i = 0; i < words->length; i++) {
		if (words->text[i] == '&')
			add(speech, used, "&amp;", 5);
		else
			add(speech, used, strchr("[]<>", words->text[i]) ? " " : words->text + i,
			    1);
	}
}

void speech_want(struct speech *speech, const struct hal_words *words, size_t count)
{
	char turn[48];
	size_t used = 0;

	cut(speech);
	(void)text_copy(speech->language, sizeof speech->language, words[0].language);
	for (size_t i = 0; i < count; i++) {
		bool other = strcmp(words[i].language, words[0].language) != 0;

		snprintf(turn, sizeof turn, "<voice xml:lang=\"%s\">", voice_of(words[i].language));
		if (other)
			add(speech, &used, turn, strlen(turn));
		add_text(speech, &used, &words[i]);
		if (other)
			add(speech, &used, "</voice>", 8);
	}
	speech->wanted = true;
}

void speech_hush(struct speech *speech)
{
	cut(speech);
	speech->wanted = false;
	memset(speech->text, 0, sizeof speech->text);
}

static int spawn(struct speech *speech, int in, int out)
{
	char words[][12] = {"espeak-ng", "-m", "-v", "",        "-s",
			    "150",       "-b", "1",  "--stdin", "--stdout"};
	char *arguments[COUNT_OF(words) + 1] = {NULL};

	snprintf(words[3], sizeof words[3], "%s", voice_of(speech->language));
	for (size_t i = 0; i < COUNT_OF(words); i++)
		arguments[i] = words[i];
	return child_start(&speech->pid, speech->program, arguments, in, out);
}

/* By a pipe, for a command line is everybody's to read. A fresh pipe holds 64 KiB (pipe(7)), so the whole text is in
 * it before anybody reads. */
static bool hand_over(struct speech *speech, int fd)
{
	size_t length = strlen(speech->text);
	bool whole = write(fd, speech->text, length) == (ssize_t)length;

	memset(speech->text, 0, sizeof speech->text);
	return whole;
}

static void start(struct speech *speech, int64_t mono_ms)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1};

	speech->wanted = false;
	if (pipe2(in, O_CLOEXEC | O_NONBLOCK) != 0 || pipe2(out, O_CLOEXEC) != 0 ||
	    !hand_over(speech, in[1]) || fcntl(in[0], F_SETFL, 0) != 0 ||
	    spawn(speech, in[0], out[1]) != 0) {
		tell(speech, "espeak-ng does not start: is it installed?");
		if (out[0] >= 0)
			close(out[0]);
	} else {
		speech->out_fd = out[0];
		fcntl(speech->out_fd, F_SETFL, O_NONBLOCK);
		speech->passed = 0;
		speech->cut = false;
		speech->heard_ms = mono_ms;
	}
	if (in[0] >= 0)
		close(in[0]);
	if (in[1] >= 0)
		close(in[1]);
	if (out[1] >= 0)
		close(out[1]);
}

static void reap(struct speech *speech)
{
	int status = 0;

	if (waitpid(speech->pid, &status, WNOHANG) == 0)
		return;
	if (!speech->cut && (status != 0 || speech->passed <= WAV_HEADER))
		tell(speech, "espeak-ng fails: are its voices en-gb and cy installed?");
	speech->pid = 0;
	speech->ending = false;
}

int64_t speech_step(struct speech *speech, int64_t mono_ms)
{
	if (speech->ending)
		reap(speech);
	if (speech->pid == 0 && speech->wanted)
		start(speech, mono_ms);
	/* It may also have said all and yet not end. */
	if (speech->pid != 0 && !speech->cut && mono_ms - speech->heard_ms > SPEECH_HANGS_MS) {
		tell(speech, "espeak-ng hangs");
		cut(speech);
	}
	if (speech->ending)
		return mono_ms + REAP_MS;
	return speech->pid ? speech->heard_ms + SPEECH_HANGS_MS + 1 : INT64_MAX;
}

int speech_fd(const struct speech *speech)
{
	return speech->out_fd;
}

/* Bytes as they come: the header is passed over, and a sample may come in two halves. */
static size_t keep(struct speech *speech, const uint8_t *bytes, size_t length, int16_t *out)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++, speech->passed++) {
		if (speech->passed < WAV_HEADER)
			continue;
		if (speech->passed % 2 == 0)
			speech->odd = bytes[i];
		else
			out[count++] = (int16_t)(uint16_t)(speech->odd | bytes[i] << 8);
	}
	return count;
}

size_t speech_take(struct speech *speech, int16_t *out, size_t most, int64_t mono_ms)
{
	uint8_t bytes[4096];
	size_t room = 2 * most < sizeof bytes ? 2 * most : sizeof bytes;
	size_t count = 0;

	while (count == 0 && speech->out_fd >= 0) {
		ssize_t got = read(speech->out_fd, bytes, room);
		if (got < 0 && (errno == EAGAIN || errno == EINTR))
			return 0;
		if (got <= 0) {
			close_output(speech);
			speech->ending = true;
			return 0;
		}
		speech->heard_ms = mono_ms;
		count = keep(speech, bytes, (size_t)got, out);
	}
	return count;
}

void speech_release(struct speech *speech)
{
	if (speech->pid == 0)
		return;
	cut(speech);
	waitpid(speech->pid, NULL, 0);
	speech->pid = 0;
}
