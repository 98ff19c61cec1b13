#pragma once
/* server: HTTPS for kiosks and officers, from start to signal. */
#include "core/base.h"

struct server_options {
	const char *folder;
	const char *listen;  /* valid: "127.0.0.1:8443", "[::1]:0" */
	int idle_s;          /* a connection without a word for so long is closed (kiosks: 180 s) */
	int per_address_max; /* connections from one address */
};

/* Prints "listening on https://..." once it does; returns on SIGTERM or SIGINT. Why not, to stderr. */
MUST_CHECK enum err server_run(const struct server_options *options);
