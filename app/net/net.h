#pragma once
/* net: HTTPS with mutual TLS over libcurl's multi interface; one slot an authority, one request at a time each. */
#include "core/base.h"

struct net;

/* Files are PEM, read when a connection is made; after any failure and after 401 and 403 the next request makes a new
 * one, so that a kiosk enrolled again goes on by itself. The kiosk trusts only `ca`. TLS 1.2 or later, HTTP/1.1, no
 * redirects. The environment's https_proxy and no_proxy are heeded, for schools do have proxies; one that opens the
 * encryption is found out by its certificate (ERR_TLS). */
struct net_peer {
	const char *url; /* "https://host:port", no path */
	const char *ca;
	const char *cert;
	const char *key;
};
/* ERR_BAD_CONFIG: a url that is not https; ERR_NO_MEMORY. */
MUST_CHECK enum err net_open(struct net **out, const struct net_peer *peers, size_t count);
/* Takes NULL. What is under way is given up; a name that is being looked up may hold it for a moment. */
void net_close(struct net *net);
/* How long connecting and a whole exchange may take, from the next request on; net_open sets 10 s and 30 s. */
void net_limit(struct net *net, int32_t connect_ms, int32_t total_ms);
/* Begins a POST; body is copied. ERR_BUSY: the slot has one under way, or its reply has not been taken.
 * ERR_NOT_FOUND: no such slot; ERR_NO_MEMORY. */
MUST_CHECK enum err net_post(struct net *net, size_t slot, const char *path,
			     const char *content_type, const void *body, size_t length);
/* Moves everything on; never blocks. The program ignores SIGPIPE. */
void net_drive(struct net *net);
bool net_busy(const struct net *net);
/* A finished exchange; the lowest slot first, so that the order does not depend on the network. */
struct net_reply {
	size_t slot;
	enum err err;      /* OK: an HTTP reply came; ERR_NETWORK; ERR_TLS */
	char problem[200]; /* what went wrong, and for certificates what to do */
	int status;
	char content_type[96];
	int32_t retry_after_s; /* -1: none; a date is counted from the reply's own Date */
	char *body; /* at most NET_REPLY_MAX (more is ERR_NETWORK), NUL-terminated; NULL: empty; released by
		       net_reply_release */
	size_t length;
};
#define NET_REPLY_MAX 262144
bool net_take(struct net *net, struct net_reply *out);
void net_reply_release(struct net_reply *reply);
/* The sockets to poll and what for (poll(2) events); and when to call net_drive at the latest, in ms (-1: no need). */
struct net_fd {
	int fd;
	short events;
};
size_t net_fds(struct net *net, struct net_fd *fds, size_t capacity);
int64_t net_timeout_ms(struct net *net);
/* Whole days until the client certificate of a slot expires, rounded down (negative: expired).
 * ERR_NOT_FOUND: no such slot or file; ERR_IO; ERR_BAD_INPUT: not a certificate. */
MUST_CHECK enum err net_certificate_days(const struct net *net, size_t slot, int64_t now_utc_ms,
					 int *days);
