/* Real exchanges with a real server over TLS: what net says of each, and what the outbox would make of it. */
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

#define ACK "{\"acked_through\":7,\"accepted\":1,\"duplicates\":0,\"missing\":[],\"rejected\":[]}"
#define BODY "[{\"hello\":\"there\"}]\n"

static char folder[256];
static char giant[2 << 20];
static char long_type[70001];

static int make_certificates(void **state)
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
	memset(long_type, 'y', sizeof(long_type) - 1);
	/* A proxy of the machine that runs the tests is no part of them. */
	const char *const proxies[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
	for (size_t i = 0; i < COUNT_OF(proxies); i++)
		unsetenv(proxies[i]);
	signal(SIGPIPE, SIG_IGN);
	return 0;
}

static int remove_certificates(void **state)
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

static void place_make(struct place *place, const char *host, uint16_t port, const char *ca,
		       const char *cert, const char *key)
{
	snprintf(place->url, sizeof(place->url), "https://%s:%u", host, port);
	snprintf(place->ca, sizeof(place->ca), "%s/%s.pem", folder, ca);
	snprintf(place->cert, sizeof(place->cert), "%s/%s.pem", folder, cert);
	snprintf(place->key, sizeof(place->key), "%s/%s.key", folder, key);
	place->peer = (struct net_peer){place->url, place->ca, place->cert, place->key};
}

static struct https_server *serve(const char *name, bool alert, uint16_t port)
{
	const struct https_setup setup = {folder, name, "ca", port, alert};
	struct https_server *server = https_server_open(&setup);
	assert_non_null(server);
	return server;
}

static struct net *open_net(const struct place *places, size_t count)
{
	struct net_peer peers[4];
	struct net *net = NULL;
	for (size_t i = 0; i < count; i++)
		peers[i] = places[i].peer;
	assert_int_equal(net_open(&net, peers, count), OK);
	return net;
}

/* The loop of the program: blocks in poll and nowhere else. */
static void run(struct net *net)
{
	while (net_busy(net)) {
		struct net_fd wanted[16];
		struct pollfd fds[16];
		size_t count = net_fds(net, wanted, COUNT_OF(wanted));
		for (size_t i = 0; i < count; i++)
			fds[i] = (struct pollfd){wanted[i].fd, wanted[i].events, 0};
		poll(fds, (nfds_t)count, (int)net_timeout_ms(net));
		net_drive(net);
	}
}

static void exchange(struct net *net, size_t slot, struct net_reply *reply)
{
	assert_int_equal(net_post(net, slot, "/v1/events", WIRE_CONTENT_TYPE, BODY, strlen(BODY)),
			 OK);
	run(net);
	assert_true(net_take(net, reply));
	assert_int_equal(reply->slot, slot);
	assert_false(net_take(net, reply + 1));
}

#define ACK_BUT(how)                                                                               \
	.answer = {.manner = how, .status = 200, .content_type = "application/json", .body = ACK}
#define ANSWER_ACK ACK_BUT(HTTPS_WELL)

