#include "tools/bench/process.h"

#include "tools/bench/measure.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LEAVE_MS 5000

bool process_start(struct process *out, const char *log, const char *const *argv)
{
	int ends[2];

	*out = (struct process){.pid = -1};
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	out->started_ms = measure_now_ms();
	out->pid = fork();
	if (out->pid == 0) {
		int err = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		setsid();
		dup2(ends[1], STDOUT_FILENO);
		dup2(err, STDERR_FILENO);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(ends[1]);
	out->said = fdopen(ends[0], "r");
	if (out->said)
		setvbuf(out->said, NULL, _IONBF, 0); /* poll sees all there is */
	return out->pid > 0 && out->said;
}

static bool gone(pid_t pid)
{
	return waitpid(pid, NULL, WNOHANG) == pid;
}

void process_stop(struct process *process)
{
	double end_ms = measure_now_ms() + LEAVE_MS;
	struct pollfd output = {.fd = fileno(process->said), .events = 0};

	kill(-process->pid, SIGTERM);
	while (!gone(process->pid)) {
		if (measure_now_ms() > end_ms)
			kill(-process->pid, SIGKILL);
		poll(&output, 1, 10);
	}
	/* It led the session; what it left behind goes too. */
	kill(-process->pid, SIGKILL);
	fclose(process->said);
}

bool process_said(struct process *process, const char *what, int wait_ms, double *at_ms)
{
	double end_ms = measure_now_ms() + wait_ms;
	struct pollfd output = {.fd = fileno(process->said), .events = POLLIN};
	char line[80];

	for (double left = wait_ms; left > 0; left = end_ms - measure_now_ms()) {
		if (poll(&output, 1, (int)left + 1) != 1)
			continue;
		if (!fgets(line, sizeof line, process->said))
			return false;
		size_t length = strlen(what);
		if (strncmp(line, what, length) == 0 && line[length] == ' ') {
			*at_ms = strtod(line + length, NULL);
			return true;
		}
	}
	return false;
}

/* The number after a name at the beginning of a line of a file; 0: none. */
static int64_t number_of(const char *path, const char *name)
{
	char line[256];
	int64_t number = 0;
	FILE *file = fopen(path, "r");

	while (file && fgets(line, sizeof line, file))
		if (strncmp(line, name, strlen(name)) == 0)
			number = strtoll(line + strlen(name), NULL, 10);
	if (file)
		fclose(file);
	return number;
}

struct process_use process_use(pid_t pid)
{
	struct process_use use = {0};
	char path[128];
	struct dirent *thread;

	snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
	DIR *threads = opendir(path);
	while (threads && (thread = readdir(threads))) {
		if (thread->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "/proc/%d/task/%.20s/status", (int)pid, thread->d_name);
		use.wakes += number_of(path, "voluntary_ctxt_switches:");
		snprintf(path, sizeof path, "/proc/%d/task/%.20s/schedstat", (int)pid,
			 thread->d_name);
		use.cpu_ms += (double)number_of(path, "") / 1e6;
	}
	if (threads)
		closedir(threads);
	return use;
}

int64_t process_peak_kb(pid_t pid)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	return number_of(path, "VmHWM:");
}

static pid_t parent_of(pid_t pid)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	return (pid_t)number_of(path, "PPid:");
}

static bool descends(pid_t pid, pid_t from)
{
	while (pid > 1 && pid != from)
		pid = parent_of(pid);
	return pid == from;
}

int64_t process_tree_pss_kb(pid_t pid)
{
	int64_t sum = 0;
	char path[64];
	struct dirent *entry;

	DIR *proc = opendir("/proc");
	while (proc && (entry = readdir(proc))) {
		pid_t other = (pid_t)strtol(entry->d_name, NULL, 10);
		if (other <= 0 || !descends(other, pid))
			continue;
		snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)other);
		sum += number_of(path, "Pss:");
	}
	if (proc)
		closedir(proc);
	return sum;
}
