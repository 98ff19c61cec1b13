#pragma once
/* process: a program that is measured from outside: started, asked what it used, ended. By its own id only. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

struct process {
	pid_t pid;
	FILE *said; /* its standard output */
	double started_ms;
};
/* Starts it in a session of its own; `argv` ends with NULL. Its standard error goes to `log`. */
bool process_start(struct process *out, const char *log, const char *const *argv);
/* SIGTERM to it and its session, SIGKILL to what is left after 5 s. */
void process_stop(struct process *process);
/* A line "WHAT MS" of its output within so many ms; false: none. */
bool process_said(struct process *process, const char *what, int wait_ms, double *at_ms);

/* So far, of all its threads: times it went to sleep of its own accord, and ms on a processor. */
struct process_use {
	int64_t wakes;
	double cpu_ms;
};
struct process_use process_use(pid_t pid);
/* Peak of resident memory, kB. */
int64_t process_peak_kb(pid_t pid);
/* Proportional share of memory of the process and all that descend from it, kB; 0: may not be read. */
int64_t process_tree_pss_kb(pid_t pid);