static const struct row {
	const char *sentence;
	/* NULL: "server" at 127.0.0.1, "ca", "kiosk" and the key that belongs to it */
	const char *server, *host, *ca, *cert, *key;
	bool nobody; /* nobody listens */
	struct https_answer answer;
	bool alert;
	int32_t total_ms; /* 0: as it comes */
	enum err err;
	int status;
	bool ours;
	const char *problem; /* a part of it */
	int32_t retry_after_s;
} rows[] = {
	{"an ack", ANSWER_ACK, .err = OK, .status = 200, .ours = true, .retry_after_s = -1},
	{"an ack from a server known by name", .host = "localhost", ANSWER_ACK, .err = OK,
	 .status = 200, .ours = true, .retry_after_s = -1},
	{"an ack in pieces of unknown number", ACK_BUT(HTTPS_CHUNKED), .err = OK, .status = 200,
	 .ours = true, .retry_after_s = -1},
	{"a web filter's page with status 200",
	 .answer = {.status = 200, .content_type = "text/html", .body = "<html>blocked</html>"},
	 .err = OK, .status = 200, .retry_after_s = -1},
	{"503 with Retry-After in seconds",
	 .answer = {.status = 503,
		    .content_type = WIRE_PROBLEM_TYPE,
		    .retry_after = "120",
		    .body = "{\"type\":\"urn:firstbell:problem:busy\"}"},
	 .err = OK, .status = 503, .ours = true, .retry_after_s = 120},
	{"503 of a stranger, with Retry-After as a date after its own clock",
	 .answer = {.status = 503,
		    .retry_after = "Fri, 31 Dec 1999 23:59:59 GMT",
		    .date = "Fri, 31 Dec 1999 23:58:29 GMT",
		    .body = "busy"},
	 .err = OK, .status = 503, .retry_after_s = 90},
	{"a Retry-After that has gone by",
	 .answer = {.status = 503,
		    .retry_after = "Fri, 31 Dec 1999 23:57:59 GMT",
		    .date = "Fri, 31 Dec 1999 23:58:29 GMT",
		    .body = "busy"},
	 .err = OK, .status = 503, .retry_after_s = 0},
	{"a Retry-After without meaning",
	 .answer = {.status = 503, .retry_after = "soon", .body = "busy"}, .err = OK, .status = 503,
	 .retry_after_s = -1},
	{"a Retry-After beyond all bounds",
	 .answer = {.status = 503, .retry_after = "99999999999999999999", .body = "busy"},
	 .err = OK, .status = 503, .retry_after_s = INT32_MAX},
	{"a problem of ours",
	 .answer = {.status = 409,
		    .content_type = WIRE_PROBLEM_TYPE,
		    .body = "{\"type\":\"urn:firstbell:problem:unknown-stream\",\"status\":409}"},
	 .err = OK, .status = 409, .ours = true, .retry_after_s = -1},
	{"a redirect, which is not followed",
	 .answer = {.status = 302,
		    .content_type = "text/html",
		    .location = "/elsewhere",
		    .body = "elsewhere"},
	 .err = OK, .status = 302, .retry_after_s = -1},
	{"a reply as large as allowed",
	 .answer = {.status = 200, .body = giant, .length = NET_REPLY_MAX}, .err = OK,
	 .status = 200, .retry_after_s = -1},
	{"a reply without end",
	 .answer = {.manner = HTTPS_CHUNKED, .status = 200, .body = giant, .length = sizeof(giant)},
	 .err = ERR_NETWORK, .problem = "answered more than can be right"},
	{"headers without end", .answer = {.status = 200, .content_type = long_type, .body = ACK},
	 .err = ERR_NETWORK, .problem = "answered more than can be right"},
	{"a reply a byte larger",
	 .answer = {.status = 200, .body = giant, .length = NET_REPLY_MAX + 1}, .err = ERR_NETWORK,
	 .problem = "answered more than can be right"},
	{"a server that closes in the middle of its answer", ACK_BUT(HTTPS_CLOSE_MID_BODY),
	 .err = ERR_NETWORK, .problem = "in the middle of its answer"},
	{"a server that closes without an answer", ACK_BUT(HTTPS_CLOSE_AT_ONCE), .err = ERR_NETWORK,
	 .problem = "closed the connection without an answer"},
	{"a server that never answers", ACK_BUT(HTTPS_NEVER), .total_ms = 400, .err = ERR_NETWORK,
	 .problem = "did not answer in time"},
	{"nobody listens", .nobody = true, .err = ERR_NETWORK, .problem = "could not be reached"},
	{"a name that does not exist", .host = "firstbell.invalid", .err = ERR_NETWORK,
	 .problem = "firstbell.invalid:"},
	{"a server of an authority we do not know", .ca = "other-ca", ANSWER_ACK, .err = ERR_TLS,
	 .problem = "your network may be intercepting this connection"},
	{"a server whose certificate has expired", .server = "server-expired", ANSWER_ACK,
	 .err = ERR_TLS, .problem = "its certificate has expired: tell the virtual school"},
	{"a server whose certificate is of tomorrow", .server = "server-early", ANSWER_ACK,
	 .err = ERR_TLS, .problem = "check this kiosk's clock"},
	{"a server of another name", .server = "server-elsewhere", ANSWER_ACK, .err = ERR_TLS,
	 .problem = "made out to another name"},
	{"a file of the authority that is missing", .ca = "nothing", ANSWER_ACK, .err = ERR_TLS,
	 .problem = "enrol this kiosk again"},
	{"a certificate of ours that is missing", .cert = "nothing", .key = "kiosk", ANSWER_ACK,
	 .err = ERR_TLS, .problem = "enrol this kiosk again"},
	{"a key of ours that is missing", .key = "nothing", ANSWER_ACK, .err = ERR_TLS,
	 .problem = "enrol this kiosk again"},
	{"a key that does not belong to the certificate", .key = "kiosk-two", ANSWER_ACK,
	 .err = ERR_TLS, .problem = "enrol this kiosk again"},
	{"a server that ends TLS because our certificate has expired", .cert = "kiosk-expired",
	 .alert = true, ANSWER_ACK, .err = ERR_TLS, .problem = "refuses this kiosk's certificate"},
	{"a server that ends TLS because it does not know our authority", .cert = "kiosk-stranger",
	 .alert = true, ANSWER_ACK, .err = ERR_TLS, .problem = "refuses this kiosk's certificate"},
	{"a server that would end TLS, and need not", .alert = true, ANSWER_ACK, .err = OK,
	 .status = 200, .ours = true, .retry_after_s = -1},
	{"a server that says by problem that our certificate has expired", .cert = "kiosk-expired",
	 .answer = {.status = 403,
		    .content_type = WIRE_PROBLEM_TYPE,
		    .body = "{\"type\":\"urn:firstbell:problem:expired\"}"},
	 .err = OK, .status = 403, .ours = true, .retry_after_s = -1},
};

