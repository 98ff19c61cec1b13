#include "tests/support/cups.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define TRIES 300

/* cupsd runs its backends as lp where root starts it, and will have nothing of root's own. */
static const char set_up[] =
	"command -v cupsd lp lpadmin >/dev/null || exit 1\n"
	"D=$1; cd \"$D\" && mkdir root spool cache state log tmp out bin bin/backend || exit 1\n"
	"for part in daemon filter notifier; do ln -s /usr/lib/cups/$part bin/$part; done\n"
	"cat >cupsd.conf <<END\n"
	"Listen $D/sock\nBrowsing No\nDefaultAuthType None\nWebInterface No\n"
	"<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
	"<Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
	"END\n"
	"cat >cups-files.conf <<END\n"
	"ServerRoot $D/root\nRequestRoot $D/spool\nCacheDir $D/cache\nStateDir $D/state\nTempDir "
	"$D/tmp\n"
	"AccessLog $D/log/access\nErrorLog $D/log/error\nPageLog $D/log/page\n"
	"DataDir /usr/share/cups\nServerBin $D/bin\nUser lp\nGroup lp\nSystemGroup root\n"
	"END\n"
	"cat >bin/backend/keep <<END\n"
	"#!/bin/sh\n"
	"[ \\$# -eq 0 ] && exit 0\n"
	"printf '%s\\\\n' \"\\$3\" >$D/out/title\n"
	"cat \\${6:+\"\\$6\"} >$D/out/paper.part && mv $D/out/paper.part $D/out/paper\n"
	"END\n"
	"chmod 755 bin/backend/keep . && chown -R lp:lp cache spool state log tmp out\n";

/* A queue of text as it comes: what a driver would make of it is not ours. */
static const char add_queue[] =
	"lpstat -r | grep -q 'is running' && lpadmin -p office -E -v keep:/ -m raw 2>/dev/null";

bool cups_run(const struct cups *cups, const char *command)
{
	char line[600];

	snprintf(line, sizeof line, "OUT=%s/out; %s", cups->folder, command);
	return system(line) == 0;
}

static bool run_set_up(const char *folder)
{
	pid_t pid = fork();
	int status = 1;

	if (pid == 0) {
		execl("/bin/sh", "sh", "-c", set_up, "sh", folder, (char *)NULL);
		_exit(127);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

bool cups_start(struct cups *cups, const char *folder)
{
	char conf[100], files[100], socket[100];

	snprintf(cups->folder, sizeof cups->folder, "%s", folder);
	snprintf(conf, sizeof conf, "%s/cupsd.conf", folder);
	snprintf(files, sizeof files, "%s/cups-files.conf", folder);
	snprintf(socket, sizeof socket, "%s/sock", folder);
	if (!run_set_up(folder))
		return false;
	setenv("CUPS_SERVER", socket, 1);
	cups->pid = fork();
	if (cups->pid == 0) {
		/* A test that fails ends without a word. */
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
			_exit(127);
		execlp("cupsd", "cupsd", "-f", "-c", conf, "-s", files, (char *)NULL);
		_exit(127);
	}
	for (int i = 0; i < TRIES; i++) {
		if (cups_run(cups, add_queue))
			return true;
		if (waitpid(cups->pid, NULL, WNOHANG) != 0)
			return false;
		usleep(20000);
	}
	cups_stop(cups);
	return false;
}

void cups_stop(struct cups *cups)
{
	if (cups->pid <= 0)
		return;
	kill(cups->pid, SIGTERM);
	waitpid(cups->pid, NULL, 0);
	cups->pid = 0;
}

bool cups_wait(const struct cups *cups, const char *name)
{
	char path[200];

	snprintf(path, sizeof path, "%s/out/%s", cups->folder, name);
	for (int i = 0; i < TRIES; i++) {
		if (access(path, F_OK) == 0)
			return true;
		usleep(20000);
	}
	return false;
}
