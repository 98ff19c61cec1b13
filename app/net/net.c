#include "net/net_certificate.h"
#include "net/net_slot.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define CONNECT_MS 10000
#define TOTAL_MS 30000

struct net {
	CURLM *multi;
	struct net_slot *slots;
	size_t count;
	struct net_limits limits;
	struct net_fd *fds; /* what curl wants watched, as it told on_socket */
	size_t fd_count, fd_capacity;
	bool curl_ready;
};

static struct net_fd *find_fd(struct net *net, int fd)
{
	for (size_t i = 0; i < net->fd_count; i++)
		if (net->fds[i].fd == fd)
			return &net->fds[i];
	return NULL;
}

static struct net_fd *add_fd(struct net *net, int fd)
{
	if (net->fd_count == net->fd_capacity) {
		size_t capacity = net->fd_capacity + 8;
		struct net_fd *fds = realloc(net->fds, capacity * sizeof(*fds));
		if (!fds)
			return NULL;
		net->fds = fds;
		net->fd_capacity = capacity;
	}
	net->fds[net->fd_count].fd = fd;
	return &net->fds[net->fd_count++];
}

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *context, void *unused)
{
	struct net *net = context;
	struct net_fd *known = find_fd(net, fd);
	(void)easy;
	(void)unused;
	if (what == CURL_POLL_REMOVE) {
		if (known)
			*known = net->fds[--net->fd_count];
		return 0;
	}
	if (!known)
		known = add_fd(net, fd);
	if (!known)
		return -1; /* curl then fails every transfer, which is what no memory means */
	known->events =
		(short)((what & CURL_POLL_IN ? POLLIN : 0) | (what & CURL_POLL_OUT ? POLLOUT : 0));
	return 0;
}

static enum err open_multi(struct net *net)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return ERR_NO_MEMORY;
	net->curl_ready = true;
	net->multi = curl_multi_init();
	if (!net->multi)
		return ERR_NO_MEMORY;
	curl_multi_setopt(net->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	curl_multi_setopt(net->multi, CURLMOPT_SOCKETDATA, net);
	return OK;
}

enum err net_open(struct net **out, const struct net_peer *peers, size_t count)
{
	*out = NULL;
	struct net *net = calloc(1, sizeof(*net));
	if (!net)
		return ERR_NO_MEMORY;
	net->limits = (struct net_limits){CONNECT_MS, TOTAL_MS};
	enum err err = open_multi(net);
	if (err == OK) {
		net->slots = calloc(count ? count : 1, sizeof(*net->slots));
		err = net->slots ? OK : ERR_NO_MEMORY;
	}
	for (size_t i = 0; i < count && err == OK; i++) {
		net->count = i + 1;
		err = net_slot_init(&net->slots[i], &peers[i]);
	}
	if (err != OK)
		net_close(net);
	else
		*out = net;
	return err;
}

void net_limit(struct net *net, int32_t connect_ms, int32_t total_ms)
{
	net->limits = (struct net_limits){connect_ms, total_ms};
}

void net_close(struct net *net)
{
	if (!net)
		return;
	for (size_t i = 0; i < net->count; i++) {
		if (net->slots[i].state == NET_UNDER_WAY)
			curl_multi_remove_handle(net->multi, net->slots[i].easy);
		net_slot_release(&net->slots[i]);
	}
	if (net->multi)
		curl_multi_cleanup(net->multi);
	if (net->curl_ready)
		curl_global_cleanup();
	free(net->slots);
	free(net->fds);
	free(net);
}

enum err net_post(struct net *net, size_t slot, const char *path, const char *content_type,
		  const void *body, size_t length)
{
	if (slot >= net->count)
		return ERR_NOT_FOUND;
	struct net_slot *to = &net->slots[slot];
	if (to->state != NET_IDLE)
		return ERR_BUSY;
	enum err err = net_slot_prepare(to, &net->limits, path, content_type, body, length);
	if (err != OK)
		return err;
	if (curl_multi_add_handle(net->multi, to->easy) != CURLM_OK)
		return ERR_NO_MEMORY;
	to->state = NET_UNDER_WAY;
	return OK;
}

static void finish(struct net *net, CURL *easy, CURLcode result)
{
	for (size_t i = 0; i < net->count; i++) {
		struct net_slot *slot = &net->slots[i];
		if (slot->easy != easy)
			continue;
		slot->result = result;
		slot->state = NET_DONE;
		curl_multi_remove_handle(net->multi, easy);
	}
}

/* Only what poll() finds ready is handed to curl: it may close, open or forget any socket in turn. */
static void move_sockets(struct net *net)
{
	struct pollfd ready[64];
	nfds_t count = 0;
	int running;
	for (size_t i = 0; i < net->fd_count && i < COUNT_OF(ready); i++)
		ready[count++] = (struct pollfd){net->fds[i].fd, net->fds[i].events, 0};
	if (poll(ready, count, 0) <= 0)
		return;
	for (nfds_t i = 0; i < count; i++) {
		short got = ready[i].revents;
		int mask = (got & POLLIN ? CURL_CSELECT_IN : 0) |
			   (got & POLLOUT ? CURL_CSELECT_OUT : 0) |
			   (got & (POLLERR | POLLHUP | POLLNVAL) ? CURL_CSELECT_ERR : 0);
		if (mask && find_fd(net, ready[i].fd))
			curl_multi_socket_action(net->multi, ready[i].fd, mask, &running);
	}
}

void net_drive(struct net *net)
{
	int running, waiting;
	move_sockets(net);
	curl_multi_socket_action(net->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	for (CURLMsg *message; (message = curl_multi_info_read(net->multi, &waiting)) != NULL;)
		if (message->msg == CURLMSG_DONE)
			finish(net, message->easy_handle, message->data.result);
}

bool net_busy(const struct net *net)
{
	for (size_t i = 0; i < net->count; i++)
		if (net->slots[i].state == NET_UNDER_WAY)
			return true;
	return false;
}

bool net_take(struct net *net, struct net_reply *out)
{
	for (size_t i = 0; i < net->count; i++) {
		if (net->slots[i].state != NET_DONE)
			continue;
		net_slot_take(&net->slots[i], out);
		out->slot = i;
		return true;
	}
	return false;
}

void net_reply_release(struct net_reply *reply)
{
	if (!reply)
		return;
	free(reply->body);
	*reply = (struct net_reply){0};
}

size_t net_fds(struct net *net, struct net_fd *fds, size_t capacity)
{
	size_t count = net->fd_count < capacity ? net->fd_count : capacity;
	if (count > 0)
		memcpy(fds, net->fds, count * sizeof(*fds));
	return count;
}

int64_t net_timeout_ms(struct net *net)
{
	long timeout_ms = -1;
	curl_multi_timeout(net->multi, &timeout_ms);
	return timeout_ms;
}

enum err net_certificate_days(const struct net *net, size_t slot, int64_t now_utc_ms, int *days)
{
	if (slot >= net->count)
		return ERR_NOT_FOUND;
	return net_certificate_read(net->slots[slot].cert, now_utc_ms, days);
}
