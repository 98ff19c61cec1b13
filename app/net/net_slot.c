#include "net/net_slot.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define HEADERS_MAX 65536
#define SCHEME "https://"

static void read_host(const char *url, char *out, size_t size)
{
	const char *start = url + strlen(SCHEME);
	int length = (int)strcspn(start, "/");
	snprintf(out, size, "%.*s", length, start);
}

enum err net_slot_init(struct net_slot *slot, const struct net_peer *peer)
{
	if (strncasecmp(peer->url, SCHEME, strlen(SCHEME)) != 0)
		return ERR_BAD_CONFIG;
	slot->url = strdup(peer->url);
	slot->ca = strdup(peer->ca);
	slot->cert = strdup(peer->cert);
	slot->key = strdup(peer->key);
	if (!slot->url || !slot->ca || !slot->cert || !slot->key)
		return ERR_NO_MEMORY;
	for (size_t end = strlen(slot->url); end > 0 && slot->url[end - 1] == '/'; end--)
		slot->url[end - 1] = '\0';
	read_host(slot->url, slot->host, sizeof(slot->host));
	return OK;
}

static void forget_request(struct net_slot *slot)
{
	curl_slist_free_all(slot->headers);
	free(slot->target);
	free(slot->body);
	free(slot->reply);
	slot->headers = NULL;
	slot->target = slot->body = slot->reply = NULL;
	slot->reply_length = slot->reply_capacity = slot->header_bytes = 0;
	slot->curl_words[0] = '\0';
}

void net_slot_release(struct net_slot *slot)
{
	curl_easy_cleanup(slot->easy);
	forget_request(slot);
	free(slot->url);
	free(slot->ca);
	free(slot->cert);
	free(slot->key);
	*slot = (struct net_slot){0};
}

static size_t on_body(char *data, size_t size, size_t count, void *context)
{
	struct net_slot *slot = context;
	size_t length = size * count;
	size_t needed = slot->reply_length + length;
	if (needed > NET_REPLY_MAX)
		return 0; /* CURLE_WRITE_ERROR */
	if (needed >= slot->reply_capacity) {
		char *reply = realloc(slot->reply, needed + 4096);
		if (!reply)
			return 0;
		slot->reply = reply;
		slot->reply_capacity = needed + 4096;
	}
	memcpy(slot->reply + slot->reply_length, data, length);
	slot->reply_length = needed;
	return length;
}

/* curl 7.88 keeps headers without end. */
static size_t on_header(char *data, size_t size, size_t count, void *context)
{
	struct net_slot *slot = context;
	(void)data;
	slot->header_bytes += size * count;
	return slot->header_bytes <= HEADERS_MAX ? size * count : 0;
}

static void set_trust(struct net_slot *slot)
{
	CURL *easy = slot->easy;
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_CAINFO, slot->ca);
	/* Debian's curl is built with a folder of public authorities, which would be trusted as well. */
	curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	curl_easy_setopt(easy, CURLOPT_SSLCERT, slot->cert);
	curl_easy_setopt(easy, CURLOPT_SSLKEY, slot->key);
}

static void set_manners(struct net_slot *slot, const struct net_limits *limits)
{
	CURL *easy = slot->easy;
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, limits->connect_ms);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, limits->total_ms);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "firstbell/" FIRSTBELL_VERSION);
	curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, slot->fresh ? 1L : 0L);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, slot->curl_words);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, slot);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, slot);
}

/* A renewed handle has forgotten the TLS session, with which the old certificate would be resumed. */
static bool renew(struct net_slot *slot)
{
	if (slot->fresh) {
		curl_easy_cleanup(slot->easy);
		slot->easy = NULL;
	}
	if (!slot->easy)
		slot->easy = curl_easy_init();
	return slot->easy != NULL;
}

static bool add_header(struct net_slot *slot, const char *line)
{
	struct curl_slist *longer = curl_slist_append(slot->headers, line);
	if (longer)
		slot->headers = longer;
	return longer != NULL;
}

static bool copy_request(struct net_slot *slot, const char *path, const char *content_type,
			 const void *body, size_t length)
{
	char type[160];
	slot->body = malloc(length + 1);
	if (!slot->body || asprintf(&slot->target, "%s%s", slot->url, path) < 0)
		return false;
	memcpy(slot->body, body, length);
	snprintf(type, sizeof(type), "Content-Type: %s", content_type);
	return add_header(slot, type) && add_header(slot, "Expect:") &&
	       add_header(slot, "Accept: application/json, application/problem+json");
}

enum err net_slot_prepare(struct net_slot *slot, const struct net_limits *limits, const char *path,
			  const char *content_type, const void *body, size_t length)
{
	forget_request(slot);
	if (!renew(slot) || !copy_request(slot, path, content_type, body, length))
		return ERR_NO_MEMORY;
	set_trust(slot);
	set_manners(slot, limits);
	slot->fresh = false;
	curl_easy_setopt(slot->easy, CURLOPT_URL, slot->target);
	curl_easy_setopt(slot->easy, CURLOPT_HTTPHEADER, slot->headers);
	curl_easy_setopt(slot->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
	curl_easy_setopt(slot->easy, CURLOPT_POSTFIELDS, slot->body);
	return OK;
}

static const char *header(CURL *easy, const char *name)
{
	struct curl_header *found = NULL;
	return curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK ? found->value
										      : NULL;
}

/* RFC 9110 10.2.3: seconds or a date; the date is measured by the server's own clock, for ours may be wrong. */
static int32_t retry_after_s(CURL *easy)
{
	const char *after = header(easy, "Retry-After");
	const char *date = header(easy, "Date");
	int64_t seconds = -1;
	if (!after)
		return -1;
	if (isdigit((unsigned char)after[0])) {
		seconds = strtoll(after, NULL, 10);
	} else if (date) {
		time_t until = curl_getdate(after, NULL), now = curl_getdate(date, NULL);
		if (until != -1 && now != -1)
			seconds = until > now ? until - now : 0;
	}
	return seconds > INT32_MAX ? INT32_MAX : (int32_t)seconds;
}

static void read_reply(struct net_slot *slot, struct net_reply *out)
{
	long status = 0;
	char *type = NULL;
	curl_easy_getinfo(slot->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(slot->easy, CURLINFO_CONTENT_TYPE, &type);
	out->status = (int)status;
	out->retry_after_s = retry_after_s(slot->easy);
	if (type)
		text_copy(out->content_type, sizeof(out->content_type), type);
	out->body = slot->reply;
	out->length = slot->reply_length;
	if (out->body)
		out->body[out->length] = '\0';
	slot->reply = NULL;
	/* A key that was refused is replaced on disk: what was read of it must not be used again. */
	slot->fresh = status == 401 || status == 403;
}

void net_slot_take(struct net_slot *slot, struct net_reply *out)
{
	*out = (struct net_reply){.retry_after_s = -1};
	out->err = net_explain(slot, out->problem, sizeof(out->problem));
	if (out->err == OK)
		read_reply(slot, out);
	else
		slot->fresh = true;
	forget_request(slot);
	slot->state = NET_IDLE;
}