static void check_row(const struct row *row, const struct net_reply *reply)
{
	static struct outbox_reply heard;
	wire_parse_reply(reply->status, reply->content_type, reply->body, reply->length,
			 reply->retry_after_s, &heard);
	if (reply->err != row->err || reply->status != row->status)
		fail_msg("%s: err %d, status %d, %s", row->sentence, reply->err, reply->status,
			 reply->problem);
	if (heard.ours != row->ours)
		fail_msg("%s: ours %d: %s", row->sentence, heard.ours, reply->body);
	if (row->problem ? !strstr(reply->problem, row->problem) : reply->problem[0] != '\0')
		fail_msg("%s: \"%s\"", row->sentence, reply->problem);
	if (row->err != OK && (reply->body || reply->content_type[0]))
		fail_msg("%s: a failure came with a body", row->sentence);
	if (row->err == OK && reply->retry_after_s != row->retry_after_s)
		fail_msg("%s: retry after %d", row->sentence, reply->retry_after_s);
}

static void row_place(const struct row *row, uint16_t port, struct place *place)
{
	const char *cert = row->cert ? row->cert : "kiosk";
	place_make(place, row->host ? row->host : "127.0.0.1", port, row->ca ? row->ca : "ca", cert,
		   row->key ? row->key : cert);
}

static void test_each_exchange(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct row *row = &rows[i];
		struct https_server *server =
			serve(row->server ? row->server : "server", row->alert, 0);
		struct net_reply reply[2] = {{0}};
		struct place place;
		row_place(row, https_server_port(server), &place);
		https_server_answer(server, &row->answer);
		if (row->nobody) {
			https_server_close(server);
			server = NULL;
		}
		struct net *net = open_net(&place, 1);
		if (row->total_ms)
			net_limit(net, 10000, row->total_ms);
		exchange(net, 0, reply);
		check_row(row, reply);
		net_reply_release(reply);
		net_close(net);
		https_server_close(server);
	}
}

static void test_the_server_sees_who_posts_what(void **state)
{
	(void)state;
	struct https_server *server = serve("server", false, 0);
	struct net_reply reply[2] = {{0}};
	struct https_seen seen;
	struct place place;
	place_make(&place, "127.0.0.1", https_server_port(server), "ca", "kiosk", "kiosk");
	struct net *net = open_net(&place, 1);
	exchange(net, 0, reply);
	https_server_seen(server, &seen);
	assert_string_equal(seen.client, "kiosk");
	assert_false(seen.client_expired);
	assert_string_equal(seen.method, "POST");
	assert_string_equal(seen.path, "/v1/events");
	assert_string_equal(seen.content_type, WIRE_CONTENT_TYPE);
	assert_string_equal(seen.user_agent, "firstbell/" FIRSTBELL_VERSION);
	assert_false(seen.expect);
	assert_int_equal(seen.length, strlen(BODY));
	assert_memory_equal(seen.body, BODY, strlen(BODY));
	assert_string_equal(reply[0].body, "{}");
	assert_string_equal(reply[0].content_type, "application/json");
	net_reply_release(reply);
	net_close(net);
	https_server_close(server);
}

