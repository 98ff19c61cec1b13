#pragma once
/* net_slot: one authority's connection and the exchange under way on it. Inside net only. */
#include "net/net.h"
#include <curl/curl.h>

#define NET_HOST_SIZE 128

enum net_state { NET_IDLE, NET_UNDER_WAY, NET_DONE };

struct net_slot {
	char *url, *ca, *cert, *key;
	char host[NET_HOST_SIZE]; /* of the url, for words */
	CURL *easy;               /* kept from one request to the next, with its TLS session */
	bool fresh; /* the next request makes a new connection and reads the files again */
	struct curl_slist *headers;
	enum net_state state;
	CURLcode result;
	char curl_words[CURL_ERROR_SIZE];
	char *target; /* url and path of the request */
	char *body;
	char *reply;
	size_t reply_length, reply_capacity, header_bytes;
};

struct net_limits {
	long connect_ms, total_ms;
};

/* Makes a copy of the peer; released by net_slot_release also when this fails. */
MUST_CHECK enum err net_slot_init(struct net_slot *slot, const struct net_peer *peer);
void net_slot_release(struct net_slot *slot);
/* Sets a POST up on slot->easy. ERR_NO_MEMORY. */
MUST_CHECK enum err net_slot_prepare(struct net_slot *slot, const struct net_limits *limits,
				     const char *path, const char *content_type, const void *body,
				     size_t length);
/* The finished exchange; the slot gives its reply away and is idle again. */
void net_slot_take(struct net_slot *slot, struct net_reply *out);
/* What a result of curl's means to us, and the words for it. */
enum err net_explain(const struct net_slot *slot, char *problem, size_t size);
