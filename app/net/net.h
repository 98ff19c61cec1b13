#pragma once
/* net: HTTPS with mutual TLS over libcurl's multi interface; one slot an authority, one request at a time each. */
#include "core/base.h"

struct net;

/* Files are PEM, read when a request is made. The kiosk trusts only `ca`. */
struct net_peer {
	const char *url; /* "https://host:port", no path */
	const char *ca;
	const char *cert;
	const char *key;
};
MUST_CHECK enum err net_open(struct net **out, const struct net_peer *peers, size_t count);
void net_close(struct net *net);
/* Begins a POST; body is copied. ERR_BUSY: the slot has one under way. */
MUST_CHECK enum err net_post(struct net *net, size_t slot, const char *path,
			     const char *content_type, const void *body, size_t length);
/* Moves everything on; never blocks. */
void net_drive(struct net *net);
bool net_busy(const struct net *net);
/* A finished exchange; the lowest slot first, so that the order does not depend on the network. */
struct net_reply {
	size_t slot;
	enum err err;      /* OK: an HTTP reply came; ERR_NETWORK; ERR_TLS */
	char problem[200]; /* what went wrong, and for certificates what to do */
	int status;
	char content_type[96];
	int32_t retry_after_s; /* -1: none */
	char *body; /* at most NET_REPLY_MAX, NUL-terminated; released by net_reply_release */
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
/* Days until the client certificate of a slot expires (negative: expired). ERR_NOT_FOUND, ERR_BAD_INPUT. */
MUST_CHECK enum err net_certificate_days(const struct net *net, size_t slot, int64_t now_utc_ms,
					 int *days);