/* 256 kB is the largest batch; above 1 MB curl would ask by Expect whether to send at all. */
static void test_large_bodies_arrive_whole_without_asking(void **state)
{
	(void)state;
	const size_t sizes[] = {262144, sizeof(giant)};
	struct https_server *server = serve("server", false, 0);
	struct net_reply reply = {0};
	struct https_seen seen;
	struct place place;
	place_make(&place, "127.0.0.1", https_server_port(server), "ca", "kiosk", "kiosk");
	struct net *net = open_net(&place, 1);
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		assert_int_equal(net_post(net, 0, "/v1/events", WIRE_CONTENT_TYPE, giant, sizes[i]),
				 OK);
		run(net);
		assert_true(net_take(net, &reply));
		assert_int_equal(reply.err, OK);
		https_server_seen(server, &seen);
		assert_int_equal(seen.length, sizes[i]);
		assert_false(seen.expect);
		net_reply_release(&reply);
	}
	net_close(net);
	https_server_close(server);
}

static void test_ten_posts_use_one_connection(void **state)
{
	(void)state;
	struct https_server *server = serve("server", false, 0);
	struct net_reply reply[2] = {{0}};
	struct https_seen seen;
	struct place place;
	place_make(&place, "127.0.0.1", https_server_port(server), "ca", "kiosk", "kiosk");
	struct net *net = open_net(&place, 1);
	for (int i = 0; i < 10; i++) {
		exchange(net, 0, reply);
		assert_int_equal(reply[0].err, OK);
		net_reply_release(reply);
	}
	https_server_seen(server, &seen);
	assert_int_equal(seen.requests, 10);
	assert_int_equal(seen.connections, 1);
	/* The kept connection wakes nobody. */
	struct net_fd fd;
	assert_int_equal(net_fds(net, &fd, 1), 0);
	assert_int_equal(net_timeout_ms(net), -1);
	net_close(net);
	https_server_close(server);
}

static void test_a_new_connection_goes_on_with_the_tls_session(void **state)
{
	(void)state;
	struct https_server *server = serve("server", false, 0);
	const struct https_answer close = {
		.manner = HTTPS_CLOSE_AFTER, .status = 200, .body = "{}"};
	struct net_reply reply[2] = {{0}};
	struct https_seen seen;
	struct place place;
	place_make(&place, "127.0.0.1", https_server_port(server), "ca", "kiosk", "kiosk");
	struct net *net = open_net(&place, 1);
	https_server_answer(server, &close);
	for (int i = 0; i < 2; i++) {
		exchange(net, 0, reply);
		assert_int_equal(reply[0].err, OK);
		net_reply_release(reply);
		https_server_seen(server, &seen);
		assert_int_equal(seen.connections, i + 1);
		assert_int_equal(seen.resumed, i == 1);
	}
	net_close(net);
	https_server_close(server);
}

static void test_a_kept_connection_that_died_is_made_again(void **state)
{
	(void)state;
	struct https_server *server = serve("server", false, 0);
	uint16_t port = https_server_port(server);
	struct net_reply reply[2] = {{0}};
	struct https_seen seen;
	struct place place;
	place_make(&place, "127.0.0.1", port, "ca", "kiosk", "kiosk");
	struct net *net = open_net(&place, 1);
	exchange(net, 0, reply);
	net_reply_release(reply);
	https_server_close(server);
	server = serve("server", false, port);
	exchange(net, 0, reply);
	assert_int_equal(reply[0].err, OK);
	https_server_seen(server, &seen);
	assert_int_equal(seen.requests, 1);
	net_reply_release(reply);
	net_close(net);
	https_server_close(server);
}

