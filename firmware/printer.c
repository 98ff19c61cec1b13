#include "firmware/printer.h"

#include "firmware/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_MS 50

void printer_init(struct printer *printer, const char *program)
{
	*printer = (struct printer){.program = program};
}

static void end(struct printer *printer, enum hal_printed last, const char *why)
{
	char line[128];

	printer->last = last;
	printer->pid = 0;
	if (last == HAL_PRINTED)
		return;
	snprintf(line, sizeof line, "printer: the list was not taken: %s", why);
	hal_log(HAL_WARNING, line);
}

/* Memory that looks like a file: however slowly lp reads, the kiosk never waits, and no disk holds the names. -1: no room. */
static int hold(const char *text)
{
	size_t length = strlen(text);
	int fd = memfd_create("list", MFD_CLOEXEC);
	bool whole = fd >= 0;

	for (size_t done = 0; whole && done < length;) {
		ssize_t wrote = write(fd, text + done, length - done);
		if (wrote > 0)
			done += (size_t)wrote;
		else
			whole = wrote < 0 && errno == EINTR;
	}
	if (whole && lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* lp -s -t TITLE [-d NAME]: without a file name it reads its stdin. */
static int spawn(struct printer *printer, const char *name, const char *title, int in, int out)
{
	char words[][5] = {"lp", "-s", "-t", "-d"};
	char title_copy[128], name_copy[128];
	bool named = strcmp(name, "default") != 0;
	char *const arguments[] = {words[0],
				   words[1],
				   words[2],
				   title_copy,
				   named ? words[3] : NULL,
				   named ? name_copy : NULL,
				   NULL};

	if (!text_copy(title_copy, sizeof title_copy, title) ||
	    !text_copy(name_copy, sizeof name_copy, name))
		return EINVAL;
	return child_start(&printer->pid, printer->program, arguments, in, out);
}

bool printer_begin(struct printer *printer, const char *name, const char *title, const char *text,
		   int64_t mono_ms)
{
	int in, out, problem = ENOMEM;

	if (printer->pid != 0)
		return false;
	in = hold(text);
	out = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (in >= 0 && out >= 0)
		problem = spawn(printer, name, title, in, out);
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	printer->began_ms = mono_ms;
	printer->last = HAL_PRINTING;
	if (problem == ENOENT)
		end(printer, HAL_PRINT_MISSING, "there is no lp, install cups-client");
	else if (problem != 0)
		end(printer, HAL_PRINT_REFUSED, "lp does not start");
	return true;
}

static void reap(struct printer *printer)
{
	char why[64];
	int status = 0;
	pid_t gone = waitpid(printer->pid, &status, WNOHANG);

	if (gone == 0)
		return;
	if (gone > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
		end(printer, HAL_PRINTED, "");
		return;
	}
	snprintf(why, sizeof why, "lp ended with %d",
		 gone > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	end(printer, HAL_PRINT_REFUSED, why);
}

static void stop(struct printer *printer)
{
	kill(printer->pid, SIGKILL);
	waitpid(printer->pid, NULL, 0); /* killed: it is gone at once */
}

int64_t printer_step(struct printer *printer, int64_t mono_ms)
{
	if (printer->pid != 0)
		reap(printer);
	if (printer->pid != 0 && mono_ms - printer->began_ms > PRINTER_HANGS_MS) {
		stop(printer);
		end(printer, HAL_PRINT_SILENT, "lp hangs");
	}
	return printer->pid != 0 ? mono_ms + LOOK_MS : INT64_MAX;
}

void printer_release(struct printer *printer)
{
	if (printer->pid == 0)
		return;
	stop(printer);
	printer->pid = 0;
}
