/* Connections: who is seen, what is kept, what is made anew, and what waits for nobody. */
#include "tests/net/exchange.h"

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
	while (!net_take(net, &reply))
		turn(net);
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
