#pragma once
/* child: starting a program beside the kiosk, with pipes for its input and output. */
#include <sys/types.h>

/* Starts a program, found as execvp finds it, that reads `in` and writes `out`; what it says on its error output is nobody's. The
 * kiosk's blocked signals are not handed down. 0: *pid is its; else an errno, and *pid is 0. */
int child_start(pid_t *pid, const char *program, char *const arguments[], int in, int out);