static void test_two_authorities_at_once_each_under_its_own_name(void **state)
{
	(void)state;
	struct https_server *one = serve("server", false, 0), *two = serve("server", false, 0);
	struct net_reply reply = {0};
	struct https_seen seen;
	struct place places[2];
	place_make(&places[0], "127.0.0.1", https_server_port(one), "ca", "kiosk", "kiosk");
	place_make(&places[1], "127.0.0.1", https_server_port(two), "ca", "kiosk-two", "kiosk-two");
	struct net *net = open_net(places, 2);
	assert_int_equal(net_post(net, 1, "/v1/events", "text/plain", "b", 1), OK);
	assert_int_equal(net_post(net, 0, "/v1/events", "text/plain", "a", 1), OK);
	run(net);
	for (size_t slot = 0; slot < 2; slot++) {
		assert_true(net_take(net, &reply));
		assert_int_equal(reply.slot, slot); /* the lowest first, whoever was faster */
		assert_int_equal(reply.err, OK);
		net_reply_release(&reply);
	}
	https_server_seen(one, &seen);
	assert_string_equal(seen.client, "kiosk");
	https_server_seen(two, &seen);
	assert_string_equal(seen.client, "kiosk-two");
	net_close(net);
	https_server_close(one);
	https_server_close(two);
}

/* curl keeps connections for all slots together: one made under another certificate must not be taken. */
static void test_two_certificates_at_one_address_do_not_share_a_connection(void **state)
{
	(void)state;
	struct https_server *server = serve("server", false, 0);
	struct net_reply reply[2] = {{0}};
	struct https_seen seen;
	struct place places[2];
	place_make(&places[0], "127.0.0.1", https_server_port(server), "ca", "kiosk", "kiosk");
	place_make(&places[1], "127.0.0.1", https_server_port(server), "ca", "kiosk-two",
		   "kiosk-two");
	struct net *net = open_net(places, 2);
	for (size_t slot = 0; slot < 2; slot++) {
		exchange(net, slot, reply);
		net_reply_release(reply);
		https_server_seen(server, &seen);
		assert_string_equal(seen.client, slot == 0 ? "kiosk" : "kiosk-two");
	}
	net_close(net);
	https_server_close(server);
}

static void test_one_slow_authority_does_not_hold_up_another(void **state)
{
	(void)state;
	struct https_server *slow = serve("server", false, 0), *quick = serve("server", false, 0);
	const struct https_answer never = {.manner = HTTPS_NEVER};
	struct net_reply reply = {0};
	struct place places[2];
	https_server_answer(slow, &never);
	place_make(&places[0], "127.0.0.1", https_server_port(slow), "ca", "kiosk", "kiosk");
	place_make(&places[1], "127.0.0.1", https_server_port(quick), "ca", "kiosk", "kiosk");
	struct net *net = open_net(places, 2);
	assert_int_equal(net_post(net, 0, "/", "text/plain", "a", 1), OK);
	assert_int_equal(net_post(net, 1, "/", "text/plain", "b", 1), OK);
	assert_int_equal(net_post(net, 1, "/", "text/plain", "c", 1), ERR_BUSY);
	while (!net_take(net, &reply)) {
		struct net_fd wanted[16];
		struct pollfd fds[16];
		size_t count = net_fds(net, wanted, COUNT_OF(wanted));
		for (size_t i = 0; i < count; i++)
			fds[i] = (struct pollfd){wanted[i].fd, wanted[i].events, 0};
		poll(fds, (nfds_t)count, (int)net_timeout_ms(net));
		net_drive(net);
	}
	assert_int_equal(reply.slot, 1);
	assert_int_equal(reply.err, OK);
	assert_true(net_busy(net));
	net_reply_release(&reply);
	net_close(net); /* in the middle of the slow one */
	https_server_close(slow);
	https_server_close(quick);
}

/* A kiosk that was refused and enrolled again goes on by itself, though connection and session were kept. */
static void test_a_new_certificate_is_used_after_a_refusal(void **state)
{
	(void)state;
	struct https_server *server = serve("server", false, 0);
	const struct https_answer refusal = {.status = 403, .body = "revoked"};
	const struct https_answer ack = {.status = 200, .body = "{}"};
	struct net_reply reply[2] = {{0}};
	struct https_seen seen;
	struct place place;
	char command[2048];
	snprintf(command, sizeof(command), "cp %s/kiosk.pem %s/now.pem; cp %s/kiosk.key %s/now.key",
		 folder, folder, folder, folder);
	assert_int_equal(system(command), 0);
	place_make(&place, "127.0.0.1", https_server_port(server), "ca", "now", "now");
	struct net *net = open_net(&place, 1);
	https_server_answer(server, &refusal);
	exchange(net, 0, reply);
	assert_int_equal(reply[0].status, 403);
	net_reply_release(reply);
	snprintf(command, sizeof(command),
		 "cp %s/kiosk-two.pem %s/now.pem; cp %s/kiosk-two.key %s/now.key", folder, folder,
		 folder, folder);
	assert_int_equal(system(command), 0);
	https_server_answer(server, &ack);
	exchange(net, 0, reply);
	assert_int_equal(reply[0].status, 200);
	net_reply_release(reply);
	https_server_seen(server, &seen);
	assert_string_equal(seen.client, "kiosk-two");
	net_close(net);
	https_server_close(server);
}

