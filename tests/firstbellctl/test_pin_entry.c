/* A PIN from a person at a terminal: asked twice, never echoed; Ctrl-C gives the terminal back. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>
#include <pty.h>

#include "tools/firstbellctl/pin_entry.h"

static char said[1000];
static bool echoes; /* the terminal, after the child has gone */

/* All that comes from the terminal until `words` have come, or until nobody is there any more. */
static bool listen_for(int terminal, const char *words)
{
	size_t used = strlen(said);
	while (used + 1 < sizeof(said) && read(terminal, &said[used], 1) == 1) {
		said[++used] = '\0';
		if (words && strstr(said, words))
			return true;
	}
	return false;
}

static void person(void)
{
	char pin[PIN_ENTRY_SIZE];
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL); /* a shell has its background jobs ignore it */
	const char *problem = pin_entry(false, pin);
	printf("[%s]", problem ? problem : pin);
	fflush(stdout);
	_exit(0);
}

/* Types one answer, then the other, each when it is asked for; returns how the child ended. */
static int type(const char *first, const char *second)
{
	int terminal, status = 0;
	pid_t child = forkpty(&terminal, NULL, NULL, NULL);
	assert_true(child >= 0);
	if (child == 0)
		person();
	said[0] = '\0';
	assert_true(listen_for(terminal, "digits): "));
	assert_int_equal(write(terminal, first, strlen(first)), (int)strlen(first));
	if (second && listen_for(terminal, "Again: "))
		assert_int_equal(write(terminal, second, strlen(second)), (int)strlen(second));
	(void)listen_for(terminal, NULL);
	struct termios left;
	assert_int_equal(tcgetattr(terminal, &left), 0);
	echoes = (left.c_lflag & ECHO) != 0;
	close(terminal);
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void a_pin_is_asked_for_twice(void **state)
{
	static const struct {
		const char *sentence, *first, *second, *result;
	} rows[] = {
		{"twice the same", "2580\n", "2580\n", "[2580]"},
		{"twice another", "2580\n", "2581\n", "[the two PINs are not the same]"},
		{"too short", "258\n", "258\n", "[a PIN is 4 to 8 digits]"},
		{"no digits", "abcd\n", "abcd\n", "[a PIN is 4 to 8 digits]"},
		{"far too long", "1234567890123456789012345678901234567890\n",
		 "1234567890123456789012345678901234567890\n", "[a PIN is 4 to 8 digits]"},
		{"the end instead", "\x04", NULL, "[no PIN was given]"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		type(rows[i].first, rows[i].second);
		if (!strstr(said, rows[i].result))
			fail_msg("%s: %s", rows[i].sentence, said);
		/* once, where the child told what it got */
		if (rows[i].result[1] == '2' && strstr(strstr(said, "2580") + 1, "2580"))
			fail_msg("%s: it was echoed", rows[i].sentence);
		if (rows[i].result[1] != '2' && strstr(said, "258\r"))
			fail_msg("%s: it was echoed", rows[i].sentence);
	}
}

static void a_key_that_ends_it_gives_the_terminal_back(void **state)
{
	static const struct {
		const char *sentence, *typed;
		int signal;
	} rows[] = {
		{"Ctrl-C", "12\x03", SIGINT},
		{"Ctrl-backslash", "12\x1c", SIGQUIT},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int status = type(rows[i].typed, NULL);
		if (!WIFSIGNALED(status) || WTERMSIG(status) != rows[i].signal)
			fail_msg("%s: it ended with %d", rows[i].sentence, status);
		if (!echoes || strchr(said, '['))
			fail_msg("%s: the terminal is left silent: %s", rows[i].sentence, said);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pin_is_asked_for_twice),
		cmocka_unit_test(a_key_that_ends_it_gives_the_terminal_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
