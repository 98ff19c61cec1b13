#pragma once
/* exchange: certificates, a server and a client of net for one test program. */
#include "net/net.h"
#include "tests/support/certificates.h"
#include "tests/support/https_server.h"
#include "wire/wire.h"

#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define BODY "[{\"hello\":\"there\"}]\n"

static char folder[256];
static char giant[2 << 20];

static inline int make_certificates(void **state)
{
	(void)state;
	const time_t day_s = 86400, now = time(NULL);
	const struct certificate_wish wishes[] = {
		{folder, "ca", NULL, NULL, NULL, 0, 0},
		{folder, "other-ca", NULL, NULL, NULL, 0, 0},
		{folder, "server", "ca", "localhost", "127.0.0.1", 0, 0},
		{folder, "server-expired", "ca", "localhost", "127.0.0.1", now - 9 * day_s,
		 now - day_s},
		{folder, "server-early", "ca", "localhost", "127.0.0.1", now + day_s, 0},
		{folder, "server-elsewhere", "ca", "elsewhere.example", NULL, 0, 0},
		{folder, "kiosk", "ca", NULL, NULL, 0, now + 10 * day_s + day_s / 2},
		{folder, "kiosk-two", "ca", NULL, NULL, 0, 0},
		{folder, "kiosk-expired", "ca", NULL, NULL, now - 9 * day_s, now - day_s},
		{folder, "kiosk-stranger", "other-ca", NULL, NULL, 0, 0},
	};
	if (!folder_make(folder, sizeof(folder)))
		return -1;
	for (size_t i = 0; i < COUNT_OF(wishes); i++)
		if (!certificate_make(&wishes[i]))
			return -1;
	memset(giant, 'x', sizeof(giant));
	/* A proxy of the machine that runs the tests is no part of them. */
	const char *const proxies[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
	for (size_t i = 0; i < COUNT_OF(proxies); i++)
		unsetenv(proxies[i]);
	signal(SIGPIPE, SIG_IGN);
	return 0;
}

static inline int remove_certificates(void **state)
{
	(void)state;
	folder_remove(folder);
	return 0;
}

/* A peer, with the text it points into. */
struct place {
	char url[128], ca[320], cert[320], key[320];
	struct net_peer peer;
};

static inline void place_make(struct place *place, const char *host, uint16_t port, const char *ca,
			      const char *cert, const char *key)
{
	snprintf(place->url, sizeof(place->url), "https://%s:%u", host, port);
	snprintf(place->ca, sizeof(place->ca), "%s/%s.pem", folder, ca);
	snprintf(place->cert, sizeof(place->cert), "%s/%s.pem", folder, cert);
	snprintf(place->key, sizeof(place->key), "%s/%s.key", folder, key);
	place->peer = (struct net_peer){place->url, place->ca, place->cert, place->key};
}

static inline struct https_server *serve(const char *name, bool alert, uint16_t port)
{
	const struct https_setup setup = {folder, name, "ca", port, alert};
	struct https_server *server = https_server_open(&setup);
	assert_non_null(server);
	return server;
}

static inline struct net *open_net(const struct place *places, size_t count)
{
	struct net_peer peers[4] = {{0}};
	struct net *net = NULL;
	for (size_t i = 0; i < count; i++)
		peers[i] = places[i].peer;
	assert_int_equal(net_open(&net, peers, count), OK);
	return net;
}

/* A turn of the program's loop: blocks in poll and nowhere else. */
static inline void turn(struct net *net)
{
	struct net_fd wanted[16];
	struct pollfd fds[16];
	size_t count = net_fds(net, wanted, COUNT_OF(wanted));
	for (size_t i = 0; i < count; i++)
		fds[i] = (struct pollfd){wanted[i].fd, wanted[i].events, 0};
	poll(fds, (nfds_t)count, (int)net_timeout_ms(net));
	net_drive(net);
}

static inline void run(struct net *net)
{
	while (net_busy(net))
		turn(net);
}

static inline void exchange(struct net *net, size_t slot, struct net_reply *reply)
{
	assert_int_equal(net_post(net, slot, "/v1/events", WIRE_CONTENT_TYPE, BODY, strlen(BODY)),
			 OK);
	run(net);
	assert_true(net_take(net, reply));
	assert_int_equal(reply->slot, slot);
	assert_false(net_take(net, reply + 1));
}
