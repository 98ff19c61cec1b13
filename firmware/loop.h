#pragma once
/* loop: waits once for everything (reader, fingers, uploads, signals, deadlines), then lets each have its turn. */
#include "app.h"
#include "firmware/devices.h"
#include "firmware/notify.h"
#include "firmware/touch_watch.h"

struct loop {
	struct app *app;
	struct devices *devices;
	struct notify notify;
	struct touch_watch touches;
	int signals; /* signalfd of SIGTERM and SIGINT */
};

/* Blocks SIGTERM and SIGINT for the whole process, to be read from the descriptor returned; -1: failed. Before any
 * thread is started, since threads inherit it. */
int loop_signals(void);
/* Runs until a signal comes or the window is closed. */
void loop_run(struct loop *loop);