static void test_days_until_the_certificate_expires(void **state)
{
	(void)state;
	const struct {
		const char *sentence, *cert, *ending;
		int64_t in_days;
		enum err err;
		int days;
	} cases[] = {
		{"today", "kiosk", "pem", 0, OK, 10},
		{"a day on", "kiosk", "pem", 1, OK, 9},
		{"on the last day", "kiosk", "pem", 10, OK, 0},
		{"the day after", "kiosk", "pem", 11, OK, -1},
		{"one that has expired", "kiosk-expired", "pem", 0, OK, -2},
		{"none at all", "nothing", "pem", 0, ERR_NOT_FOUND, 0},
		{"a key instead", "kiosk", "key", 0, ERR_BAD_INPUT, 0},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int64_t now_ms = ((int64_t)time(NULL) + 60 + cases[i].in_days * 86400) * 1000;
		struct place place;
		int days = 0;
		place_make(&place, "127.0.0.1", 1, "ca", cases[i].cert, "kiosk");
		snprintf(place.cert, sizeof(place.cert), "%s/%s.%s", folder, cases[i].cert,
			 cases[i].ending);
		struct net *net = open_net(&place, 1);
		enum err err = net_certificate_days(net, 0, now_ms, &days);
		if (err != cases[i].err || days != cases[i].days)
			fail_msg("%s: err %d, days %d", cases[i].sentence, err, days);
		assert_int_equal(net_certificate_days(net, 1, now_ms, &days), ERR_NOT_FOUND);
		net_close(net);
	}
}

static void test_only_https_will_do(void **state)
{
	(void)state;
	const char *const urls[] = {"http://127.0.0.1", "ftp://127.0.0.1", "127.0.0.1", ""};
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		const struct net_peer peer = {urls[i], "ca", "cert", "key"};
		struct net *net = NULL;
		assert_int_equal(net_open(&net, &peer, 1), ERR_BAD_CONFIG);
		assert_null(net);
	}
}

static void test_nothing_to_do_is_nothing_to_wait_for(void **state)
{
	(void)state;
	struct net_reply reply;
	struct net_fd fd;
	struct net *net = open_net(NULL, 0);
	net_drive(net);
	assert_false(net_busy(net));
	assert_false(net_take(net, &reply));
	assert_int_equal(net_fds(net, &fd, 1), 0);
	assert_int_equal(net_timeout_ms(net), -1);
	assert_int_equal(net_post(net, 0, "/", "text/plain", "", 0), ERR_NOT_FOUND);
	net_close(net);
	net_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_exchange),
		cmocka_unit_test(test_the_server_sees_who_posts_what),
		cmocka_unit_test(test_large_bodies_arrive_whole_without_asking),
		cmocka_unit_test(test_ten_posts_use_one_connection),
		cmocka_unit_test(test_a_new_connection_goes_on_with_the_tls_session),
		cmocka_unit_test(test_a_kept_connection_that_died_is_made_again),
		cmocka_unit_test(test_two_authorities_at_once_each_under_its_own_name),
		cmocka_unit_test(test_two_certificates_at_one_address_do_not_share_a_connection),
		cmocka_unit_test(test_one_slow_authority_does_not_hold_up_another),
		cmocka_unit_test(test_a_new_certificate_is_used_after_a_refusal),
		cmocka_unit_test(test_days_until_the_certificate_expires),
		cmocka_unit_test(test_only_https_will_do),
		cmocka_unit_test(test_nothing_to_do_is_nothing_to_wait_for),
	};
	return cmocka_run_group_tests_name("net", tests, make_certificates, remove_certificates);
}
