#pragma once
/* request: one request being received and answered. */
#include "tools/virtual-school/html.h"
#include "tools/virtual-school/identity.h"
#include "tools/virtual-school/throttle.h"
#include "tools/virtual-school/turnstile.h"

#include <microhttpd.h>
#include <pthread.h>

struct server {
	struct registry registry;
	struct turnstile *turnstile;
	pthread_mutex_t throttle_mutex;
	struct throttle throttle;
};

#define ADDRESS_SIZE 64
struct request;
/* A row of the table of what is served. */
struct route {
	const char *method, *path;
	enum MHD_Result (*answer)(struct request *request);
	size_t body_max; /* bytes taken of a body; more is read and dropped, and answered 413 */
	bool kiosk; /* known kiosks only: the identity is settled before any of the body is kept */
	bool loopback_only; /* for others it does not exist */
};

struct request {
	struct server *server;
	struct MHD_Connection *connection;
	const struct route *route;
	int64_t began_mono_ms;
	char *body; /* NUL-terminated behind its length */
	size_t length, capacity, dropped;
	struct identity identity;
	/* sign-in: who, while the password is being checked */
	struct turnstile_job job;
	bool checking;
	bool head; /* HEAD: no body is sent */
	char address[ADDRESS_SIZE];
	char username[64];
	struct authority *authority;
};

int64_t request_now_ms(void); /* UTC */
/* NULL: not given. */
const char *request_header(const struct request *request, const char *name);
const char *request_argument(const struct request *request, const char *name);
const char *request_cookie(const struct request *request, const char *name);
/* The other end's address, for slowing down: an IPv4 address or the /64 of an IPv6 one. */
void request_address(const struct request *request, char out[ADDRESS_SIZE]);
bool request_is_loopback(const struct request *request);
gnutls_session_t request_tls(const struct request *request);
/* May this have come from our own page? (Sec-Fetch-Site where the browser says it, else Origin; neither: a program, which carries
 * no one else's cookies.) */
bool request_same_origin(const struct request *request);

/* Takes in what has come of the body. False: it has come too slowly or there is far too much of it: hang up. */
bool request_take(struct request *request, const char *data, size_t size);
void request_free(struct request *request);
