#include "pin_entry.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* From the keyboard or the system: each would end us with the echo off. */
static const int signals[] = {SIGINT, SIGQUIT, SIGTERM};
#define SIGNALS COUNT_OF(signals)

static volatile sig_atomic_t interrupted;

static void note_signal(int signal)
{
	interrupted = signal;
}

/* Ctrl-C ends the reading and the terminal gets its echo back. They come in while read_line waits and at no other time, so
 * that none is missed between looking and waiting. */
static void catch_signals(struct sigaction kept[SIGNALS], sigset_t *mask)
{
	struct sigaction catch = {.sa_handler = note_signal};
	sigset_t caught;
	sigemptyset(&catch.sa_mask);
	sigemptyset(&caught);
	for (size_t i = 0; i < SIGNALS; i++) {
		sigaddset(&caught, signals[i]);
		sigaction(signals[i], &catch, &kept[i]);
	}
	sigprocmask(SIG_BLOCK, &caught, mask);
}

/* `mask`: of the signals while waiting; NULL: as it is. */
static bool read_line(char out[PIN_ENTRY_SIZE], const sigset_t *mask)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	size_t used = 0;
	char c = 0;
	while (ppoll(&input, 1, NULL, mask) > 0 && read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
		if (used + 1 < PIN_ENTRY_SIZE)
			out[used++] = c;
	if (used > 0 && out[used - 1] == '\r')
		used--;
	out[used] = '\0';
	return c == '\n' || used > 0;
}

static bool ask(const char *prompt, char out[PIN_ENTRY_SIZE])
{
	struct sigaction kept[SIGNALS];
	struct termios as_it_was, silent;
	sigset_t mask;
	if (tcgetattr(STDIN_FILENO, &as_it_was) != 0)
		return false;
	catch_signals(kept, &mask);
	silent = as_it_was;
	silent.c_lflag &= ~(tcflag_t)ECHO;
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	fprintf(stderr, "%s: ", prompt);
	bool whole = read_line(out, &mask);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &as_it_was);
	fputc('\n', stderr);
	for (size_t i = 0; i < SIGNALS; i++)
		sigaction(signals[i], &kept[i], NULL);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	if (interrupted)
		raise(interrupted);
	return whole && !interrupted;
}

static const char *ask_twice(char out[PIN_ENTRY_SIZE])
{
	char again[PIN_ENTRY_SIZE];
	if (!isatty(STDIN_FILENO))
		return "no terminal to ask for the PIN: say --pin-stdin and give it on standard "
		       "input";
	if (!ask("PIN (4 to 8 digits)", out) || !ask("Again", again))
		return "no PIN was given";
	bool same = strcmp(out, again) == 0;
	explicit_bzero(again, sizeof(again));
	return same ? NULL : "the two PINs are not the same";
}

const char *pin_entry(bool from_stdin, char out[PIN_ENTRY_SIZE])
{
	const char *problem = NULL;
	if (!from_stdin)
		problem = ask_twice(out);
	else if (!read_line(out, NULL))
		problem = "no PIN was given";
	if (!problem && !pin_is_one(out))
		problem = "a PIN is 4 to 8 digits";
	if (!problem && pin_is_guessed(out))
		problem = "too easily guessed: not one digit again and again, nor digits in a row";
	return problem;
}
